"""What a seller's command does in a practice world.

``decide`` changes the world and gives the refusals; a command on many orders is done for those it
can be done for, and each other one is refused with its reason.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, get_args

from domain.aftersales.commands import (
    AnswerCancellations,
    AppealReturns,
    ApproveReturns,
    InspectReturns,
    OfferRefund,
    OpenReturn,
    RejectReturns,
)
from domain.catalogue.commands import (
    ListingCommand,
    Restock,
    Restocks,
    SetLive,
    SetLowStock,
    SetPrice,
    SetPrices,
)
from domain.creators.commands import GoLive, PostVideo, SendSample
from domain.inbox.commands import AnswerMessages, AskCustomers, AskSupport
from domain.orders.commands import CancelOrders, SetNote
from domain.promotions.commands import (
    DeletePromotion,
    EndDeal,
    SavePromotion,
    SetAds,
    StartDeal,
    StopPromotion,
)
from domain.shipping.commands import (
    BuyLabels,
    CombineOrders,
    EditTracking,
    ShipOrders,
    ShipPart,
    VoidLabels,
)
from domain.shipping.template_commands import (
    AssignTemplate,
    RemoveTemplate,
    SetAutoCancel,
    SetCapacity,
    SetHoliday,
    SetTemplate,
)
from domain.simulation.deciding import (
    catalogue,
    content,
    inbox,
    orders,
    promotions,
    returns,
    second_thoughts,
    shipping,
    support,
    templates,
)
from domain.simulation.deciding.answers import Answer
from domain.simulation.deciding.shipping import TrackingOwners
from domain.simulation.world import World

Command = (
    ShipOrders
    | BuyLabels
    | ShipPart
    | CombineOrders
    | EditTracking
    | VoidLabels
    | CancelOrders
    | SetNote
    | AnswerCancellations
    | ApproveReturns
    | RejectReturns
    | OfferRefund
    | InspectReturns
    | AppealReturns
    | OpenReturn
    | SetPrice
    | SetPrices
    | SetLive
    | Restock
    | Restocks
    | SetLowStock
    | SavePromotion
    | StopPromotion
    | DeletePromotion
    | StartDeal
    | EndDeal
    | SetAds
    | PostVideo
    | GoLive
    | SendSample
    | AnswerMessages
    | AskCustomers
    | AskSupport
    | SetTemplate
    | RemoveTemplate
    | AssignTemplate
    | SetCapacity
    | SetHoliday
    | SetAutoCancel
)

Decision = Command | ListingCommand
"""Everything that a seller decides; what is about listings alone touches no world."""

COMMANDS: dict[str, type[Decision]] = {command.name: command for command in get_args(Decision)}
"""Every command by its name."""

_DECIDING: dict[type[Command], Callable[[World, Any], Answer]] = {
    BuyLabels: shipping.label,
    VoidLabels: second_thoughts.void,
    CancelOrders: orders.cancel,
    SetNote: orders.set_note,
    AnswerCancellations: orders.answer_cancellations,
    ApproveReturns: returns.approve_returns,
    RejectReturns: returns.reject_returns,
    OfferRefund: returns.offer_refund,
    InspectReturns: returns.inspect_returns,
    AppealReturns: returns.appeal_returns,
    OpenReturn: returns.open_return,
    SetPrice: catalogue.set_price,
    SetPrices: catalogue.set_prices,
    SetLive: catalogue.set_live,
    Restock: catalogue.restock,
    Restocks: catalogue.restock_many,
    SetLowStock: catalogue.set_low_stock,
    SavePromotion: promotions.save_promotion,
    StopPromotion: promotions.stop_promotion,
    DeletePromotion: promotions.delete_promotion,
    StartDeal: promotions.start_deal,
    EndDeal: promotions.end_deal,
    SetAds: promotions.set_ads,
    PostVideo: content.post_video,
    GoLive: content.go_live,
    SendSample: content.send_sample,
    AnswerMessages: inbox.answer_messages,
    AskCustomers: support.ask_customers,
    AskSupport: support.ask_support,
    SetTemplate: templates.set_shipping,
    RemoveTemplate: templates.set_shipping,
    AssignTemplate: templates.set_shipping,
    SetCapacity: templates.set_shipping,
    SetHoliday: templates.set_shipping,
    SetAutoCancel: templates.set_shipping,
}
"""What carries each command out that needs to know the world only."""

_NUMBERING: dict[type[Command], Callable[[World, Any, TrackingOwners], Answer]] = {
    ShipOrders: shipping.ship,
    ShipPart: shipping.ship_part,
    CombineOrders: shipping.combine,
    EditTracking: second_thoughts.edit_tracking,
}
"""What carries out those that bring tracking numbers, which must not be in the shop yet."""


def decide(world: World, command: Command, owners: TrackingOwners) -> Answer:
    """Carry the command out at the world's now.

    Gives how many things were done, what was touched, and what was refused.
    """
    numbering = _NUMBERING.get(type(command))
    if numbering is not None:
        return numbering(world, command, owners)
    return _DECIDING[type(command)](world, command)
