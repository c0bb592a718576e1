"""Analytics in words: metrics, periods, what changed GMV, and why a price tells nothing.

Names stand over figures; meanings are for hovers and the glossary.
"""

from __future__ import annotations

from desktop.i18n import tr
from domain.analytics.decomposition import Part
from domain.analytics.metrics import Better, Definition, Metric, Unit
from domain.analytics.periods import Granularity, Preset
from domain.analytics.sensitivity import LEAST_DAYS, LEAST_ORDERS, TooLittle


def metric_name(metric: Metric) -> str:
    """What stands over its figure."""
    return {
        Metric.GMV: tr("GMV"),
        Metric.GROSS_REVENUE: tr("Gross revenue"),
        Metric.DIRECT_GMV: tr("Direct GMV"),
        Metric.ATTRIBUTED_GMV: tr("Attributed GMV"),
        Metric.PAID: tr("Paid for goods"),
        Metric.MARGIN: tr("Margin after fees"),
        Metric.MARGIN_SHARE: tr("Margin share"),
        Metric.ORDERS: tr("Orders"),
        Metric.SKU_ORDERS: tr("SKU orders"),
        Metric.PLACED: tr("Orders placed"),
        Metric.PLACED_ITEMS: tr("Items ordered"),
        Metric.PLACED_GMV: tr("Worth of orders"),
        Metric.ITEMS: tr("Items sold"),
        Metric.BUYERS: tr("Customers"),
        Metric.AOV: tr("Average order value"),
        Metric.ITEMS_PER_ORDER: tr("Items per order"),
        Metric.IMPRESSIONS: tr("Impressions"),
        Metric.CLICKS: tr("Product clicks"),
        Metric.PAGE_VIEWS: tr("Page views"),
        Metric.VISITORS: tr("Visitors"),
        Metric.CARTS: tr("Added to cart"),
        Metric.CTR: tr("CTR"),
        Metric.ATC_RATE: tr("Add-to-cart rate"),
        Metric.CTOR: tr("CTOR"),
        Metric.CONVERSION: tr("Conversion rate"),
        Metric.VIEWS: tr("Views"),
        Metric.WATCH_GPM: tr("Watch GPM"),
        Metric.SHOW_GPM: tr("Show GPM"),
        Metric.HALF_LIFE: tr("Half-life"),
        Metric.NEARLY_ALL: tr("Days to 90 % of views"),
        Metric.NEW_BUYERS: tr("New customers"),
        Metric.RETURNING_BUYERS: tr("Returning customers"),
        Metric.REPEAT_SHARE: tr("Repeat share"),
        Metric.REPEAT_INTERVAL: tr("Days between orders"),
        Metric.ELASTICITY: tr("Price elasticity"),
        Metric.DELIVERED: tr("Orders delivered"),
        Metric.TO_DELIVER: tr("Days to deliver"),
        Metric.TO_SCAN: tr("Until the first scan"),
        Metric.ON_WAY: tr("On the way"),
        Metric.LATE_SHARE: tr("Delivered late"),
        Metric.LATE_SCAN_SHARE: tr("Scanned late"),
        Metric.RETURNS: tr("Returns asked for"),
        Metric.RETURN_UNITS: tr("Units asked back"),
        Metric.RETURN_RATE: tr("Return rate"),
        Metric.REFUNDED: tr("Refunded"),
        Metric.TO_CLOSE: tr("Until a return ends"),
        Metric.MESSAGES: tr("Messages"),
        Metric.IN_TIME: tr("Answered in time"),
        Metric.TO_ANSWER: tr("Time to answer"),
        Metric.REVIEWS: tr("Reviews"),
        Metric.STARS: tr("Average stars"),
        Metric.NEGATIVE_SHARE: tr("One or two stars"),
        Metric.PROMOTED_ORDERS: tr("Orders with a promotion"),
        Metric.PROMOTED_SHARE: tr("Share with a promotion"),
        Metric.GIVEN: tr("Your discounts"),
        Metric.GIVEN_BY_PLATFORM: tr("The platform’s discounts"),
        Metric.CREATOR_GMV: tr("Creator-attributed GMV"),
        Metric.CREATOR_REFUNDS: tr("Creator-attributed refunds"),
        Metric.COMMISSION: tr("Estimated commission"),
        Metric.VIDEOS: tr("Videos"),
        Metric.LIVES: tr("LIVE sessions"),
        Metric.SAMPLES: tr("Samples shipped"),
    }[metric]


