"""Groups incidents, and articles that tell none, into stories: what belongs together, from one week to the next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from dateline.link.copies import publication_key
from dateline.link.groups import Groups
from dateline.link.naming import report_text
from dateline.link.story_ties import Card, Pair, Tie, find_ties, linked_articles, main_of, make_card
from dateline.model import Article, Incident, Story, StoryMember

#: Grounds that a member's sentence names.
GROUNDS_NAMED = 2


def group_stories(
    incidents: Iterable[Incident], articles: Mapping[str, Article], *, copies: Mapping[str, str]
) -> list[Story]:
    """Return the stories that the incidents make, each of two or more incidents or articles, in order of time.

    They come without ids, which the store gives, and without days, which `time_line` finds.
    `copies` is what `copy_groups` returns. A story depends only on incidents that share an article, a link, a person
    or an actor's day with one of its own: the same comes out when all incidents of the stories concerned, and those
    that share such a key with them, are given alone. Order does not matter.
    """
    cards = {card.key: card for incident in incidents if (card := make_card(incident, copies=copies)) is not None}
    linked = linked_articles(articles)
    ties = find_ties(cards, articles, linked)
    groups = Groups([*cards, *(f"article {article_id}" for article_id in articles)])
    for tie in ties:
        groups.join(tie.left, tie.right)
    beside = _articles_beside(cards, articles, linked)
    for article_id, (key, _) in beside.items():
        groups.join(key, f"article {article_id}")
    held: dict[str, list[Card]] = defaultdict(list)
    for card in sorted(cards.values(), key=lambda card: card.order):
        held[groups.find(card.key)].append(card)
    of_root: dict[str, list[str]] = defaultdict(list)
    for article_id in sorted(beside, key=lambda one: publication_key(articles[one])):
        of_root[groups.find(f"article {article_id}")].append(article_id)
    why = _reasons(ties, cards)
    return [
        Story(
            "",
            tuple(StoryMember(card.key, why.get(card.key, "The report that others link to.")) for card in members),
            tuple(StoryMember(article_id, beside[article_id][1]) for article_id in of_root[root]),
            (),
        )
        for root, members in sorted(held.items(), key=lambda item: item[1][0].order)
        if len(members) + len(of_root[root]) > 1
    ]


def _articles_beside(
    cards: Mapping[str, Card], articles: Mapping[str, Article], linked: Iterable[Pair]
) -> dict[str, tuple[str, str]]:
    """Return article that tells no incident -> (incident that it goes with, why): by a link, from it or to it."""
    main = main_of(cards)
    telling = {told.article_id for card in cards.values() for told in card.told}
    found: dict[str, tuple[str, str]] = {}
    for source, target in linked:
        for lone, other, verb in ((source, target, "Links to"), (target, source, "Linked from")):
            if lone not in telling and main.get(other):
                found.setdefault(lone, (min(main[other]), f"{verb} {report_text(articles[other])}."))
    return found


def _reasons(ties: Sequence[Tie], cards: Mapping[str, Card]) -> dict[str, str]:
    """Return incident -> the sentence that says what ties it to the story, by its strongest tie."""
    best: dict[str, Tie] = {}
    for tie in ties:
        for key in (tie.left, tie.right):
            if key not in best or (-tie.score, tie.left, tie.right) < (
                -best[key].score,
                best[key].left,
                best[key].right,
            ):
                best[key] = tie
    return {key: _sentence(tie, cards[tie.right if key == tie.left else tie.left]) for key, tie in best.items()}


def _sentence(tie: Tie, other: Card) -> str:
    grounds = sorted((ground for ground in tie.grounds if ground.score > 0), key=lambda one: (-one.score, one.name))
    kind = other.type.replace("_", " ")
    place = f" in {other.place.name}" if other.place is not None and other.place.name else ""
    return f"With the {kind}{place}: {'; '.join(ground.why for ground in grounds[:GROUNDS_NAMED])}."
