"""Factuality of gold words: that of the event that overlaps them, else certain."""

from __future__ import annotations

import pytest

from dateline.evaluate.factuality import event_at, mean_absolute_error, pearson_r
from dateline.model import Event, Span
from tests.evaluate.makers import span_of

TEXT = "The rebels did not attack Orvane, they said."


def make_event(span: Span, factuality: float) -> Event:
    return Event(span, "armed_attack", "denied", factuality, "main")


def test_event_at_takes_the_event_that_overlaps_most() -> None:
    events = [make_event(span_of(TEXT, "not attack"), -3.0), make_event(span_of(TEXT, "not"), 1.0)]
    attack = span_of(TEXT, "attack")
    assert event_at(events, attack.start, attack.end) == events[0]
    said = span_of(TEXT, "said")
    assert event_at(events, said.start, said.end) is None


def test_event_at_keeps_to_the_text() -> None:
    assert event_at([make_event(Span("title", 0, 5), -3.0)], 0, 5) is None


def test_mean_absolute_error_and_pearson_r() -> None:
    # Errors 0, 2 and 1.
    assert mean_absolute_error([1.0, 2.0, 3.0], [1.0, 0.0, 2.0]) == 1.0
    # Deviations (-1, 0, 1) and (0, -1, 1): 1 / sqrt(2 * 2) = 0.5.
    assert pearson_r([1.0, 2.0, 3.0], [1.0, 0.0, 2.0]) == pytest.approx(0.5)


def test_without_variance_there_is_no_correlation() -> None:
    assert pearson_r([3.0, 3.0], [1.0, 2.0]) == 0.0
    assert (mean_absolute_error([], []), pearson_r([], [])) == (0.0, 0.0)
