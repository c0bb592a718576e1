"""What orders and traffic come to by day: counted from rows, kept, and asked for."""

from domain.reports.tallies.asking import tallied
from domain.reports.tallies.settling import settle, unsettled

__all__ = ["settle", "tallied", "unsettled"]
