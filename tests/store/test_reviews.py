"""People's words: they hold on to places in articles, through new runs, and none is lost or overwritten."""

from __future__ import annotations

import pytest

from dateline.errors import NotFoundError, UsageError
from dateline.model import Account, Anchor, Doc, Span, TollValue, Verdict
from dateline.store import IncidentFilter, LogEntry, Store
from tests.store.factories import (
    NINE,
    TEXT,
    make_account,
    make_article,
    make_doc,
    make_incident,
    make_run,
    put_incidents,
)

AT = "2024-01-02T00:00:00Z"
ARTICLE = make_article()
ACCOUNT = make_account(ARTICLE)
CLAIM = ACCOUNT.claims[0]
EIGHT = {"low": 8, "high": 8}
ANCHOR = Anchor(ARTICLE.id, Span("text", 0, 4), "killed")


@pytest.fixture
def known(store: Store) -> Store:
    store.add_batch(make_run(), [make_doc(ARTICLE, ACCOUNT)], {}, [], AT)
    return store


def read_again(store: Store, number: int, *accounts: Account) -> None:
    run = make_run(f"run-{number}", version=str(number))
    assert store.add_batch(run, [Doc(ARTICLE, accounts=accounts)], {}, [], AT).reread == 1


@pytest.mark.parametrize(("verdict", "value"), [("accept", None), ("reject", None), ("correct", EIGHT)])
def test_a_review_stands_on_its_claim(known: Store, verdict: Verdict, value: dict[str, object] | None) -> None:
    given = known.review(CLAIM.id, verdict, value, by="me", at=AT)
    assert (given.anchor, given.verdict, given.value, given.by, given.at) == (ANCHOR, verdict, value, "me", AT)
    assert known.reviews_by_claim() == {CLAIM.id: given}
    assert known.unmatched() == []


@pytest.mark.parametrize(
    ("verdict", "value", "reason"),
    [
        ("perhaps", None, "no verdict 'perhaps'; there are accept, correct, reject"),
        ("correct", None, "a value is given with 'correct'"),
        ("accept", EIGHT, "a value is given with 'correct', and only then"),
        ("correct", {"lowest": 8}, "has no 'lowest'"),
        ("correct", {"low": "eight"}, "cannot have low 'eight'"),
    ],
)
def test_a_faulty_review_is_refused(
    known: Store, verdict: Verdict, value: dict[str, object] | None, reason: str
) -> None:
    with pytest.raises(UsageError, match=reason):
        known.review(CLAIM.id, verdict, value, by="me", at=AT)
    assert known.review_log() == []


def test_no_such_claim(known: Store) -> None:
    with pytest.raises(NotFoundError, match="no claim 'none'"):
        known.review("none", "accept", None, by="me", at=AT)


def test_the_newest_review_of_a_claim_stands_and_the_others_stay(known: Store) -> None:
    first = known.review(CLAIM.id, "accept", None, by="me", at=AT)
    second = known.review(CLAIM.id, "reject", None, by="you", at=AT)
    third = known.review(CLAIM.id, "correct", EIGHT, by="me", at=AT)
    assert known.reviews_by_claim() == {CLAIM.id: third}
    known.undo("review:2", at=AT)
    assert known.reviews_by_claim() == {CLAIM.id: third}
    known.undo("review:3", at=AT)
    assert known.reviews_by_claim() == {CLAIM.id: first}
    assert [entry.ref for entry in known.review_log()] == [f"review:{n}" for n in (1, second.id, 3, 2, 3)]
    assert known.unmatched() == []


def test_a_review_moves_to_the_claim_that_a_newer_run_has_in_its_place(known: Store) -> None:
    given = known.review(CLAIM.id, "correct", EIGHT, by="me", at=AT)
    again = make_account(ARTICLE, run_id="run-2", claims=[("killed", "Nine people", NINE), ("injured", "Nine", NINE)])
    read_again(known, 2, again)
    assert known.reviews_by_claim() == {again.claims[0].id: given}
    # A word on the new claim comes after the old one, which is no second claim's.
    later = known.review(again.claims[0].id, "accept", None, by="me", at=AT)
    assert known.reviews_by_claim() == {again.claims[0].id: later}
    assert known.unmatched() == []


