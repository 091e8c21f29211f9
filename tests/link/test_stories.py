"""Stories: which incidents belong together, why, and that order does not matter. All names and events are invented."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

import pytest

from dateline.link.naming import address
from dateline.link.stories import group_stories
from dateline.model import (
    AccountRole,
    Article,
    FieldValue,
    Hyperlink,
    Incident,
    IncidentStatus,
    Member,
    PartySummary,
    PlaceValue,
    Story,
    TimeValue,
)
from tests.link.accounts import FAR_ABROAD, ORLUN, TEMVAR, make_article

ODRAN = "Temmerik Odranvy"


def make_incident(
    key: str,
    *told: Article | tuple[Article, AccountRole],
    type_name: str = "shooting",
    day: str | None = None,
    place: PlaceValue | None = None,
    people: Sequence[str] = (),
    actor: str | None = None,
    status: IncidentStatus = "happened",
) -> Incident:
    """Return an incident that articles tell, as their main one where no role is given."""
    with_roles = [one if isinstance(one, tuple) else (one, "main") for one in told]
    published = sorted(article.published for article, _ in with_roles if article.published)
    values = {}
    if day is not None:
        values["date"] = FieldValue("date", TimeValue("DATE", day, day, day, "day"), ())
    if place is not None:
        values["place"] = FieldValue("place", place, ())
    if people:
        values["victim"] = FieldValue("victim", tuple(PartySummary(name, None, "person", 1) for name in people), ())
    if actor is not None:
        values["perpetrator"] = FieldValue("perpetrator", (PartySummary("The Group", actor, "armed_group", 1),), ())
    return Incident(
        "",
        type_name,
        status,
        False,
        published[0] if published else None,
        published[-1] if published else None,
        len(with_roles),
        1,
        tuple(Member(f"{key}{n}", article.id, role, 0.0, "") for n, (article, role) in enumerate(with_roles)),
        values,
    )


def report(name: str, published: str = "2014-12-17", **changes: object) -> Article:
    article = make_article(f"Report {name}.", title=f"Report {name}", published=published, outlet="The Orlun Post")
    return replace(article, **changes)  # type: ignore[arg-type]


def stories(*incidents: Incident, articles: Sequence[Article]) -> list[Story]:
    by_id = {article.id: article for article in articles}
    return group_stories(incidents, by_id, copies={article_id: article_id for article_id in by_id})


def keys(found: Sequence[Story]) -> list[list[str]]:
    return [[member.id for member in story.incidents] for story in found]


A, B, C = report("A"), report("B", "2014-12-20"), report("C", "2015-01-02")


def test_a_trial_told_with_the_act_is_of_its_story() -> None:
    act = make_incident("act", A, (B, "background"), day="2014-12-16", place=ORLUN)
    trial = make_incident("trial", (B, "trial"), type_name="trial", day="2014-12-19")
    (story,) = stories(trial, act, articles=[A, B])
    assert keys([story]) == [["act0", "trial0"]]
    assert "tells both" in story.incidents[0].why


@pytest.mark.parametrize(("day", "together"), [("2015-01-20", True), ("2015-06-20", False)])
def test_a_person_ties_incidents_of_the_same_weeks(day: str, together: bool) -> None:
    one = make_incident("one", A, day="2014-12-16", place=ORLUN, people=[ODRAN])
    other = make_incident("other", report("D", day), type_name="arrest", day=day, people=[ODRAN])
    found = stories(one, other, articles=[A, report("D", day)])
    assert keys(found) == ([["one0", "other0"]] if together else [])
    if together:
        assert "both name Temmerik Odranvy" in found[0].incidents[0].why


def test_a_person_in_two_countries_is_two_people() -> None:
    one = make_incident("one", A, day="2014-12-16", place=ORLUN, people=[ODRAN])
    other = make_incident("other", B, day="2014-12-18", place=FAR_ABROAD, people=[ODRAN])
    assert stories(one, other, articles=[A, B]) == []


@pytest.mark.parametrize(("day", "together"), [("2014-12-16", True), ("2014-12-26", False)])
def test_attacks_of_one_actor_on_one_day_are_one_story(day: str, together: bool) -> None:
    one = make_incident("one", A, type_name="bombing", day="2014-12-16", place=ORLUN, actor="group-of-orlun")
    other = make_incident("other", B, type_name="bombing", day=day, actor="group-of-orlun")
    assert bool(stories(one, other, articles=[A, B])) == together


def test_a_distant_event_told_in_passing_is_no_part() -> None:
    act = make_incident("act", A, day="2014-12-16", place=ORLUN)
    past = make_incident("past", (A, "background"), day="2004-09-01", place=FAR_ABROAD)
    assert stories(act, past, articles=[A]) == []


@pytest.mark.parametrize(("type_name", "together"), [("shooting", False), ("robbery", True)])
def test_two_acts_of_a_kind_on_two_days_are_two_stories_though_one_report_tells_both(
    type_name: str, together: bool
) -> None:
    one = make_incident("one", A, (B, "other"), day="2014-12-16", place=ORLUN)
    other = make_incident("other", B, type_name=type_name, day="2014-12-19", place=ORLUN)
    assert bool(stories(one, other, articles=[A, B])) == together


def test_a_digest_ties_nothing() -> None:
    told = [
        make_incident(f"n{n}", (A, "main" if n == 0 else "other"), day="2014-12-16", place=TEMVAR) for n in range(7)
    ]
    assert stories(*told, articles=[A]) == []
    assert len(stories(*told[:3], articles=[A])) == 1


def test_a_plan_is_no_part_but_a_date_in_court_is() -> None:
    act = make_incident("act", A, day="2014-12-16", place=ORLUN)
    plan = make_incident("plan", (A, "other"), day="2014-12-30", place=ORLUN, status="planned")
    assert stories(act, plan, articles=[A]) == []
    assert len(stories(act, replace(plan, type="trial"), articles=[A])) == 1


def linking(target: str) -> Article:
    article = report("L", "2014-12-22")
    paragraph = replace(article.paragraphs[0], links=(Hyperlink("Report A", target),))
    return replace(article, paragraphs=(paragraph,))


def test_a_link_ties_incidents_of_one_place_and_brings_in_articles_that_tell_none() -> None:
    target = report("A", url="https://www.orlun.example/a/?from=home")
    source = linking("http://orlun.example/a#top")
    one = make_incident("one", target, day="2014-12-16", place=ORLUN)
    other = make_incident("other", source, day="2014-12-20", place=ORLUN)
    (story,) = stories(one, other, articles=[target, source])
    assert keys([story]) == [["one0", "other0"]]
    assert "links to" in story.incidents[0].why
    (story,) = stories(one, articles=[target, source])
    assert [member.id for member in story.articles] == [source.id]
    assert story.articles[0].why.startswith("Links to The Orlun Post")


def test_one_incident_alone_is_no_story() -> None:
    assert stories(make_incident("one", A, B, day="2014-12-16", place=ORLUN), articles=[A, B]) == []


def test_order_does_not_matter_and_other_stories_do_not_either() -> None:
    chain = [
        make_incident("one", A, (B, "background"), day="2014-12-16", place=ORLUN, people=[ODRAN]),
        make_incident("two", B, type_name="robbery", day="2014-12-19", place=ORLUN),
        make_incident("three", C, type_name="arrest", day="2015-01-01", people=[ODRAN]),
    ]
    apart = report("E", "2014-12-18")
    others = [
        make_incident("four", apart, day="2014-12-18", place=TEMVAR),
        make_incident("five", (apart, "trial"), type_name="trial", day="2014-12-18", place=TEMVAR),
    ]
    articles = [A, B, C, apart]
    wanted = stories(*chain, *others, articles=articles)
    assert keys(wanted) == [["one0", "two0", "three0"], ["five0", "four0"]]
    shuffled = [*chain, *others]
    for seed in range(8):
        random.Random(seed).shuffle(shuffled)
        assert stories(*shuffled, articles=articles[:: 1 if seed % 2 else -1]) == wanted
    assert stories(*chain, articles=articles) == wanted[:1]
    assert stories(*others, articles=articles) == wanted[1:]


def test_addresses_are_the_same_however_they_are_written() -> None:
    assert address("http://www.Orlun.example/a/") == address("https://orlun.example/a?x=1#y")
