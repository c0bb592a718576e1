"""The table of videos."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QAbstractItemView, QWidget

from desktop.analytics_wording import metric_meaning, metric_name
from desktop.i18n import tr
from desktop.tables.columns import Column
from desktop.tables.row_model import RowModel
from desktop.tables.row_table import RowTable
from desktop.theme.roles import Role
from desktop.wording import date_text, money, number, percent
from domain.analytics.metrics import Metric
from domain.reports.analytics.videos import VideoRow, VideoSort
from domain.reports.shop import ShopRow

_ORDER = tuple(VideoSort)
_MONEY = {VideoSort.GMV, VideoSort.GPM}
_SHARES = {VideoSort.CTR, VideoSort.CTOR, VideoSort.FINISHED}
_WORDS = {VideoSort.NAME, VideoSort.CREATOR, VideoSort.PRODUCT, VideoSort.POSTED}

PRACTICE = frozenset(
    {
        VideoSort.PRODUCT,
        VideoSort.FINISHED,
        VideoSort.LIKES,
        VideoSort.COMMENTS,
        VideoSort.SHARES,
        VideoSort.FOLLOWERS,
    }
)
"""What is not known of practice videos; their name is that of their product."""
REAL = frozenset({VideoSort.HALF_LIFE, VideoSort.NEARLY_ALL})
"""What no file tells."""


class VideoModel(RowModel):
    """Videos, each with what it brought."""

    right = tuple(place for place, each in enumerate(_ORDER) if each not in _WORDS)

    def __init__(self, *, practice: bool) -> None:
        """Of practice shops orders are counted when placed; files count those that were paid."""
        super().__init__()
        self._practice = practice

    def columns(self) -> tuple[Column, ...]:
        names = {
            VideoSort.NAME: tr("Video"),
            VideoSort.CREATOR: tr("By"),
            VideoSort.PRODUCT: tr("Product"),
            VideoSort.POSTED: tr("Posted"),
            VideoSort.VIEWS: metric_name(Metric.VIEWS),
            VideoSort.CLICKS: tr("Clicks"),
            VideoSort.CTR: metric_name(Metric.CTR),
            VideoSort.ORDERS: metric_name(Metric.ORDERS),
            VideoSort.CTOR: metric_name(Metric.CTOR),
            VideoSort.ITEMS: tr("Items"),
            VideoSort.GMV: tr("Worth") if self._practice else metric_name(Metric.GMV),
            VideoSort.GPM: tr("GPM"),
            VideoSort.HALF_LIFE: metric_name(Metric.HALF_LIFE),
            VideoSort.NEARLY_ALL: tr("To 90 %"),
            VideoSort.FINISHED: tr("Watched to the end"),
            VideoSort.LIKES: tr("Likes"),
            VideoSort.COMMENTS: tr("Comments"),
            VideoSort.SHARES: tr("Shares"),
            VideoSort.FOLLOWERS: tr("New followers"),
        }
        return tuple(
            Column(
                each.value,
                names[each],
                fixed=each is VideoSort.NAME,
                stretches=each is VideoSort.NAME,
            )
            for each in _ORDER
        )

    def meaning(self, column: int) -> str:
        placed = (Metric.PLACED, Metric.PLACED_ITEMS, Metric.PLACED_GMV)
        paid = (Metric.ORDERS, Metric.ITEMS, Metric.GMV)
        orders, items, gmv = placed if self._practice else paid
        metrics = {
            VideoSort.VIEWS: Metric.VIEWS,
            VideoSort.CLICKS: Metric.CLICKS,
            VideoSort.CTR: Metric.CTR,
            VideoSort.ORDERS: orders,
            VideoSort.CTOR: Metric.CTOR,
            VideoSort.ITEMS: items,
            VideoSort.GMV: gmv,
            VideoSort.GPM: Metric.WATCH_GPM,
            VideoSort.HALF_LIFE: Metric.HALF_LIFE,
            VideoSort.NEARLY_ALL: Metric.NEARLY_ALL,
        }
        found = metrics.get(_ORDER[column])
        return "" if found is None else f"{metric_name(found)}: {metric_meaning(found)}"

    def text(self, row: VideoRow, column: int, shop: ShopRow) -> str:
        of = _ORDER[column]
        if of is VideoSort.CREATOR:
            return tr("Own") if row.own else row.creator or "–"
        value = getattr(row, of.value)
        if value is None or value == "":
            return "–"
        if isinstance(value, str):
            return value
        if of is VideoSort.POSTED:
            return date_text(int(shop.book.calendar.local_day(value)))
        if of in _MONEY:
            return money(value, shop.currency)
        return percent(value) if of in _SHARES else number(value)

    def tip(self, row: VideoRow, column: int, shop: ShopRow) -> str:
        return self.text(row, column, shop)

    def colour(self, row: VideoRow, column: int) -> Role:
        of = _ORDER[column]
        if getattr(row, of.value) is None:
            return "mute"
        return "mute" if of in (VideoSort.CREATOR, VideoSort.PRODUCT, VideoSort.POSTED) else "text"


class VideoTable(RowTable):
    """One video a row, of which one is looked at."""

    sorts = _ORDER

    def __init__(self, *, practice: bool, parent: QWidget | None = None) -> None:
        """``practice`` says what can be known of videos."""
        model = VideoModel(practice=practice)
        super().__init__("videos", tr("Videos"), model, dotted=None, parent=parent)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        hidden = PRACTICE if practice else REAL
        self.columns.hide_by_itself(frozenset(each.value for each in hidden))
        self.show_sort(VideoSort.VIEWS, descending=True)

    def show_videos(self, rows: Sequence[VideoRow], shop: ShopRow) -> None:
        """Show these rows, all of them read already."""
        self.show_rows([row.id for row in rows], rows, shop)

    def samples(self) -> dict[str, str]:
        usual = {each.value: number(99_999) for each in _ORDER if each not in _WORDS}
        usual |= {each.value: percent(9_999) for each in _SHARES}
        return usual | {
            VideoSort.CREATOR.value: "petra.reviews29",
            VideoSort.PRODUCT.value: "Foot massager, 2026",
            VideoSort.POSTED.value: "30 Sep",
            VideoSort.VIEWS.value: number(9_999_999),
            VideoSort.GMV.value: "$00,000.00",
            VideoSort.GPM.value: "$0,000.00",
        }
