"""Analytics exports as the platform writes them, in several languages and layouts."""

from __future__ import annotations

from pathlib import Path

from tests.domain.interchange.workbooks import packed, sheet_rows

Table = list[list[object]]

PERIOD = "[Date Range]: 2026-08-18 ~ 2026-09-15"
FIRST, LAST = 20_683, 20_711

VIDEOS: Table = [
    [PERIOD],
    [
        "Creator name",
        "Creator ID",
        "Video Info",
        "Video ID",
        "Time",
        "Products",
        "VV",
        "Likes",
        "Product Impressions",
        "Product Clicks",
        "Unique customers",
        "Orders",
        "Video items sold",
        "Gross merchandise value (Video) ($)",
        "CTR",
        "Video Finish Rate",
    ],
    [
        "petra.reviews29",
        "7091789400600620783",
        "Morning chai ☕",
        "7494265134031872569",
        "2026-07-29 16:26:00",
        "Bike Light",
        "1,593",
        79,
        488,
        18,
        1,
        1,
        1,
        "$1,212.99",
        "3.69%",
        "--",
    ],
]
OLDER_VIDEOS: Table = [
    ["[Date Range]: 2026-08-18 ~ 2026-09-15"],
    ["", "all creators"],
    ["Creator name", "Video ID", "VV", "Buyers", "Unit Sales", "Video Revenue ($)"],
    ["petra.reviews29", "7494265134031872569", 1593, 1, 2, "12.99"],
]
CHINESE_VIDEOS: Table = [
    ["[日期范围]: 2026-08-18 ~ 2026-09-15"],
    [
        "达人昵称",
        "达人ID",
        "视频信息",
        "视频ID",
        "发布时间",
        "商品",
        "VV",
        "点赞数",
        "评论数",
        "分享数",
        "新增粉丝数",
        "引流次数",
        "商品曝光次数",
        "商品点击次数",
        "去重客户数",
        "视频成交订单数",
        "视频商品成交件数",
        "GMV（视频） ($)",  # noqa: RUF001
        "GPM ($)",
        "归因于带货视频的 GMV ($)",
    ],
    [
        "佩特拉",
        "7091789400600620783",
        "开箱",
        "7494265134031872569",
        "2026-07-29 16:26:00",
        "自行车灯",
        1593,
        79,
        5,
        6,
        1,
        5,
        488,
        18,
        1,
        1,
        2,
        "12.99",
        "8.15",
        "13.99",
    ],
]
INDONESIAN_VIDEOS: Table = [
    ["[Rentang tanggal]: 2026-08-18 ~ 2026-09-15"],
    ["Nama kreator", "ID video", "Views (VV)", "Suka", "Pesanan", "Video-attributed GMV (Rp)"],
    ["sari.belanja", "7494265134031872569", "1.593", "79", "3", "Rp1.250.000"],
]
AFFILIATE_VIDEOS: Table = [
    [
        "Video title",
        "Video ID",
        "Post date",
        "Video link",
        "Creator name",
        "Product ID",
        "Creator video-attributed GMV",
        "Video-attributed orders",
        "AOV",
        "Avg. GMV per customer",
        "Video-attributed items sold",
        "Refunds",
        "Items refunded",
        "Est. commission",
        "Est. flat fee",
        "Video views",
        "Likes",
        "Comments",
        "Shares",
        "Video product impressions",
        "Video product clicks",
        "Completion rate",
        "CTR",
        "Engagement",
        "Video GPM",
    ],
    [
        "The caption of the video",
        "The id of the video",
        "When it was posted",
        *["What this column means, over 14 days."] * 22,
    ],
    *(
        [
            "My desk",
            "7494265134031872569",
            "2026-07-29",
            "https://example.invalid/v",
            "petra.reviews29",
            product,
            amount,
            "4",
            "$10.00",
            "$10.00",
            "5",
            "$0.00",
            "0",
            "$4.00",
            "--",
            "1593",
            "79",
            "5",
            "6",
            "488",
            "18",
            "12.4%",
            "5.93%",
            "6%",
            "$8.15",
        ]
        for product, amount in (("1729349775226925597", "$40.00"), ("1729349775226925598", "$2.50"))
    ),
]
PRODUCTS: Table = [
    ["Analysis date: 18/08/2026~15/09/2026"],
    [
        "Product Name",
        "Product ID",
        "GMV range",
        "Listing status",
        "GMV",
        "Seller LIVE-attributed GMV",
        "Creator-attributed GMV",
        "Affiliate video-attributed GMV",
        "Shop tab GMV",
        "Orders",
        "SKU orders",
        "Items sold",
        "Est. customers",
        "Product impressions",
        "Product clicks",
        "CTR",
        "Add-to-cart count",
        "CTOR (SKU order)",
        "Gross merchandise value (with TikTok co-funding)",
        "Refunds",
        "Items refunded",
    ],
    [
        "Bike Light",
        "1729349775226925597",
        "$1,000-$2,000",
        "Active",
        "$1,234.56",
        "$100.00",
        "$900.00",
        "$800.00",
        "$400.00",
        "30",
        "31",
        "35",
        "29",
        "12,345",
        "700",
        "5.67%",
        "90",
        "0.0443",
        "$1,300.00",
        "$12.00",
        "1",
    ],
    ["--", "1729349775226925598", "--", "Inactive", *["--"] * 17],
]
OLDER_PRODUCTS: Table = [
    ["Analysis date: 18/08/2026~15/09/2026"],
    [
        "ID",
        "Product",
        "Status",
        "GMV",
        "Units sold",
        "Orders",
        "Shop tab GMV",
        "Shop Tab units sold",
        "Shop tab listing impressions",
        "LIVE GMV",
        "LIVE impressions",
        "Video GMV",
        "Product  card GMV",
        "Product  card impressions",
    ],
    [
        "1729349775226925597",
        "Bike Light",
        "Active",
        "1234.56",
        "35",
        "30",
        "400",
        "9",
        "2000",
        "300",
        "3000",
        "500",
        "450",
        "100",
    ],
]
CHINESE_PRODUCTS: Table = [
    ["[日期范围]: 2026-08-18 ~ 2026-09-15"],
    ["商品名", "商品 ID", "GMV ($)", "商品成交件数", "商品曝光次数", "商品点击量", "订单数"],
    ["自行车灯", "1729349775226925597", "1234.56", "35", "12345", "700", "30"],
]
INDONESIAN_PRODUCTS: Table = [
    ["Tanggal analisis: 18/08/2026~15/09/2026"],
    ["Nama produk", "ID produk", "GMV (Rp)", "Pesanan", "Produk terjual"],
    ["Lampu sepeda", "1729349775226925597", "Rp1.234.567", "1.030", "1.035"],
]
CREATORS: Table = [
    [
        "Creator name",
        "Creator-attributed GMV",
        "Refunds",
        "Attributed orders",
        "Creator-attributed items sold",
        "Items refunded",
        "AOV",
        "Videos",
        "Live streams",
        "Est. commission",
        "Samples shipped",
        "Est. flat fee",
        "Creator video-attributed GMV",
        "Creator live-attributed GMV",
        "Affiliate product card-attributed GMV",
        "CTOR",
        "CTR",
        "Total sample content",
        "Products added to showcase",
        "Product impressions",
        "Video views",
        "Customers",
        "Products sold",
    ],
    ["The creator's name.", *["What this column means, over 14 days."] * 22],
    [
        "petra.reviews29",
        "$1,234.56",
        "$20.00",
        "40",
        "44",
        "1",
        "$30.86",
        "7",
        "0",
        "$123.45",
        "2",
        "--",
        "$1,200.00",
        "$0.00",
        "$34.56",
        "5.93%",
        "4.1%",
        "3",
        "6",
        "12,000",
        "45,000",
        "39",
        "5",
    ],
]
OLDER_CREATORS: Table = [
    ["Creator name", "Affiliate-attributed GMV", "Attributed orders", "Est. commission"],
    ["petra.reviews29", "$1,234.56", "40", "$123.45"],
]
CHINESE_CREATORS: Table = [
    ["[日期范围]: 2026-08-18 ~ 2026-09-15"],
    ["达人昵称", "达人归因 GMV ($)", "归因订单数", "预估佣金 ($)"],
    ["佩特拉", "1234.56", "40", "123.45"],
]
INDONESIAN_CREATORS: Table = [
    ["Tanggal analisis: 18/08/2026~15/09/2026"],
    ["Nama kreator", "GMV yang diatribusikan ke kreator (Rp)", "Pesanan yang diatribusikan"],
    ["sari.belanja", "Rp1.234.567", "40"],
]
DAYS: Table = [
    ["Date", "GMV", "Orders", "?", "Items sold"],
    ["14/09/2026", "$1,234.56", "30", "x", "35"],
    ["15/09/2026", "$99.00", "3", "y", "--"],
]
INDONESIAN_DAYS: Table = [
    [
        "Date",
        "Gross merchandise value (Rp)",
        "Refunds (Rp)",
        "Items sold",
        "Customers",
        "Page views",
        "Shop page visits",
        "SKU orders",
        "Orders",
        "Conversion rate",
    ],
    ["14/09/2026", "1.234.567", "0", "35", "29", "1.200", "300", "31", "30", "2,42%"],
]
LOCAL_DAYS: Table = [
    ["Tanggal", "GMV (Rp)", "Pesanan", "Produk terjual", "Tingkat konversi"],
    ["2026-09-14", "Rp1.234.567", "30", "35", "2.42%"],
]
CHINESE_DAYS: Table = [
    ["日期", "GMV ($)", "订单数", "成交件数", "访客数"],
    ["2026/09/14", "1234.56", "30", "35", "300"],
]


def workbook(folder: Path, table: Table, name: str = "told.xlsx") -> Path:
    """Write the rows as the one sheet of a workbook; returns its path."""
    path = folder / name
    path.write_bytes(packed(sheet_rows(table), name="Sheet1"))
    return path


def with_cells(table: Table, **cells: object) -> Table:
    """The table with other cells in its last row, by the name of their column without spaces."""
    width = len(table[-1])
    header = next(row for row in table if len(row) == width)
    names = ["".join(filter(str.isalnum, str(name))) for name in header]
    last = list(table[-1])
    for name, cell in cells.items():
        last[names.index(name)] = cell
    return [*table[:-1], last]