def test_a_review_that_fits_nothing_is_listed_and_comes_back(known: Store) -> None:
    given = known.review(CLAIM.id, "accept", None, by="me", at=AT)
    read_again(known, 2, make_account(ARTICLE, run_id="run-2", claims=[("injured", "Nine", NINE)]))
    assert known.reviews_by_claim() == {}
    assert known.unmatched() == [LogEntry("review:1", "accept", AT, "me", (ANCHOR,))]
    read_again(known, 3, make_account(ARTICLE, run_id="run-3"))
    assert known.reviews_by_claim() == {CLAIM.id: given}
    assert known.unmatched() == []


def test_reviews_of_two_claims_that_become_one_are_both_kept(known: Store) -> None:
    claims = [("killed", "Nine", NINE), ("killed", "people were", TollValue(1, 1))]
    both = make_account(ARTICLE, run_id="run-2", claims=claims)
    read_again(known, 2, both)
    for claim, verdict in zip(both.claims, ("accept", "reject"), strict=True):
        known.review(claim.id, verdict, None, by="me", at=AT)  # type: ignore[arg-type]
    one = make_account(ARTICLE, run_id="run-3", claims=[("killed", "Nine people were", NINE)])
    read_again(known, 3, one)
    assert {claim: review.id for claim, review in known.reviews_by_claim().items()} == {one.claims[0].id: 2}
    assert [entry.ref for entry in known.unmatched()] == ["review:1"]


def test_one_span_in_two_accounts_is_two_claims(known: Store) -> None:
    other = make_account(ARTICLE, "clash", type="armed_clash", run_id="run-2")
    read_again(known, 2, ACCOUNT, other)
    given = known.review(other.claims[0].id, "reject", None, by="me", at=AT)
    retyped = make_account(ARTICLE, "a clash", type="shooting", run_id="run-3")
    read_again(known, 3, ACCOUNT, retyped)
    assert known.reviews_by_claim() == {retyped.claims[0].id: given}


def test_a_review_does_not_move_to_a_revision(known: Store) -> None:
    given = known.review(CLAIM.id, "reject", None, by="me", at=AT)
    revised = make_article(text=TEXT + " The toll rose.")
    assert known.add_batch(make_run(), [make_doc(revised)], {}, [], AT).revised == 1
    assert known.reviews_by_claim() == {CLAIM.id: given}


# --- Links ---------------------------------------------------------------------------------------------------------

ACCOUNTS = [make_account(make_article(f"https://example.org/{name}")) for name in "abcd"]
A, B, C, D = ACCOUNTS


@pytest.fixture
def four(store: Store) -> Store:
    store.add_batch(make_run(), [make_doc(make_article(f"https://example.org/{name}")) for name in "abcd"], {}, [], AT)
    return store


def derive(store: Store, *clusters: list[Account]) -> list[str]:
    put_incidents(store, [make_incident(*cluster) for cluster in clusters])
    of_account = {
        member.account_id: incident.id
        for incident in store.find_incidents(IncidentFilter())
        for member in incident.members
    }
    return [of_account[cluster[0].id] for cluster in clusters]


def words(store: Store) -> dict[frozenset[str], str]:
    """Return judgements by the accounts' letters."""
    letters = {account.id: letter for account, letter in zip(ACCOUNTS, "abcd", strict=True)}
    return {frozenset(letters[each] for each in (left, right)): word for left, right, word in store.judgements()}


def pair(letters: str) -> frozenset[str]:
    return frozenset(letters)


def test_a_merge_joins_the_first_accounts(four: Store) -> None:
    left, right = derive(four, [A, B], [C, D])
    (link,) = four.merge(left, right, why="same street", by="me", at=AT)
    assert (link.left, link.right) == (Anchor(A.article_id, A.trigger), Anchor(C.article_id, C.trigger))
    assert (link.judgement, link.why, link.by, link.at) == ("same", "same street", "me", AT)
    assert words(four) == {pair("ac"): "same"}
    assert four.judgements() == [(*sorted((A.id, C.id)), "same")]
    assert four.stale()


def test_a_split_parts_each_from_each(four: Store) -> None:
    (whole,) = derive(four, [A, B, C, D])
    links = four.split(whole, [D.id, B.id, D.id], why="two towns", by="me", at=AT)
    assert len(links) == 4
    assert words(four) == {pair(each): "different" for each in ("ab", "bc", "cd", "ad")}


