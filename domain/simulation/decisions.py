"""What a seller's command does in a practice world.

``decide`` changes the world and gives the refusals; a command on many orders is done for those it
can be done for, and each other one is refused with its reason.
"""

from __future__ import annotations

from domain.catalogue.commands import Restock, SetPrice
from domain.creators.commands import GoLive, PostVideo, SendSample
from domain.inbox.commands import AnswerMessages
from domain.orders.commands import CancelOrders
from domain.promotions.commands import EndDeal, SetAds, StartDeal
from domain.shipping.commands import BuyLabels, ShipOrders
from domain.simulation.deciding import catalogue, content, inbox, orders, promotions, shipping
from domain.simulation.deciding.answers import Answer
from domain.simulation.deciding.shipping import TrackingOwners
from domain.simulation.world import World

Command = (
    ShipOrders
    | BuyLabels
    | CancelOrders
    | SetPrice
    | Restock
    | StartDeal
    | EndDeal
    | SetAds
    | PostVideo
    | GoLive
    | SendSample
    | AnswerMessages
)

COMMANDS: dict[str, type[Command]] = {
    command.name: command
    for command in (
        ShipOrders,
        BuyLabels,
        CancelOrders,
        SetPrice,
        Restock,
        StartDeal,
        EndDeal,
        SetAds,
        PostVideo,
        GoLive,
        SendSample,
        AnswerMessages,
    )
}
"""Every command by its name."""


def decide(world: World, command: Command, owners: TrackingOwners) -> Answer:  # noqa: PLR0911
    """Carry the command out at the world's now.

    Gives how many things were done, what was touched, and what was refused.
    """
    match command:
        case ShipOrders():
            return shipping.ship(world, command, owners)
        case BuyLabels():
            return shipping.label(world, command)
        case CancelOrders():
            return orders.cancel(world, command)
        case SetPrice():
            return catalogue.set_price(world, command)
        case Restock():
            return catalogue.restock(world, command)
        case StartDeal():
            return promotions.start_deal(world, command)
        case EndDeal():
            return promotions.end_deal(world, command)
        case SetAds():
            return promotions.set_ads(world, command)
        case PostVideo():
            return content.post_video(world, command)
        case GoLive():
            return content.go_live(world, command)
        case SendSample():
            return content.send_sample(world, command)
        case AnswerMessages():
            return inbox.answer_messages(world, command)