def metric_meaning(metric: Metric) -> str:
    """What it counts, in a sentence or two."""
    return {
        Metric.GMV: tr(
            "All that buyers have paid for orders, on the day they paid. What was cancelled or "
            "refunded later stays in it, so it is more than you earn."
        ),
        Metric.GROSS_REVENUE: tr(
            "What buyers paid and what the platform added to product discounts, without tax."
        ),
        Metric.DIRECT_GMV: tr(
            "GMV of orders that were placed from the content itself: it was what the buyer clicked "
            "last."
        ),
        Metric.ATTRIBUTED_GMV: tr(
            "GMV of orders whose buyer had clicked on the content in the 14 days before, wherever "
            "the order was placed."
        ),
        Metric.PAID: tr(
            "What buyers paid for goods, after all discounts, without shipping and tax."
        ),
        Metric.MARGIN: tr(
            "What you get for goods after your discounts, less their cost, the referral fee and "
            "commissions. Postage, campaign fees, gifts, cancellations and returns are not in it."
        ),
        Metric.MARGIN_SHARE: tr("Margin after fees for what you get for the goods."),
        Metric.ORDERS: tr("Paid orders, each counted once whatever is in it."),
        Metric.SKU_ORDERS: tr(
            "Different SKUs in each order, counted over all orders: 3 of one SKU and 2 of another "
            "in an order are 2."
        ),
        Metric.PLACED: tr(
            "Orders on the day they were placed, by what their buyers had clicked on. Some are "
            "never paid, so they are more than paid orders."
        ),
        Metric.PLACED_ITEMS: tr(
            "Units in orders on the day they were placed, whether they have been paid or not."
        ),
        Metric.PLACED_GMV: tr(
            "What the goods in orders placed come to after discounts, paid or not, without "
            "shipping and tax."
        ),
        Metric.ITEMS: tr(
            "Units ordered: 3 of one SKU and 2 of another are 5. Cancelled ones stay in it."
        ),
        Metric.BUYERS: tr("Different people who paid for an order, each counted once a period."),
        Metric.AOV: tr("GMV for each order. For LIVE only direct GMV counts."),
        Metric.ITEMS_PER_ORDER: tr("How many units an order has on average."),
        Metric.IMPRESSIONS: tr("How often a product or its content was shown to someone."),
        Metric.CLICKS: tr("How often someone opened a product from where it was shown."),
        Metric.PAGE_VIEWS: tr(
            "How often product pages were opened; the same person counts each time."
        ),
        Metric.VISITORS: tr("Different people who opened a product page, each counted once."),
        Metric.CARTS: tr("How often a product was put into the cart after a click."),
        Metric.CTR: tr("Clicks for each impression: how tempting what is shown is."),
        Metric.ATC_RATE: tr("Of a hundred clicks, how many put the product into the cart."),
        Metric.CTOR: tr("Orders for each product click: how well the page keeps its promise."),
        Metric.CONVERSION: tr(
            "The share of product page visitors who paid. It is worked out for each day, and the "
            "days are averaged."
        ),
        Metric.VIEWS: tr("How often a video or a live session was watched."),
        Metric.WATCH_GPM: tr("GMV for every 1,000 views of the content."),
        Metric.SHOW_GPM: tr("GMV for every 1,000 impressions."),
        Metric.HALF_LIFE: tr("Days from posting until half of a video's views so far had come."),
        Metric.NEARLY_ALL: tr("Days from posting until 90 % of a video's views so far had come."),
        Metric.NEW_BUYERS: tr("Buyers whose first order ever lies in this time."),
        Metric.RETURNING_BUYERS: tr("Buyers who had ordered before this time began."),
        Metric.REPEAT_SHARE: tr(
            "The share of this time’s customers who had ordered before it began."
        ),
        Metric.REPEAT_INTERVAL: tr(
            "Days between an order and the same buyer's next one. Half of those who came back did "
            "so within this time."
        ),
        Metric.ELASTICITY: tr(
            "By how many per cent orders changed when the price was 1 % higher. At −2, a price 1 % "
            "higher went with 2 % fewer orders."
        ),
        Metric.DELIVERED: tr(
            "Orders whose parcel came in this time and of which payment and first scan are known "
            "too. What is still under way or was lost is not among them."
        ),
        Metric.TO_DELIVER: tr(
            "Days from payment to delivery, begun ones counted whole: half of the orders took as "
            "long or less. What is still under way or was lost is not in it."
        ),
        Metric.TO_SCAN: tr(
            "From payment to the carrier’s first scan, on average of the orders delivered in this "
            "time."
        ),
        Metric.ON_WAY: tr(
            "From the carrier’s first scan to the delivery, on average of the orders delivered in "
            "this time."
        ),
        Metric.LATE_SHARE: tr(
            "Of the orders delivered in this time, how many came after the day that was promised."
        ),
        Metric.LATE_SCAN_SHARE: tr(
            "Of the orders delivered in this time, how many the carrier first scanned after the "
            "day on which that was due. The late dispatch rate of your shop’s health also counts "
            "what was never scanned."
        ),
        Metric.RETURNS: tr(
            "Returns, refunds and replacements that buyers asked for in this time. Chargebacks are "
            "not among them."
        ),
        Metric.RETURN_UNITS: tr("Units that those requests are about."),
        Metric.RETURN_RATE: tr(
            "Units asked back in this time for every unit sold in it, whenever they were sold. "
            "Returns follow sales by weeks, so it runs ahead in a shop that shrinks and behind in "
            "one that grows."
        ),
        Metric.REFUNDED: tr(
            "What buyers have got back so far for what they asked for in this time."
        ),
        Metric.TO_CLOSE: tr(
            "From the request to its end, on average of the requests of this time that have ended."
        ),
        Metric.MESSAGES: tr("Messages that buyers wrote in this time."),
        Metric.IN_TIME: tr(
            "Of the messages of this time whose time for an answer is over, how many were answered "
            "within it."
        ),
        Metric.TO_ANSWER: tr(
            "Half of the messages of this time that were answered waited as long or less."
        ),
        Metric.REVIEWS: tr("Reviews that buyers wrote in this time."),
        Metric.STARS: tr("The mean of the stars that reviews of this time give, from 1 to 5."),
        Metric.NEGATIVE_SHARE: tr(
            "Of the reviews of this time, how many give one or two stars. The rate in your shop’s "
            "health is for every delivered order instead."
        ),
        Metric.PROMOTED_ORDERS: tr(
            "Orders paid in this time for which a promotion took something off, whatever became "
            "of them."
        ),
        Metric.PROMOTED_SHARE: tr("Of the orders paid in this time, how many used a promotion."),
        Metric.GIVEN: tr("What promotions took off those orders at your cost."),
        Metric.GIVEN_BY_PLATFORM: tr("What they took off at the platform’s cost."),
        Metric.CREATOR_GMV: tr(
            "GMV of the orders that the platform puts down to creators. What was cancelled or "
            "refunded later stays in it."
        ),
        Metric.CREATOR_REFUNDS: tr("What buyers got back for orders put down to creators."),
        Metric.COMMISSION: tr(
            "What the platform expects creators to get for the orders put down to them. What is "
            "paid in the end is told by settlements."
        ),
        Metric.VIDEOS: tr("Videos with your products that creators posted."),
        Metric.LIVES: tr("LIVE sessions in which creators showed your products."),
        Metric.SAMPLES: tr("Free samples that were sent to creators."),
    }[metric]


