"""Accounts in clusters: by evidence, whatever the order, and never against a person's word."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.link.block import candidate_pairs
from dateline.link.cluster import clusters_of, group_accounts
from dateline.link.compare import compare, total
from dateline.link.copies import copy_groups
from dateline.link.explain import explain_pair, what_would_change
from dateline.link.profile import make_profiles
from dateline.model import Account, AccountBrief, Article, Cluster, Feature, Judgement, MachineLink, Span, TimeValue
from dateline.reconcile import reconcile
from tests.link.accounts import FAR_ABROAD, ORLUN, TEMVAR, by_id, day, killed, make_account, make_article, place, victim

Said = list[tuple[str, str, Judgement]]

MARKET = "A bomb in a vegetable cart went off at the Zandvik bazaar of Temvar. Trader {} saw the lane fill with smoke."
COURT = "Gunmen shot their way into the Harrowgate courthouse of Orlun. Clerk {} hid beneath a bench until dusk."


def reports() -> tuple[list[Account], list[Article]]:
    accounts, articles = [], []
    for number in range(3):
        for text, where, when, type_name, dead in (
            (MARKET, TEMVAR, "2014-12-16", "bombing", 7),
            (COURT, ORLUN, "2014-12-16", "shooting", 4),
        ):
            name = ["Ida Sal", "Tomas Vey", "Lena Orvik"][number]
            extra = ["The town council met.", "Doctors worked through the night.", "Shops stayed shut."][number]
            article = make_article(
                f"{text.format(name)}\n{extra}",
                title=f"Report {number}",
                published=f"2014-12-1{7 + number}",
                outlet="Daily",
            )
            claims = [day(when), place(where), killed(dead, dead), victim(f"Aron {'Pell' if dead == 7 else 'Dray'}")]
            articles.append(article)
            accounts.append(make_account(article, type=type_name, claims=claims))
    return accounts, articles


def link(accounts: Sequence[Account], articles: Sequence[Article], judgements: Said | None = None) -> list[Cluster]:
    known = by_id(articles)
    profiles = make_profiles(accounts, known, copies=copy_groups(articles))
    pairs = candidate_pairs(profiles.values())
    evidence = {(one, other): total(compare(profiles[one], profiles[other])) for one, other in pairs}
    said = judgements or []
    briefs = {
        each.id: AccountBrief(
            each.id, each.article_id, known[each.article_id].published, each.type, each.role, each.stance
        )
        for each in accounts
    }
    groups = group_accounts(list(briefs.values()), evidence=evidence, judgements=said)
    return clusters_of(groups, briefs, known, profiles=profiles, evidence=evidence, judgements=said)


def sets(linked: Sequence[Cluster]) -> set[frozenset[str]]:
    return {frozenset(member.account_id for member in one_group.members) for one_group in linked}


def test_cluster_two_incidents_with_reasons() -> None:
    accounts, articles = reports()
    linked = link(accounts, articles)
    assert sets(linked) == {
        frozenset(account.id for account in accounts if account.type == type_name)
        for type_name in ("bombing", "shooting")
    }
    for one_group in linked:
        published = [by_id(articles)[member.article_id].published or "" for member in one_group.members]
        assert published == sorted(published)
        for member in one_group.members:
            assert member.score > 0
            assert "Daily" in member.why
            assert "Report" in member.why


def test_cluster_scores_are_chances() -> None:
    accounts, articles = reports()
    markets = [account.id for account in accounts if account.type == "bombing"]
    (alone,) = link(accounts[:1], articles)
    assert alone.members[0].score == 1
    first = next(one_group for one_group in link(accounts, articles) if one_group.members[0].account_id in markets)
    assert all(0.5 < member.score < 1 for member in first.members)
    judged = link(accounts, articles, [(markets[0], markets[1], "same")])
    scores = {member.account_id: member.score for one_group in judged for member in one_group.members}
    assert scores[markets[0]] == scores[markets[1]] == 1


def test_cluster_an_account_alone_is_a_cluster() -> None:
    article = make_article("A bridge fell.")
    (one_group,) = link([make_account(article)], [article])
    assert one_group.members[0].why == "The only account of this incident."
    assert link([], []) == []


def test_cluster_copies_join_each_account_with_its_own() -> None:
    text = (
        f"{MARKET.format('Ida Sal')}\nIn Orlun a crowd set a tax office alight on Monday and danced around the embers."
    )
    articles = [make_article(text, outlet=outlet, title="Bomb at Zandvik bazaar") for outlet in ("Wire", "Daily")]
    accounts = [make_account(article) for article in articles]
    fire = Span("text", text.index("alight"), text.index("alight") + len("alight"))
    accounts += [make_account(article, type="arson", role="other", trigger=fire) for article in articles]
    assert sets(link(accounts, articles)) == {
        frozenset(account.id for account in accounts if account.type == type_name) for type_name in ("bombing", "arson")
    }


def test_cluster_person_outranks_evidence() -> None:
    accounts, articles = reports()
    markets = [account.id for account in accounts if account.type == "bombing"]
    court = next(account.id for account in accounts if account.type == "shooting")
    apart = sets(link(accounts, articles, [(markets[0], markets[1], "different")]))
    assert not any({markets[0], markets[1]} <= group for group in apart)
    joined = link(accounts, articles, [(markets[0], court, "same")])
    one_group = next(one for one in joined if court in {member.account_id for member in one.members})
    assert markets[0] in {member.account_id for member in one_group.members}
    assert any(member.why.startswith("A person joined it with") for member in one_group.members)


@given(st.integers(0, 2**32), st.integers(1, 3))
def test_cluster_order_and_repetition_do_not_matter(seed: int, times: int) -> None:
    accounts, articles = reports()
    shuffled = accounts * times
    random.Random(seed).shuffle(shuffled)
    assert link(shuffled, articles[::-1]) == link(accounts, articles)


def two_days() -> tuple[Account, Account, Account, list[Article]]:
    """Return the first event; the second, and beside it the first again, as one later report tells them."""
    text = "A bomb tore through the crowd at the Zandvik station of Temvar. Witness Ida Sal saw the roof come down."
    before = make_article(text, published="2014-12-16")
    text = "A second bomb in two days wrecked a tram of Temvar. The Zandvik station was struck the day before."
    after = make_article(text, published="2014-12-17")
    first = make_account(before, claims=[day("2014-12-16"), place(TEMVAR), killed(17, 17)])
    second = make_account(after, claims=[day("2014-12-17"), place(TEMVAR), killed(14)])
    beside = make_account(
        after,
        role="other",
        trigger=Span("text", 2, 6),
        claims=[day("2014-12-16"), place(TEMVAR), killed(17, 17)],
        sequence=1,
    )
    return first, second, beside, [before, after]


def test_report_that_tells_two_events_keeps_them_apart() -> None:
    first, second, beside, articles = two_days()
    together, apart = link([first, second], articles), link([first, second, beside], articles)
    assert len(together) == 1, "without the account beside them nothing tells the two apart"
    groups = [{member.account_id for member in one_group.members} for one_group in apart]
    assert {first.id, beside.id} in groups
    assert {second.id} in groups


def test_an_old_event_in_a_new_article_joins_the_old_incident_and_leaves_its_date() -> None:
    accounts, articles = reports()
    text = f"Teachers of Temvar marched on Friday.\n{MARKET.format('Ida Sal')}"
    later = make_article(text, title="Teachers march", published="2015-12-18", outlet="Post")
    march = make_account(later, type="peaceful_protest", claims=[day("2015-12-18"), place(TEMVAR)])
    start = text.index("bomb")
    beside = make_account(
        later,
        role="background",
        trigger=Span("text", start, start + 4),
        claims=[day("2014-12-16", start=start), place(TEMVAR, start=start), killed(7, 7, start=start)],
        sequence=1,
    )
    linked = link([*accounts, march, beside], [*articles, later])
    one_group = next(one for one in linked if beside.id in {member.account_id for member in one.members})
    assert {account.id for account in accounts if account.type == "bombing"} < {
        member.account_id for member in one_group.members
    }
    assert march.id not in {member.account_id for member in one_group.members}
    incident = reconcile(
        one_group,
        accounts={account.id: account for account in [*accounts, march, beside]},
        articles=by_id([*articles, later]),
        copies={article.id: article.id for article in [*articles, later]},
        reviews={},
    )
    found = incident.values["date"].value
    assert isinstance(found, TimeValue)
    assert (found.earliest, found.latest) == ("2014-12-16", "2014-12-16")


def test_denial_goes_with_what_its_article_tells() -> None:
    article = make_article("Gunmen took the mayor of Temvar.\nThe council denied reports of a kidnapping.")
    taken = make_account(article, type="abduction", claims=[day("2014-12-16"), place(TEMVAR)])
    denied = make_account(article, type="abduction", role="other", stance="denied", trigger=Span("text", 65, 75))
    linked = link([taken, denied], [article])
    assert len(linked) == 1
    other_kind = make_account(article, type="shooting", role="other", stance="denied", trigger=Span("text", 65, 75))
    assert len(link([taken, other_kind], [article])) == 2


def test_explain_pair_says_what_speaks_against() -> None:
    near, far = make_article("Blast one."), make_article("Blast two.")
    left = make_account(near, claims=[place(TEMVAR)])
    right = make_account(far, claims=[place(FAR_ABROAD)])
    (link_between,) = explain_pair([left], [right], by_id([near, far]), copies={})
    assert link_between.score < 0
    assert any("different countries" in feature.why for feature in link_between.features)


def test_explain_pair_most_alike_first() -> None:
    accounts, articles = reports()
    links = explain_pair(accounts[:3], accounts[3:], by_id(articles), copies={})
    assert len(links) == 9
    assert all(one.score >= other.score for one, other in pairwise(links))


@pytest.mark.parametrize(
    ("grounds", "said"),
    [
        (
            {"prior": -2.0, "days apart": -3.0, "other ages": -1.0, "text": 3.5},
            "for one incident but for this: days apart.",
        ),
        ({"prior": -2.0, "days apart": -1.0, "other ages": -0.5}, "take 2.0 more"),
        ({"prior": -2.0, "text": 3.0, "same day": 0.5}, "against one incident but for this: text."),
        ({"denial": 4.5, "prior": 1.0}, "whatever else"),
    ],
)
def test_what_would_change(grounds: dict[str, float], said: str) -> None:
    features = tuple(Feature(name, score, name) for name, score in grounds.items())
    assert said in what_would_change(MachineLink("a", "b", sum(grounds.values()), features))
