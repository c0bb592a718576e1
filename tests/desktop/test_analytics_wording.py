"""Everything that the rules of Analytics name has words."""

from __future__ import annotations

import pytest

from desktop.analytics_wording import (
    better_text,
    granularity_name,
    metric_meaning,
    metric_name,
    part_meaning,
    part_name,
    preset_name,
    too_little_text,
    unit_name,
)
from domain.analytics.decomposition import Part
from domain.analytics.metrics import Better, Metric, Unit
from domain.analytics.periods import Granularity, Preset
from domain.analytics.sensitivity import TooLittle


@pytest.mark.parametrize("metric", Metric)
def test_every_metric_has_a_name_and_its_meaning_is_a_sentence(english, metric: Metric) -> None:
    assert metric_name(metric)
    assert metric_meaning(metric).endswith(".")


def test_no_two_metrics_share_a_name_or_a_meaning(english) -> None:
    assert len({metric_name(each) for each in Metric}) == len(Metric)
    assert len({metric_meaning(each) for each in Metric}) == len(Metric)


@pytest.mark.parametrize(
    ("words", "keys"),
    [
        (unit_name, Unit),
        (better_text, Better),
        (preset_name, Preset),
        (granularity_name, Granularity),
        (part_name, Part),
        (part_meaning, Part),
        (too_little_text, TooLittle),
    ],
)
def test_every_key_has_words_of_its_own(english, words, keys) -> None:
    assert len({words(each) for each in keys}) == len(keys)