def unit_name(unit: Unit) -> str:
    """What its figures count."""
    return {
        Unit.MONEY: tr("An amount of money"),
        Unit.COUNT: tr("A number"),
        Unit.BASIS_POINTS: tr("Per cent"),
        Unit.DAYS: tr("Days"),
        Unit.LONG_TIME: tr("Time in days"),
        Unit.SHORT_TIME: tr("Time in hours"),
        Unit.RATIO: tr("A ratio"),
    }[unit]


def better_text(better: Better) -> str:
    """Which way is good."""
    return {
        Better.MORE: tr("more is better"),
        Better.LESS: tr("less is better"),
        Better.NEITHER: tr("neither more nor less is better"),
    }[better]


def source_text(definition: Definition) -> str:
    """Who defines it so."""
    if definition.is_own:
        return tr("defined by this program")
    return tr("as the platform defines it")


def preset_name(preset: Preset) -> str:
    """A period that can be chosen by name."""
    return {
        Preset.TODAY: tr("Today"),
        Preset.YESTERDAY: tr("Yesterday"),
        Preset.LAST_7: tr("Last 7 days"),
        Preset.LAST_28: tr("Last 28 days"),
        Preset.LAST_90: tr("Last 90 days"),
        Preset.LAST_365: tr("Last 365 days"),
        Preset.THIS_MONTH: tr("This month"),
        Preset.LAST_MONTH: tr("Last month"),
        Preset.ALL: tr("All time"),
    }[preset]


