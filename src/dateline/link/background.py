"""Chooses the coverage behind an article and each of its paragraphs, and says why; nothing where nothing fits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log1p

from dateline.knowledge.days import day_of
from dateline.knowledge.words import words_of
from dateline.link.background_weights import WEIGHTS
from dateline.link.copies import are_copies, publication_key, shingle_set
from dateline.link.outline import Outline, key_number, outline_of, remembered_outline_of
from dateline.link.profile import outlet_of
from dateline.link.relation import chance, days_apart, grounds, log_odds, reason
from dateline.model import Article, Background, Candidates, Coverage, CoverageKind, ToldIncident

#: What is less likely than this to tell of the same is not offered. Chosen on training reports, with the next two, so
#: that nothing is offered for 97.5% of the paragraphs whose incident no other report tells: reports that come thicker
#: than these have more that look alike.
LEAST_CHANCE = 0.35
#: Rarity of a paragraph's own words and names that its coverage must have: most paragraphs say nothing to search for.
LEAST_SUPPORT = 5.0
#: A name as rare as this ties a paragraph to other coverage by itself, where that is not wholly unlikely.
TELLING_NAME = 15.0
LEAST_CHANCE_OF_NAME = 0.01
#: From this chance on, two reports of which no incident is derived are of one.
SURE = 0.5
MOST_RELATED = 5
#: Articles that are compared in full, of those that share a word or a name.
MOST_COMPARED = 40
#: What a day's distance takes from shared rarity in the first choice among them.
RARITY_OF_DAYS = 4.0
LEAST_HEADLINE_WORDS = 3
MENTIONED = "tells of an incident that this paragraph mentions"
#: Coverage of the next day is still of about the same time.
ABOUT_DAYS = 1


@dataclass(frozen=True, slots=True)
class Relation:
    """How another article stands to the one in question."""

    article: Article
    outline: Outline
    chance: float
    kind: CoverageKind
    #: In front of what their texts share.
    tells: str
    later: bool


def article_outline(article: Article) -> Outline:
    return remembered_outline_of(article.text, article.title or "", day_of(article.published))


def search_keys(title: str | None, text: str, published: str | None) -> tuple[int, ...]:
    """Return the numbers that an article is found by: its telling words and names, and its headline whole."""
    keys = {key_number(key) for key in remembered_outline_of(text, title or "", day_of(published)).keys}
    return tuple(sorted(keys | ({headline_key(title)} if title else set())))


def headline_keys(article: Article) -> dict[str, int]:
    """Return the keys of the headlines of an article's links, by part; a link of a word or two names no report."""
    inline = [
        (f"link:{p}.{n}", link)
        for p, paragraph in enumerate(article.paragraphs)
        for n, link in enumerate(paragraph.links)
    ]
    listed = [(f"related:{n}", link) for n, link in enumerate(article.related)]
    return {
        part: headline_key(link.title)
        for part, link in inline + listed
        if len(link.title.split()) >= LEAST_HEADLINE_WORDS
    }


def headline_key(title: str) -> int:
    """Return the number of a headline, without case and punctuation."""
    return key_number(f"headline {' '.join(words_of(title))}")


def likeliest(outline: Outline, hits: Iterable[tuple[int, str, int | None]]) -> list[str]:
    """Return which articles to compare in full, of hits of its keys: (number of the key, article id, day)."""
    rarities = {key_number(key): rarity for key, rarity in outline.keys.items()}
    shared: dict[str, float] = {}
    for key, article_id, day in sorted(hits, key=lambda hit: hit[:2]):
        if article_id not in shared:
            shared[article_id] = -RARITY_OF_DAYS * log1p(days_apart(outline.published, day))
        # The key of the headline counts for nothing: "Police blotter" stands above many reports.
        shared[article_id] += rarities.get(key, 0.0)
    return sorted(shared, key=lambda article_id: (-shared[article_id], article_id))[:MOST_COMPARED]


def background_of(article: Article, found: Candidates, relations: Mapping[str, Relation]) -> Background:
    """Return what of the candidates is behind an article; `relations` are those of `relate`."""
    copies = _Copies(article)
    paragraphs = tuple(
        _behind_paragraph(article, number, found, relations, copies) for number in range(len(article.paragraphs))
    )
    return Background(article.id, paragraphs, tuple(_related(article, found, relations, copies)))


def relate(article: Article, found: Candidates) -> dict[str, Relation]:
    """Return how each candidate stands to an article, the likeliest first; revisions of it are none."""
    own = article_outline(article)
    others = [other for other in found.articles.values() if other.document != article.document]
    relations = [_relation(article, own, other, found) for other in others]
    ordered = sorted(relations, key=lambda each: (-each.chance, publication_key(each.article)))
    return {each.article.id: each for each in ordered}


def grounds_of(article: Article, other: Article) -> dict[str, float]:
    """Return the amount of each ground that the texts of two articles give."""
    outlets = outlet_of(article), outlet_of(other)
    same_outlet = outlets[0] is not None and outlets[0] == outlets[1]
    return grounds(article_outline(article), article_outline(other), same_outlet=same_outlet)


def _relation(article: Article, own: Outline, other: Article, found: Candidates) -> Relation:
    outline, amounts = article_outline(other), grounds_of(article, other)
    incidents = _incident_ground(found.told.get(article.id, ()), found.told.get(other.id, ()))
    likely = chance(log_odds(amounts | incidents, WEIGHTS))
    one = "other incident" not in incidents and (bool(incidents) or likely >= SURE)
    later = (
        own.published is not None and outline.published is not None and outline.published > own.published + ABOUT_DAYS
    )
    tells = "tells of the same incident" if one else ""
    kind: CoverageKind = "follow-up" if later else "same incident" if one else "context"
    return Relation(other, outline, likely, kind, tells, later)


