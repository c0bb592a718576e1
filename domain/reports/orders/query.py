"""What the order list can be asked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

from domain.orders.rules import Status
from domain.reports.happened import Happened


class Tab(Enum):
    """A tab of the order list; its value is the tab's name in code."""

    ALL = "all"
    PENDING = "pending"
    TO_SHIP = "to-ship"
    COLLECTION = "collection"
    SHIPPED = "shipped"
    DELIVERED = "delivered"
    COMPLETED = "completed"
    CANCELLED = "cancelled"
    CANCEL_REQUESTS = "cancel-requests"
    """Their buyers ask to cancel them, and wait for an answer."""


STATUSES: dict[Tab, tuple[Status, ...]] = {
    Tab.ALL: tuple(Status),
    Tab.PENDING: (Status.UNPAID, Status.ON_HOLD),
    Tab.TO_SHIP: (Status.AWAITING_SHIPMENT, Status.PARTIALLY_SHIPPING),
    Tab.COLLECTION: (Status.AWAITING_COLLECTION,),
    Tab.SHIPPED: (Status.IN_TRANSIT,),
    Tab.DELIVERED: (Status.DELIVERED,),
    Tab.COMPLETED: (Status.COMPLETED,),
    Tab.CANCELLED: (Status.CANCELLED,),
}
"""The statuses that each tab shows. Tabs that are about something else are in `tabs.NAMED`."""


class Sort(Enum):
    """What the list can be ordered by; its value is the column's name in code."""

    CREATED = "created"
    ID = "id"
    STATUS = "status"
    UNITS = "units"
    AMOUNT = "amount"
    SHIP_BY = "ship-by"
    AUTO_CANCEL = "auto-cancel"
    CARRIER = "carrier"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class OrderQuery:
    """What the list shows, and in which order; minor units, epoch seconds."""

    tab: Tab = Tab.ALL
    search: str = ""
    """Words, each of which must be found in the order (see `finding`)."""
    only_late: bool = False
    only_due_soon: bool = False
    """Only orders to ship whose carrier scan is due within 24 hours."""
    only_open_returns: bool = False
    only_messages: bool = False
    """Only orders with which, or about which, the buyer has written."""
    only_samples: bool = False
    """Only paid orders whose discounts have left nothing to pay for the goods."""
    happened: Happened | None = None
    """Only orders to which this happened; None for all."""
    sku: int = 0
    """Only orders with this SKU; 0 for all."""
    carrier: str = ""
    """Only orders that travel with the carrier of this name; empty for all."""
    amount_from: int | None = None
    amount_to: int | None = None
    """The least and the most that the buyer pays; None for no limit."""
    placed_from: int = 0
    """Only orders placed from this moment on; 0 for all."""
    placed_before: int = 0
    """Only orders placed before this moment; 0 for all."""
    sort: Sort = Sort.CREATED
    descending: bool = True

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the tab keeps orders out."""
        plain = OrderQuery(tab=self.tab, sort=self.sort, descending=self.descending)
        return replace(self, search=self.search.strip()) != plain