def granularity_name(granularity: Granularity) -> str:
    """How long a point of a chart is."""
    return {
        Granularity.DAY: tr("By day"),
        Granularity.WEEK: tr("By week"),
        Granularity.MONTH: tr("By month"),
    }[granularity]


def part_name(part: Part) -> str:
    """What changed GMV."""
    return {
        Part.TRAFFIC: tr("Traffic"),
        Part.CONVERSION: tr("Conversion"),
        Part.ORDERS: tr("Orders"),
        Part.BASKET: tr("Basket"),
        Part.PRICE: tr("Price"),
        Part.MIX: tr("Mix"),
    }[part]


def part_meaning(part: Part) -> str:
    """The same in a sentence."""
    return {
        Part.TRAFFIC: tr("More or fewer people visited your products."),
        Part.CONVERSION: tr("More or fewer of a product's visitors ordered it."),
        Part.ORDERS: tr("There were more or fewer orders."),
        Part.BASKET: tr("An order had more or fewer units of a product."),
        Part.PRICE: tr("More or less was paid for a unit of the same product."),
        Part.MIX: tr(
            "Visitors and orders went to other products or came from elsewhere than before; new "
            "products and those that have gone count here."
        ),
    }[part]


def too_little_text(reason: TooLittle) -> str:
    """Why nothing can be said of a price, and what would change that."""
    return {
        TooLittle.ONE_PRICE: tr(
            "It has always had the same price, so nothing shows what another would do."
        ),
        TooLittle.FEW_DAYS: tr(
            "It had another price for too short a time: each has to hold for %Ln day(s).",
            LEAST_DAYS,
        ),
        TooLittle.FEW_ORDERS: tr(
            "Too few orders to tell: it takes %Ln order(s) in all, at two prices or more.",
            LEAST_ORDERS,
        ),
        TooLittle.SAME_WEEKDAYS: tr(
            "Its price changed with the day of the week, so the two cannot be told apart. Let a "
            "price hold for a whole week."
        ),
    }[reason]
