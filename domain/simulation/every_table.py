"""Every table of a shop's file. Making a file and its digest need them all, whoever asks."""

from domain.aftersales import tables as aftersales
from domain.analytics import tables as analytics
from domain.catalogue import tables as catalogue
from domain.creators import tables as creators
from domain.finance import tables as finance
from domain.inbox import tables as inbox
from domain.orders import tables as orders
from domain.promotions import tables as promotions
from domain.shipping import tables as shipping
from domain.simulation import tables as simulation
from domain.storage import tables as storage
from domain.tallies import tables as tallies

ROOMS = (
    catalogue,
    orders,
    shipping,
    aftersales,
    creators,
    promotions,
    inbox,
    finance,
    simulation,
    tallies,
    storage,
    analytics,
)
"""The modules that hold them."""
