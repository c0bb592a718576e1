"""Analytics exports: figures of videos, products, creators and days as the platform has them."""
