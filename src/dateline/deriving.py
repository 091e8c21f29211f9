"""Derives incidents from the facts of a store: only what new facts touch, and the same as if all were derived at once.

First the accounts of touched articles are compared with the few that share their keys; then all accounts that evidence
or a person's word leads to from there are clustered and reconciled again. What an incident is depends on nothing else.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from datetime import date

from dateline import __version__
from dateline.background import make_findable
from dateline.knowledge.days import day_of
from dateline.link.block import DayAndPlace, block_keys, day_and_place, sharing, stored_keys, worth_comparing
from dateline.link.cluster import clusters_of, group_accounts
from dateline.link.compare import evidence
from dateline.link.copies import are_copies, bands_of, copied_text, sharing_bands
from dateline.link.groups import Groups
from dateline.link.leads import leading, parts, within
from dateline.link.partition import two_steps
from dateline.link.profile import Profile, make_profiles
from dateline.link.profile_form import profile_from_json, profile_to_json
from dateline.link.stories import group_stories
from dateline.link.story_ties import address_keys, make_card, story_keys
from dateline.link.timeline import with_days
from dateline.link.weights import WEIGHTS
from dateline.model import AccountBrief, Article, Notice, content_id
from dateline.reconcile import LONGEST_WAIT, find_notices, notice_of, reconcile
from dateline.settings import Settings
from dateline.store import LinkedAccount, LinkIndex, Store

#: Articles whose accounts are compared, or put into incidents, in one transaction.
AT_ONCE = 128


def derive(store: Store, *, settings: Settings, anew: bool = False) -> int:
    """Derive the incidents of all articles of which a fact is new; returns how many incidents there are then.

    `anew`: of all articles, as is done by itself when the way of linking has changed.
    """
    make_findable(store)
    made_by = way_of_linking(settings)
    with store.linking() as index:
        if anew or index.made_by() != made_by:
            index.start_anew(made_by)
    while _link_some(store):
        pass
    done: set[int] = set()
    while _settle_some(store, settings, done):
        pass
    while _tell_some(store):
        pass
    with store.linking() as index:
        index.note_all_done()
        return index.incident_count()


def way_of_linking(settings: Settings) -> int:
    """Return a number (31 bits) that stands for all that decides which incidents there are, but for the facts."""
    deciding = (
        __version__,
        settings.link_threshold,
        settings.vague_numbers,
        settings.toll_rule,
        *sorted(WEIGHTS.items()),
    )
    return int(content_id("linking", *map(str, deciding))[:7], 16) + 1


# --- Linking: copies, and evidence between accounts ---------------------------------------------------------------


def _link_some(store: Store) -> bool:
    """Compare the accounts of some articles with all that may share an incident; tell whether there may be more."""
    with store.linking() as index:
        touched = index.touched(AT_ONCE, linked=False)
        if not touched:
            return False
        articles = index.articles(touched)
        moved = group_copies(index, articles)
        articles |= index.articles(moved - articles.keys())
        near = index.forget(articles, lambda held: stored_keys(block_keys(profile_from_json(held))))
        _compare_with_all(index, articles)
        index.set_addresses({article_id: address_keys(article) for article_id, article in articles.items()})
        meant = {one for notice in _notices_about(index, articles) for one in notice.articles}
        index.set_linked([*articles, *sorted(near | meant)])
    return len(touched) == AT_ONCE


def group_copies(index: LinkIndex, articles: Mapping[str, Article]) -> set[str]:
    """Put articles into groups of copies and revisions; return the others whose group has another name now."""
    before = index.copy_groups(articles)
    new = {article_id: article for article_id, article in articles.items() if article_id not in before}
    texts = {article_id: copied_text(article) for article_id, article in new.items()}
    days = [day_of(new[article_id].published) for article_id in texts]
    bands = dict(zip(texts, bands_of(list(texts.values()), days), strict=True))
    index.add_bands({article_id: own.stored() for article_id, own in bands.items()})
    index.add_articles(new.values(), notices={each.id for each in new.values() if notice_of(each) is not None})
    held = index.articles_with_bands(number for own in bands.values() for number in own.sought())
    alike = {article_id: sorted(sharing_bands(own, held) - {article_id}) for article_id, own in bands.items()}
    others = index.articles({other for found in alike.values() for other in found} - texts.keys())
    texts |= {article_id: copied_text(article) for article_id, article in others.items()}
    joined = [(one, other) for one, found in alike.items() for other in found if are_copies(texts[one], texts[other])]
    for same in index.articles_of_documents(article.document for article in new.values()).values():
        joined += [(same[0], other) for other in same[1:]]
    names = index.copy_groups({article_id for pair in joined for article_id in pair})
    groups = Groups({*names.values()})
    for one, other in joined:
        groups.join(names[one], names[other])
    renamed = {name: groups.find(name) for name in names.values() if groups.find(name) != name}
    moved = index.articles_of_groups(renamed)
    index.rename_groups(renamed)
    return moved.keys() - new.keys()


def _compare_with_all(index: LinkIndex, articles: Mapping[str, Article]) -> None:
    copies = index.copy_groups(articles)
    profiles = make_profiles(index.accounts_of(articles), articles, copies=copies)
    keys = {account_id: block_keys(profile) for account_id, profile in profiles.items()}
    numbers = index.add(
        [_linked(profile) for profile in profiles.values()],
        {account_id: stored_keys(held) for account_id, held in keys.items()},
    )
    found = index.with_keys(number for held in keys.values() for key in held for number in key.sought())
    shared = {account_id: sharing(held, found) for account_id, held in keys.items()}
    others = {other for held in shared.values() for other in held}
    told = {number: DayAndPlace(*each) for number, each in index.days_and_places({*numbers.values(), *others}).items()}
    pairs = {
        (min(numbers[account_id], other), max(numbers[account_id], other))
        for account_id, held in shared.items()
        for other in worth_comparing(told[numbers[account_id]], held, told)
        if other != numbers[account_id]
    }
    known = {numbers[account_id]: profile for account_id, profile in profiles.items()}
    known |= _profiles(index, {one for pair in pairs for one in pair} - known.keys())
    scores = {(left, right): evidence(known[left], known[right]) for left, right in sorted(pairs)}
    index.add_pairs(scores, direct=True)


def _linked(profile: Profile) -> LinkedAccount:
    told = day_and_place(profile)
    return LinkedAccount(
        account_id=profile.account_id,
        article_id=profile.article_id,
        type=profile.type,
        role=profile.role,
        stance=profile.stance,
        earliest=told.earliest,
        latest=told.latest,
        regions=told.regions,
        profile=profile_to_json(profile),
    )


def _profiles(index: LinkIndex, numbers: Collection[int]) -> dict[int, Profile]:
    return {number: profile_from_json(held) for number, held in index.profiles(numbers).items()}


def _notices_about(index: LinkIndex, articles: Mapping[str, Article]) -> tuple[Notice, ...]:
    """Return the notices that are among some articles, or may concern them, each with the articles that it concerns."""
    around = index.articles_of_groups(index.copy_groups(articles).values()).keys()
    noticing = index.notices_of(around, within_days=LONGEST_WAIT)
    if not noticing:
        return ()
    known = {**articles, **index.articles((around | noticing) - articles.keys())}
    meant: set[str] = set()
    for article_id in noticing & articles.keys():
        notice = articles[article_id]
        if notice.outlet and (day := day_of(notice.published)) is not None:
            since, until = (date.fromordinal(each).isoformat() for each in (day - LONGEST_WAIT, day))
            meant.update(index.articles_of_outlet(notice.outlet, since, until))
    known |= index.articles(meant - known.keys())
    known |= index.articles(index.articles_of_groups(index.copy_groups(known).values()).keys() - known.keys())
    return find_notices(known.values(), copies=index.copy_groups(known))


# --- Settling: clusters and their values --------------------------------------------------------------------------


def _settle_some(store: Store, settings: Settings, done: set[int]) -> bool:
    """Derive the incidents of some articles; tell whether there may be more.

    `done` has the accounts that this was done for, and gets more.
    """
    with store.linking() as index:
        touched = index.touched(AT_ONCE, linked=True)
        if touched:
            _settle(index, touched, settings, done)
            index.await_stories(touched)
            index.set_done(touched)
    return len(touched) == AT_ONCE


def _settle(index: LinkIndex, touched: Sequence[str], settings: Settings, done: set[int]) -> None:
    judgements = index.judgements()
    connected = connected_with(index, index.numbers_of(touched) - done, judgements, settings.link_threshold)
    done.update(connected)
    briefs = index.briefs(connected)
    pairs = _evidence_among(index, connected, settings.link_threshold)
    scores = {}
    for (left, right), score in pairs.items():
        one, other = sorted((briefs[left].id, briefs[right].id))
        scores[one, other] = score
    groups = group_accounts(
        list(briefs.values()), evidence=scores, judgements=judgements, threshold=settings.link_threshold
    )
    by_id = {brief.id: brief for brief in briefs.values()}
    changed = _changed(index, groups, by_id)
    inside = {account_id for group in changed for account_id in group}
    accounts = {account.id: account for account in index.accounts(inside)}
    articles = index.articles({account.article_id for account in accounts.values()})
    copies = index.copy_groups(articles)
    told = {number for number, brief in briefs.items() if brief.id in inside}
    compared = {one for left, right in pairs if {left, right} <= told for one in (left, right)}
    clusters = clusters_of(
        changed,
        by_id,
        articles,
        profiles={profile.account_id: profile for profile in _profiles(index, compared).values()},
        evidence=scores,
        judgements=judgements,
    )
    reviews = index.reviews_by_claim()
    notices = _notices_about(index, articles)
    incidents = [
        reconcile(
            each,
            accounts=accounts,
            articles=articles,
            copies=copies,
            reviews=reviews,
            notices=notices,
            vague_numbers=settings.vague_numbers,
            toll_rule=settings.toll_rule,
        )
        for each in clusters
    ]
    cards = [make_card(incident, copies=copies) for incident in incidents]
    keys = [set() if card is None else story_keys(card) for card in cards]
    index.replace_incidents(incidents, account_ids=inside, article_ids=touched, story_keys=keys)


def _evidence_among(index: LinkIndex, connected: Groups[int], threshold: float) -> dict[tuple[int, int], float]:
    """Return the evidence of pairs of one group: those that share enough, and those that a third leads from and to."""
    pairs = within(index.pairs_among(connected, direct=True), connected)
    wanted = two_steps(pairs, threshold)
    held = index.pairs_among({one for pair in wanted for one in pair}, direct=False)
    lacking = sorted(wanted - held.keys())
    known = _profiles(index, {one for pair in lacking for one in pair})
    new = {(left, right): evidence(known[left], known[right]) for left, right in lacking}
    index.add_pairs(new, direct=False)
    return pairs | {pair: score for pair, score in (held | new).items() if pair in wanted}


def _changed(
    index: LinkIndex, groups: Sequence[Sequence[str]], accounts: Mapping[str, AccountBrief]
) -> list[Sequence[str]]:
    """Return the groups that are no incident yet, or of which a fact is new: the others stay as they are."""
    held = {frozenset(members) for members in index.incidents_of(accounts).values()}
    touched = index.still_touched(account.article_id for account in accounts.values())
    return [
        group
        for group in groups
        if frozenset(group) not in held or any(accounts[one].article_id in touched for one in group)
    ]


def connected_with(
    index: LinkIndex, numbers: Iterable[int], judgements: Sequence[tuple[str, str, str]], threshold: float
) -> Groups[int]:
    """Return all accounts that evidence, or a person's word, leads to from these: those of one incident in one group.

    Beside them, in groups of their own, stand those that may be grouped otherwise now: they were of one incident with
    any of them, or were led to from one.
    """
    said = index.numbers(account_id for left, right, _ in judgements for account_id in (left, right))
    joined = [
        (said[left], said[right])
        for left, right, judgement in judgements
        if judgement == "same" and left in said and right in said
    ]
    scores: dict[tuple[int, int], float] = {}
    asked: set[int] = set()
    mains: set[int] = set()
    fresh: set[int] = set()
    told: set[int] = set()
    found: set[int] = set()
    leads: set[tuple[int, int]] = set()
    new = set(numbers)
    while new:
        found |= new
        scores |= index.speaking_for(new - asked, threshold)
        # Of these too every pair: which are their best decides what leads.
        near = {one for pair in scores for one in pair if not new.isdisjoint(pair)} - new - asked
        scores |= index.speaking_for(near, threshold)
        asked |= new | near
        ends = {one for pair in scores for one in pair}
        mains |= index.mains(ends - told)
        fresh |= index.fresh(ends - told)
        told |= ends
        now = leading(scores, threshold, mains=mains)
        leads |= {pair for pair in now if not new.isdisjoint(pair)}
        once = index.once_with(new)
        # An account that is drawn away, or read again, takes with it what it was the third of (`two_steps`).
        known = {pair: score for pair, score in scores.items() if fresh.isdisjoint(pair)}
        left = leading(known, threshold, mains=mains) - now
        left |= {pair for pair in scores if not (fresh & once).isdisjoint(pair)}
        reached = {one for pair in (*leads, *joined, *left) if not new.isdisjoint(pair) for one in pair}
        new = (reached | once) - found
    return parts(found, [*leads, *joined])


# --- Stories ------------------------------------------------------------------------------------------------------


def _tell_some(store: Store) -> bool:
    """Derive the stories of some incidents that wait for one; tell whether there may be more."""
    with store.linking() as index:
        waiting = index.waiting_for_story(AT_ONCE)
        if waiting:
            _tell(index, set(waiting))
    return len(waiting) == AT_ONCE


def _tell(index: LinkIndex, wanted: Set[str]) -> None:
    """Derive the stories that hold these incidents."""
    inside = set(wanted)
    while True:
        incidents = index.incidents(inside | index.near_incidents(inside))
        told_in = {member.article_id for incident in incidents.values() for member in incident.members}
        articles = index.articles(told_in | index.linked_with(told_in))
        copies = index.copy_groups(articles)
        incident_of = {incident.members[0].account_id: one for one, incident in incidents.items()}
        stories = [
            story
            for story in group_stories(incidents.values(), articles, copies=copies)
            if not inside.isdisjoint(incident_of[member.id] for member in story.incidents)
        ]
        reached = {incident_of[member.id] for story in stories for member in story.incidents}
        if reached <= inside:
            break
        inside |= reached
    of_stories = {one.id for story in stories for one in story.articles} | {
        member.article_id
        for story in stories
        for one in story.incidents
        for member in incidents[incident_of[one.id]].members
    }
    accounts = {account.id: account for account in index.accounts_of(of_stories)}
    stories = with_days(stories, incidents.values(), accounts, articles, dated=index.dated_sentences)
    index.replace_stories(stories, incident_ids=inside, incident_of=incident_of)
