"""Deriving again: ids of incidents stay through new accounts, merges, splits, new runs and a full rebuild."""

from __future__ import annotations

import pytest

from dateline.errors import NotFoundError, StoreError
from dateline.model import Account, TollRange, content_id
from dateline.store import IncidentFilter, Store, derived
from tests.store.factories import make_account, make_article, make_doc, make_incident, make_run, put_incidents

AT = "2024-01-02T00:00:00Z"
A, B, C, D = (make_account(make_article(f"https://example.org/{name}")) for name in "abcd")


@pytest.fixture
def known(store: Store) -> Store:
    docs = [make_doc(make_article(f"https://example.org/{name}")) for name in "abcd"]
    store.add_batch(make_run(), docs, {}, [], AT)
    return store


def derive(store: Store, *clusters: list[Account]) -> list[str]:
    """Write clusters as incidents and return their ids, in the order of the clusters."""
    put_incidents(store, [make_incident(*cluster) for cluster in clusters])
    of_account = {
        member.account_id: incident.id
        for incident in store.find_incidents(IncidentFilter())
        for member in incident.members
    }
    return [of_account[cluster[0].id] for cluster in clusters]


def test_ids_are_short_and_distinct(known: Store) -> None:
    ids = derive(known, [A], [B], [C, D])
    assert len(set(ids)) == 3
    assert all(len(each) == 11 and each.startswith("i") for each in ids)


def test_a_rebuild_brings_back_the_same_ids_in_any_order(known: Store) -> None:
    first, second = derive(known, [A, B], [C])
    put_incidents(known, [])
    with pytest.raises(NotFoundError, match="dateline reconcile"):
        known.incident(first)
    assert derive(known, [C], [B, A]) == [second, first]


def test_after_a_merge_the_older_id_stays_and_the_other_redirects(known: Store) -> None:
    older, newer = derive(known, [B], [A])
    assert derive(known, [A, B]) == [older]
    assert known.incident_redirect(newer) == older
    assert known.incident(newer) == known.incident(older)


def test_after_a_split_the_part_with_the_first_account_keeps_the_id(known: Store) -> None:
    (whole,) = derive(known, [B, A, C])
    rest, first = derive(known, [A, C], [B])
    assert (first, rest != whole) == (whole, True)
    assert known.incident_redirect(rest) is None


def test_a_split_after_a_merge_brings_back_both_ids(known: Store) -> None:
    first, second = derive(known, [A, B], [C])
    derive(known, [A, B, C])
    assert derive(known, [A, B], [C]) == [first, second]
    assert known.incident_redirect(second) is None


def test_an_id_stays_when_an_earlier_account_joins(known: Store) -> None:
    (id_of_b,) = derive(known, [B])
    assert derive(known, [A, B]) == [id_of_b]


def test_an_id_stays_with_the_account_that_a_newer_run_has_in_its_place(known: Store) -> None:
    (before,) = derive(known, [A])
    article = make_article("https://example.org/a")
    again = make_account(article, "a bombing in Aville", run_id="run-2", type="suicide_bombing")
    known.add_batch(make_run("run-2", version="2"), [make_doc(article, again)], {}, [], AT)
    assert again.id != A.id
    assert derive(known, [again, B]) == [before]


def test_an_id_whose_account_is_gone_says_so(known: Store) -> None:
    first, second = derive(known, [A], [B])
    article = make_article("https://example.org/a")
    other = make_account(article, "clash", run_id="run-2", type="armed_clash", claims=[])
    known.add_batch(make_run("run-2", version="2"), [make_doc(article, other)], {}, [], AT)
    assert derive(known, [other], [B])[1] == second
    with pytest.raises(NotFoundError, match=f"incident '{first}' is gone: the account .* does not exist"):
        known.incident(first)
    # Never used again for another incident, and back when its account is.
    known.add_batch(make_run("run-3", version="1"), [make_doc(article)], {}, [], AT)
    assert derive(known, [A], [B]) == [first, second]


def test_two_ids_whose_accounts_become_one_lead_to_one_incident(store: Store) -> None:
    article = make_article()
    one, two = make_account(article, "killed", claims=[]), make_account(article, "bombing", claims=[])
    store.add_batch(make_run(), [make_doc(article, one, two)], {}, [], AT)
    first, second = derive(store, [one], [two])
    both = make_account(article, "killed in a bombing", run_id="run-2", claims=[])
    store.add_batch(make_run("run-2", version="2"), [make_doc(article, both)], {}, [], AT)
    assert derive(store, [both]) == [first]
    assert store.incident_redirect(second) == first


def test_ids_do_not_collide(known: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(derived, "content_id", lambda *parts: content_id("all", *parts[2:]))
    ids = derive(known, [A], [B], [C], [D])
    assert len(set(ids)) == 4
    digits = content_id("all")
    assert ids[:3] == [f"i{digits[:length]}" for length in (10, 11, 12)]


def test_colliding_ids_never_run_out() -> None:
    digits = content_id("incident", "account")
    taken = {f"i{digits[:length]}" for length in range(10, 21)}
    assert derived._new_id("account", taken.__contains__) not in taken


def test_what_is_derived_is_stale_once_facts_change(known: Store) -> None:
    assert known.stale()
    derive(known, [A])
    assert not known.stale()
    known.review(A.claims[0].id, "accept", None, by="me", at=AT)
    assert known.stale()
    derive(known, [A])
    known.undo("review:1", at=AT)
    with known.linking() as index:
        assert index.touched(9, linked=False) == [A.article_id]
        index.set_linked([A.article_id])
    assert known.stale(), "its account is compared, but in no incident yet"
    with known.linking() as index:
        index.set_done(index.touched(9, linked=True))
        index.note_all_done()
    assert not known.stale()


def test_a_toll_that_no_column_holds_is_kept(known: Store) -> None:
    toll = TollRange(1, 10**30, 10**30)
    put_incidents(known, [make_incident(A, killed=toll)])
    (found,) = known.find_incidents(IncidentFilter(min_killed=2**31 - 1))
    assert found.values["killed"].value == toll


def test_incidents_that_cannot_be_are_refused_and_the_old_ones_stay(known: Store) -> None:
    (first,) = derive(known, [A])
    stranger = make_account(make_article("https://example.org/not-stored"))
    for faulty, reason in ((make_incident(), "has no accounts"), (make_incident(stranger), "is in no current run")):
        with pytest.raises(StoreError, match=reason):
            put_incidents(known, [faulty])
    assert known.incident(first).id == first
