"""At which part of the editor each refusal is said; those about all of it stand at its foot."""

from __future__ import annotations

TITLE = frozenset({"promotion-title-length", "promotion-title-taken"})
TIMES = frozenset(
    {
        "time-ends",
        "promotion-hours",
        "promotion-starts-past",
        "promotion-ends-first",
        "promotion-end-past",
        "promotion-without-end",
        "promotion-too-short",
        "promotion-too-long",
        "flash-too-long",
        "campaign-other-day",
        "campaign-none",
        "co-funding-other-time",
        "co-funding-none",
    }
)
TOOL = frozenset({"campaign-score", "buy-more-enough", "buy-more-balance"})
VALUE = frozenset(
    {
        "discount-missing",
        "discount-given-twice",
        "discount-out-of-range",
        "amount-out-of-range",
        "ceiling-without-percent",
        "code-format",
        "code-taken",
        "tiers-out-of-range",
        "tier-unclear",
        "tier-gives-all",
        "gifts-uneven",
        "gift-tiers-out-of-range",
        "gift-not-on-sale",
        "gift-orders-out-of-range",
        "gift-above-stock",
        "voucher-gives-all",
        "tiers-not-rising",
        "quantity-out-of-range",
        "shipping-threshold-of-skus",
        "shipping-overlap",
    }
)
LIMITS = frozenset({"limit-out-of-range", "promotion-limit-lowered"})
PRODUCTS = frozenset(
    {
        "promotion-without-skus",
        "promotion-skus-many",
        "sku-unknown",
        "promotion-price-out-of-range",
        "promotion-price-too-low",
        "price-above-lowest",
        "new-arrival-over",
        "units-above-stock",
        "campaign-without-units",
        "flash-overlap",
        "buy-more-overlap",
    }
)