def _incident_ground(own: Sequence[ToldIncident], others: Sequence[ToldIncident]) -> dict[str, float]:
    """Return the ground that the derived incidents give: none where one of the articles tells of no incident."""
    main = {told.incident_id for told in own if told.main}
    other_main = {told.incident_id for told in others if told.main}
    if main & other_main:
        return {"same incident": 1.0}
    if main & {told.incident_id for told in others}:
        return {"mentions the incident": 1.0}
    return {"other incident": 1.0} if main and other_main else {}


def _behind_paragraph(
    article: Article,
    number: int,
    found: Candidates,
    relations: Mapping[str, Relation],
    copies: _Copies,
) -> tuple[Coverage, ...]:
    """Return what the links of a paragraph lead to, else the one report that fits it best, or nothing."""
    paragraph = article.paragraphs[number]
    parts = [f"link:{number}.{link}" for link in range(len(paragraph.links))]
    if linked := _led_to(parts, found, relations):
        own = article_outline(article)
        return tuple(_linked(own, each, "linked from this paragraph") for each in linked)
    told = found.told.get(article.id, ())
    mentioned = {each.incident_id for each in told if number in each.paragraphs and not each.main}
    possible = [
        (each, bool(mentioned & _incidents(found, each.article.id))) for each in relations.values() if not each.later
    ]
    likely = [(each, is_told) for each, is_told in possible if is_told or each.chance >= LEAST_CHANCE_OF_NAME]
    if not likely:
        return ()
    outline = outline_of(article.text[paragraph.start : paragraph.end], "", day_of(article.published))
    fitting = [
        (fit, each, tells)
        for each, is_told in likely
        for fit, tells in _fits(outline, each, is_told)
        if not copies.is_copy(each.article)
    ]
    if not fitting:
        return ()
    _, best, tells = min(fitting, key=lambda each: (-each[0], publication_key(each[1].article)))
    why = _why(outline, best, tells)
    if tells == MENTIONED:
        return (Coverage(best.article.id, "context", max(best.chance, SURE), why),)
    return (Coverage(best.article.id, best.kind, best.chance, why),)


def _fits(outline: Outline, relation: Relation, mentioned: bool) -> Iterator[tuple[float, str]]:
    """Yield how well a report fits a paragraph, and what it tells; nothing where it does not."""
    other = relation.outline
    support = sum(rarity for key, rarity in outline.keys.items() if key in other.words or key in other.names)
    if relation.chance >= LEAST_CHANCE and support >= LEAST_SUPPORT:
        yield relation.chance * support, relation.tells or (MENTIONED if mentioned else "")
    elif mentioned and not relation.tells:
        yield SURE * support, MENTIONED
    elif relation.chance >= LEAST_CHANCE_OF_NAME and any(
        rarity >= TELLING_NAME and name in other.names for name, rarity in outline.names.items()
    ):
        yield relation.chance * support, relation.tells


def _incidents(found: Candidates, article_id: str) -> set[str]:
    return {told.incident_id for told in found.told.get(article_id, ())}


def _related(
    article: Article, found: Candidates, relations: Mapping[str, Relation], copies: _Copies
) -> Iterator[Coverage]:
    """Yield what the page itself lists, then the likeliest; copies of what stands above take no place of their own."""
    own = article_outline(article)
    listed = _led_to([f"related:{number}" for number in range(len(article.related))], found, relations)
    offered = 0
    for each in listed:
        yield _linked(own, each, "in the report's own list of related coverage")
        copies.add(each.article)
        offered += 1
    for each in relations.values():
        if each.chance < LEAST_CHANCE or any(each is other for other in listed):
            continue
        original = copies.original(each.article)
        if original is None and offered >= MOST_RELATED:
            return
        offered += original is None
        yield Coverage(each.article.id, each.kind, each.chance, _why(own, each, each.tells), original)
        copies.add(each.article)


def _led_to(parts: Iterable[str], found: Candidates, relations: Mapping[str, Relation]) -> list[Relation]:
    """Return the stored articles that the links of these parts lead to, each once."""
    targets = dict.fromkeys(found.links[part] for part in parts if part in found.links)
    return [relations[target] for target in targets if target in relations]


def _linked(own: Outline, relation: Relation, how: str) -> Coverage:
    return Coverage(relation.article.id, relation.kind, 1.0, _why(own, relation, how))


def _why(outline: Outline, relation: Relation, tells: str) -> str:
    said = [tells, reason(outline, relation.outline), _when(outline, relation.outline)]
    return "; ".join(each for each in said if each)


def _when(own: Outline, other: Outline) -> str:
    if own.published is None or other.published is None:
        return ""
    days = days_apart(own.published, other.published)
    if not days:
        return "published on the same day"
    return (
        f"published {days} {'day' if days == 1 else 'days'} {'before' if other.published < own.published else 'later'}"
    )


class _Copies:
    """The texts that were offered, to tell copies of them."""

    def __init__(self, article: Article) -> None:
        self._article = article.id, shingle_set(article.text)
        self._shown = {article.id: self._article[1]}
        self._known: dict[str, bool] = {}

    def is_copy(self, other: Article) -> bool:
        """Tell whether it is a copy of the article itself."""
        if other.id not in self._known:
            self._known[other.id] = are_copies(self._article[1], shingle_set(other.text))
        return self._known[other.id]

    def original(self, other: Article) -> str | None:
        """Return the id of what was shown before and has the same text, or None."""
        shingles = shingle_set(other.text)
        return next((shown for shown, text in self._shown.items() if are_copies(text, shingles)), None)

    def add(self, shown: Article) -> None:
        self._shown[shown.id] = shingle_set(shown.text)
