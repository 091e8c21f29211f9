"""Stories in the store: their ids stay, old ids lead on, and all that a page needs comes back."""

from __future__ import annotations

import pytest
from sqlalchemy import create_engine, text

from dateline.errors import NotFoundError
from dateline.model import Account, Span, Story, StoryDay, StoryMember
from dateline.store import IncidentFilter, Store, open_store
from tests.store.factories import make_account, make_article, make_doc, make_incident, make_run, put_incidents

AT = "2024-01-02T00:00:00Z"
ARTICLES = [make_article(f"https://example.org/{name}") for name in "abcd"]
A, B, C, D = (make_account(article) for article in ARTICLES)
DAY = StoryDay("2014-12-15", 1.0, ARTICLES[0].id, Span("text", 0, 69))


@pytest.fixture
def known(store: Store) -> Store:
    store.add_batch(make_run(), [make_doc(article) for article in ARTICLES], {}, [], AT)
    return store


def make_story(*accounts: Account, articles: tuple[StoryMember, ...] = ()) -> Story:
    return Story("", tuple(StoryMember(account.id, "why") for account in accounts), articles, (DAY,))


def derive(store: Store, *clusters: list[Account], stories: list[Story]) -> list[str]:
    """Write incidents and stories, and return the ids of the stories, sorted."""
    put_incidents(store, [make_incident(*cluster) for cluster in clusters])
    incidents = store.find_incidents(IncidentFilter())
    with store.linking() as index:
        index.replace_stories(
            stories,
            incident_ids=[incident.id for incident in incidents],
            incident_of={incident.members[0].account_id: incident.id for incident in incidents},
        )
    return sorted(line.id for line in store.find_stories())


def test_a_story_goes_by_the_incident_that_was_minted_first(known: Store) -> None:
    derive(known, [B], [A], [C], stories=[])
    (found,) = derive(known, [A], [B], [C], stories=[make_story(A, B)])
    record = known.story(found)
    assert found == f"s{known.incident(found[1:]).id}"
    assert {member.account_id for member in known.incident(found[1:]).members} == {B.id}
    assert [known.story_of(member.id) for member in record.story.incidents] == [found, found]
    assert record.story.days == (DAY,)
    assert set(record.articles) == {ARTICLES[0].id, ARTICLES[1].id}


def test_ids_stay_when_a_story_grows_and_lead_on_when_two_become_one(known: Store) -> None:
    first, second = derive(known, [A], [B], [C], [D], stories=[make_story(A, B), make_story(C, D)])
    whole = derive(known, [A], [B], [C], [D], stories=[make_story(C, A, D, B)])
    assert len(whole) == 1
    assert {known.story(first).story.id, known.story(second).story.id} == set(whole)
    assert whole[0] in (first, second)


def test_an_id_leads_on_when_its_incident_was_merged_into_another(known: Store) -> None:
    (found,) = derive(known, [A], [B], [C], stories=[make_story(B, C)])
    assert derive(known, [A, B], [C], stories=[make_story(A, C)]) == [known.story(found).story.id]


def test_an_article_that_tells_no_incident_is_counted(known: Store) -> None:
    beside = (StoryMember(ARTICLES[3].id, "Links to A."),)
    derive(known, [A], stories=[make_story(A, articles=beside)])
    (line,) = known.find_stories()
    assert (line.incidents, line.articles) == (1, 2)
    assert known.story(line.id).story.articles == beside
    assert known.info()["stories"] == 1


def test_stories_are_found_a_page_at_a_time(known: Store) -> None:
    ids = derive(known, [A], [B], [C], [D], stories=[make_story(A, B), make_story(C, D)])
    listed = [known.find_stories(offset=n, limit=1)[0].id for n in range(2)]
    assert sorted(listed) == ids
    assert known.find_stories(offset=2) == []


@pytest.mark.parametrize("unknown", ["s", "sinone", "i123", "story"])
def test_an_unknown_id_says_what_to_do(known: Store, unknown: str) -> None:
    with pytest.raises(NotFoundError, match="dateline stories"):
        known.story(unknown)


def test_deriving_again_without_stories_leaves_none(known: Store) -> None:
    derive(known, [A], [B], stories=[make_story(A, B)])
    assert derive(known, [A], [B], stories=[]) == []


def test_sentences_and_times_come_back(known: Store) -> None:
    found = known.dated_sentences([article.id for article in ARTICLES])
    stored = known.annotations(ARTICLES[0].id)
    assert [list(place) for place in found[ARTICLES[0].id].sentences] == stored["sentences"]
    assert len(found[ARTICLES[0].id].times) == len(stored["times"])


def test_a_store_without_the_tables_gets_them(url: str) -> None:
    with open_store(url) as store:
        store.add_batch(make_run(), [make_doc(ARTICLES[0])], {}, [], AT)
    engine = create_engine(url)
    with engine.begin() as connection:
        for table in ("story_day", "story_member", "story"):
            connection.execute(text(f"DROP TABLE {table}"))
        connection.execute(text("DELETE FROM dateline_state WHERE name = 'keys_through'"))
        connection.execute(text("UPDATE dateline_state SET value = 2 WHERE name = 'schema_version'"))
    engine.dispose()
    with open_store(url) as store:
        assert store.find_stories() == []
        assert len(store.articles()) == 1
