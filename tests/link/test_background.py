"""What is offered beside an article: the report that fits, why, and nothing where none does."""

from __future__ import annotations

from dataclasses import replace

from dateline.link.background import MENTIONED, background_of, headline_key, headline_keys, likeliest, relate
from dateline.link.outline import key_number, outline_of
from dateline.model import Article, Background, Candidates, Hyperlink, ToldIncident
from tests.link.accounts import make_article

FACTS = "The ferry master Anselm Vorrick, 52, was shot dead at the Oldmere quay on Tuesday, Captain Ida Tremarne said."
OTHER_FACTS = (
    "Gunmen fired at the Oldmere quay late on Tuesday and killed Anselm Vorrick, who had run the ferry since 1990."
)
GENERAL = "Anyone who knows more is asked to call the police."
ARREST = "A deckhand was arrested over the killing of Anselm Vorrick at the Oldmere quay, said Captain Ida Tremarne."
ELSEWHERE = (
    "A warehouse in Pellworth burnt down on Sunday; the owner, Greta Hollin, spoke of faulty wiring and of mice."
)


def article(name: str, *paragraphs: str, published: str = "2016-03-16", title: str | None = None) -> Article:
    return make_article(
        "\n".join(paragraphs), title=title, published=published, document=f"https://{name}.example/1", outlet=name
    )


OWN = article("harbour-ledger", FACTS, GENERAL, title="Ferry master shot dead at Oldmere quay")
SAME = article("north-wire", OTHER_FACTS, title="Gunmen kill ferry master in Oldmere")
LATER = article("coast-post", ARREST, title="Deckhand held over Oldmere ferry killing", published="2016-03-20")
UNRELATED = article("inland-echo", ELSEWHERE, title="Warehouse burns in Pellworth", published="2016-03-14")


def background(own: Article, *others: Article, **found: object) -> Background:
    candidates = replace(Candidates({other.id: other for other in others}, {}, {}), **found)  # type: ignore[arg-type]
    return background_of(own, candidates, relate(own, candidates))


def test_the_report_of_the_same_is_offered_where_the_paragraph_says_something() -> None:
    found = background(OWN, SAME, UNRELATED)
    assert [[each.article_id for each in behind] for behind in found.paragraphs] == [[SAME.id], []]
    (offered,) = found.paragraphs[0]
    assert offered.kind == "same incident"
    assert "Anselm Vorrick" in offered.why
    assert offered.why.endswith("published on the same day")
    assert [each.article_id for each in found.related] == [SAME.id]


def test_nothing_is_offered_where_nothing_fits() -> None:
    found = background(OWN, UNRELATED)
    assert not found.related
    assert not any(found.paragraphs)


def test_what_came_later_follows_up_and_is_behind_no_paragraph() -> None:
    found = background(OWN, LATER)
    assert [(each.article_id, each.kind) for each in found.related] == [(LATER.id, "follow-up")]
    assert "published 4 days later" in found.related[0].why
    assert not any(found.paragraphs)
    earlier = background(LATER, OWN)
    assert [each.kind for behind in earlier.paragraphs for each in behind] == ["same incident"]


def test_the_order_of_candidates_does_not_matter() -> None:
    assert background(OWN, SAME, LATER, UNRELATED) == background(OWN, UNRELATED, LATER, SAME)


def test_links_of_the_page_come_first_with_their_chance() -> None:
    linking = replace(
        OWN,
        paragraphs=(replace(OWN.paragraphs[0], links=(Hyperlink("Warehouse burns", None),)), *OWN.paragraphs[1:]),
        related=(Hyperlink("Warehouse burns in Pellworth", None),),
    )
    found = background(linking, SAME, UNRELATED, links={"link:0.0": UNRELATED.id, "related:0": UNRELATED.id})
    (offered,) = found.paragraphs[0]
    assert (offered.article_id, offered.kind, offered.score) == (UNRELATED.id, "context", 1.0)
    assert offered.why.startswith("linked from this paragraph")
    assert [each.article_id for each in found.related] == [UNRELATED.id, SAME.id]


def test_a_copy_is_marked_and_is_behind_nothing() -> None:
    copy = article("town-mirror", FACTS, GENERAL, title="Ferry master dies")
    found = background(OWN, copy)
    assert [(each.article_id, each.copy_of) for each in found.related] == [(copy.id, OWN.id)]
    assert not any(found.paragraphs)


def test_a_revision_of_the_article_is_no_coverage() -> None:
    revision = replace(SAME, document=OWN.document)
    assert background(OWN, revision) == Background(OWN.id, ((), ()), ())


def test_an_incident_that_a_paragraph_mentions_gives_its_context() -> None:
    told = {
        OWN.id: (ToldIncident("i1", True, frozenset({0})), ToldIncident("i2", False, frozenset({1}))),
        UNRELATED.id: (ToldIncident("i2", True, frozenset()),),
    }
    found = background(OWN, UNRELATED, told=told)
    assert not found.paragraphs[0]
    (offered,) = found.paragraphs[1]
    assert offered.kind == "context"
    assert offered.why.startswith(MENTIONED)


def test_derived_incidents_tell_two_alike_reports_apart() -> None:
    one = {OWN.id: (ToldIncident("i1", True, frozenset()),), SAME.id: (ToldIncident("i1", True, frozenset()),)}
    two = one | {SAME.id: (ToldIncident("i2", True, frozenset()),)}
    together, apart, untold = (background(OWN, SAME, told=told).related for told in (one, two, {}))
    assert together[0].score > untold[0].score > apart[0].score
    assert [each.kind for each in (*together, *apart)] == ["same incident", "context"]


def test_a_headline_is_found_whatever_its_case_and_marks() -> None:
    assert headline_key("Gunmen kill ferry master!") == headline_key("GUNMEN KILL FERRY MASTER")
    listed = replace(OWN, related=(Hyperlink("Gunmen kill ferry master", None), Hyperlink("More", None)))
    assert headline_keys(listed) == {"related:0": headline_key("Gunmen kill ferry master")}


def test_those_that_share_most_in_the_nearest_days_are_compared() -> None:
    outline = outline_of(FACTS, "", 1000)
    rare, name = key_number("oldmere"), key_number("anselm vorrick")
    hits = [(rare, "far", 100), (rare, "near", 999), (name, "near", 999), (rare, "undated", None)]
    assert likeliest(outline, hits) == ["near", "undated", "far"]
    assert likeliest(outline, reversed(hits)) == likeliest(outline, hits)