def test_the_newest_word_on_two_accounts_wins_and_undo_brings_back_the_older(four: Store) -> None:
    (whole,) = derive(four, [A, B, C, D])
    four.split(whole, [C.id, D.id], why="", by="me", at=AT)
    left, right = derive(four, [A, B], [C, D])
    links = four.merge(left, right, why="", by="me", at=AT)
    # All four pairs were said to be different: each must hear otherwise, or the merge would have no effect.
    assert len(links) == 4
    assert words(four) == {pair(each): "same" for each in ("ac", "ad", "bc", "bd")}
    four.undo("link:5", at=AT)
    assert words(four) == {pair(each): "different" for each in ("ac", "ad", "bc", "bd")}
    four.undo("link:1", at=AT)
    assert words(four) == {}
    assert [(entry.ref, entry.act) for entry in four.review_log()] == [
        ("link:1", "split"),
        ("link:5", "merge"),
        ("link:1", "undo"),
        ("link:5", "undo"),
    ]


@pytest.mark.parametrize(
    ("leaving", "reason"),
    [
        ([], "name some of its 2 accounts, but not all"),
        ([A.id, B.id], "name some of its 2 accounts, but not all"),
        ([C.id], f"account '{C.id}' is not in incident"),
    ],
)
def test_a_split_that_parts_nothing_is_refused(four: Store, leaving: list[str], reason: str) -> None:
    incident, _ = derive(four, [A, B], [C])
    with pytest.raises(UsageError, match=reason):
        four.split(incident, leaving, why="", by="me", at=AT)
    assert four.judgements() == []


def test_a_merge_of_one_incident_is_refused(four: Store) -> None:
    left, right = derive(four, [A], [B])
    derive(four, [A, B])
    with pytest.raises(UsageError, match="are one already"):
        four.merge(left, right, why="", by="me", at=AT)
    with pytest.raises(NotFoundError, match="no incident 'i0'"):
        four.merge(left, "i0", why="", by="me", at=AT)


def test_a_link_moves_with_its_accounts_or_is_listed(four: Store) -> None:
    left, right = derive(four, [A], [B])
    four.merge(left, right, why="same street", by="me", at=AT)
    article = make_article("https://example.org/a")
    retyped = make_account(article, "a bombing", run_id="run-2", type="suicide_bombing")
    four.add_batch(make_run("run-2", version="2"), [make_doc(article, retyped)], {}, [], AT)
    assert four.judgements() == [(*sorted((retyped.id, B.id)), "same")]
    four.add_batch(make_run("run-3", version="3"), [Doc(article)], {}, [], AT)
    assert four.judgements() == []
    (entry,) = four.unmatched()
    assert (entry.ref, entry.act, entry.why) == ("link:1", "merge", "same street")
    assert entry.anchors == (Anchor(A.article_id, A.trigger), Anchor(B.article_id, B.trigger))


def test_a_link_whose_accounts_are_not_current_waits(four: Store) -> None:
    left, right = derive(four, [A], [B])
    four.add_batch(make_run("run-2", version="2"), [Doc(make_article("https://example.org/a"))], {}, [], AT)
    with pytest.raises(NotFoundError, match="is in no current run; run `dateline reconcile`"):
        four.merge(left, right, why="", by="me", at=AT)


@pytest.mark.parametrize(
    ("ref", "error", "reason"),
    [
        ("review:9", NotFoundError, "there is no 'review:9'"),
        ("link:9", NotFoundError, "there is no 'link:9'"),
        ("review", UsageError, "give a reference like"),
        ("review:-1", UsageError, "give a reference like"),
        ("review:²", UsageError, "give a reference like"),
        ("link:" + "9" * 40, UsageError, "give a reference like"),
        ("claim:1", UsageError, "give a reference like"),
        ("review:1", UsageError, "was withdrawn already, at 2024"),
    ],
)
def test_an_undo_of_nothing_is_refused(known: Store, ref: str, error: type[Exception], reason: str) -> None:
    known.review(CLAIM.id, "accept", None, by="me", at=AT)
    known.undo("review:1", at=AT)
    with pytest.raises(error, match=reason):
        known.undo(ref, at=AT)


def test_the_log_says_who_when_and_what(known: Store) -> None:
    known.review(CLAIM.id, "correct", EIGHT, by="me", at="2024-01-02T00:00:00Z")
    known.undo("review:1", at="2024-01-03T00:00:00Z")
    assert known.review_log() == [
        LogEntry(
            "review:1",
            "correct",
            "2024-01-02T00:00:00Z",
            "me",
            (ANCHOR,),
            value=EIGHT,
            withdrawn_at="2024-01-03T00:00:00Z",
        ),
        LogEntry("review:1", "undo", "2024-01-03T00:00:00Z", None, (ANCHOR,)),
    ]
