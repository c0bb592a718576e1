"""BG/NBD fitted again: to the customers it was published for, and to what the program draws.

The customers are 2,357 of CDNOW who bought first in early 1997, seen until the 39th week. The model
and its likelihood are those of Fader, Hardie & Lee 2005, Marketing Science 24(2).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from importlib.metadata import distribution

import numpy as np
import pytest
from scipy.optimize import minimize
from scipy.special import betaln, gammaln

from domain.kernel.clock import WEEK
from domain.simulation.parameters import Parameters, parameters
from domain.simulation.repeats import drops_out, next_after

PUBLISHED = (0.2426, 4.4135, 0.7929, 2.4258)
"""r, alpha in weeks, a and b of the CDNOW customers."""
PUBLISHED_LOG_LIKELIHOOD = -9582.4


@dataclass(frozen=True, slots=True)
class Histories:
    """Columns over buyers: repeats, weeks from first order to latest, weeks from first to today."""

    repeats: np.ndarray
    latest: np.ndarray
    seen: np.ndarray


def log_likelihood(model: np.ndarray, known: Histories) -> float:
    """How likely the histories are with r, alpha, a and b of the model."""
    r, alpha, a, b = model
    x = known.repeats
    here = -(r + x) * np.log(alpha + known.seen)
    gone = np.log(a / (b + np.maximum(x, 1) - 1)) - (r + x) * np.log(alpha + known.latest)
    either = np.logaddexp(here, np.where(x > 0, gone, -np.inf))
    rates = gammaln(r + x) - gammaln(r) + r * np.log(alpha)
    return float(np.sum(rates + betaln(a, b + x) - betaln(a, b) + either))


def fitted(known: Histories) -> np.ndarray:
    """The model with the greatest likelihood."""

    def loss(logarithms: np.ndarray) -> float:
        return -log_likelihood(np.exp(logarithms), known) / len(known.repeats)

    found = minimize(loss, np.zeros(len(PUBLISHED)), method="L-BFGS-B")
    assert found.success
    return np.exp(found.x)


def drawn(seed: int, seen: np.ndarray, values: Parameters) -> Histories:
    """What buyers who are seen for so many seconds do when every candidate buys."""
    repeats, latest = np.zeros_like(seen), np.zeros_like(seen)
    buyers = np.arange(len(seen))
    while buyers.size:
        after = next_after(seed, buyers, repeats[buyers], latest[buyers], values)
        buying = (after > 0) & (latest[buyers] + after <= seen[buyers])
        buyers = buyers[buying]
        repeats[buyers] += 1
        latest[buyers] += after[buying]
        buyers = buyers[~drops_out(seed, buyers, repeats[buyers], values)]
    return Histories(repeats, latest / WEEK, seen / WEEK)


def staggered(size: int) -> np.ndarray:
    """Seconds for which buyers are seen: first orders in twelve weeks, the end after 39."""
    return 39 * WEEK - np.arange(size) * (12 * WEEK) // size


@pytest.fixture(scope="module")
def cdnow() -> Histories:
    """The customers' histories, a data file of the package ``lifetimes``."""
    name = "lifetimes/datasets/cdnow_customers_summary.csv"
    path = str(distribution("lifetimes").locate_file(name))
    return Histories(*np.loadtxt(path, delimiter=",", skiprows=1, usecols=(1, 2, 3), unpack=True))


def test_the_customers_are_those_of_the_publication(cdnow: Histories) -> None:
    assert len(cdnow.repeats) == 2357
    likelihood = log_likelihood(np.array(PUBLISHED), cdnow)
    assert likelihood == pytest.approx(PUBLISHED_LOG_LIKELIHOOD, abs=0.05)


def test_the_fit_gives_the_published_model(cdnow: Histories) -> None:
    assert fitted(cdnow) == pytest.approx(PUBLISHED, rel=0.01)


def test_the_shipped_scale_and_dropping_out_are_the_published_ones() -> None:
    shipped = parameters()
    found = (shipped.repeat_scale_weeks, shipped.dropout_a, shipped.dropout_b)
    assert found == pytest.approx(PUBLISHED[1:], rel=0.001)


@pytest.mark.parametrize("shape", [PUBLISHED[0], parameters().repeat_shape])
def test_what_is_drawn_fits_the_model_that_it_is_drawn_from(shape: float) -> None:
    values = replace(parameters(), repeat_shape=shape)
    made = (shape, values.repeat_scale_weeks, values.dropout_a, values.dropout_b)

    # So many that chance moves a and b by 3 %: the CDNOW customers alone leave them at 25 %.
    found = fitted(drawn(1, staggered(400_000), values))

    assert found == pytest.approx(made, rel=0.1)


def test_what_is_drawn_repeats_like_the_customers(cdnow: Histories) -> None:
    values = replace(parameters(), repeat_shape=PUBLISHED[0])
    many = np.rint(np.tile(cdnow.seen, 20) * WEEK).astype(np.int64)
    model = drawn(1, many, values)

    for repeats in range(4):
        share = np.mean(cdnow.repeats == repeats)
        assert np.mean(model.repeats == repeats) == pytest.approx(share, abs=0.015)
    assert model.repeats.mean() == pytest.approx(cdnow.repeats.mean(), rel=0.05)


def test_without_dropping_out_the_repeats_are_negative_binomial() -> None:
    """Lomax gaps drawn in turn are the orders of buyers whose rates are gamma distributed."""
    weeks, r, alpha = 39, PUBLISHED[0], PUBLISHED[1]
    loyal = replace(parameters(), repeat_shape=r, repeat_scale_weeks=alpha, dropout_a=1e-12)
    counts = drawn(1, np.full(200_000, weeks * WEEK), loyal).repeats

    for repeats in range(8):
        logarithm = gammaln(r + repeats) - gammaln(r) - gammaln(repeats + 1)
        logarithm += r * np.log(alpha / (alpha + weeks)) + repeats * np.log(weeks / (alpha + weeks))
        assert np.mean(counts == repeats) == pytest.approx(np.exp(logarithm), abs=0.004)
    assert counts.mean() == pytest.approx(r * weeks / alpha, rel=0.02)
