"""Adds the harms to people that the trained reader sees and the rules do not: named victims, and tolls."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dateline.extract.counting import Counted, count_people
from dateline.extract.harms import Harm
from dateline.extract.people import surname
from dateline.extract.syntax import Syntax
from dateline.knowledge.lexicon import Lexicon
from dateline.model import Article, Span, Tag

#: Probability from which a person is taken for one who was killed or hurt; below the second, a rule that says so is
#: not followed. Chosen on held-out train reports (train/calibrate.py).
BEFALLEN, NOT_BEFALLEN = 0.5, 0.05
#: Probability from which a stretch is taken for a toll.
TOLD = 0.6


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of one person, over all places that name them: the probability of each label."""

    span: Span
    scores: Mapping[str, float]

    @property
    def label(self) -> str:
        return max(self.scores, key=lambda label: self.scores[label])

    @property
    def score(self) -> float:
        return self.scores[self.label]


def fates(article: Article, tags: Sequence[Tag]) -> dict[str, Fate]:
    """Return surname -> what the reader sees that became of the person; the span is the fullest name."""
    by_name: dict[str, list[Tag]] = defaultdict(list)
    for tag in tags:
        if tag.head == "people" and (name := surname(article.written(tag.span))):
            by_name[name].append(tag)
    found = {}
    for name, own in by_name.items():
        scores: dict[str, float] = {}
        for tag in own:
            scores[tag.label] = scores.get(tag.label, 0.0) + tag.score / len(own)
        fullest = max(own, key=lambda tag: (len(article.written(tag.span).split()), tag.score))
        found[name] = Fate(fullest.span, scores)
    return found


def with_tagged(
    syntaxes: Mapping[str, Syntax],
    lexicon: Lexicon,
    article: Article,
    tags: Sequence[Tag],
    found: Mapping[str, list[Harm]],
) -> dict[str, list[Harm]]:
    """Return the harms of each part: those by rule that the reader does not deny, and those that it adds."""
    if not tags:
        return {part: list(harms) for part, harms in found.items()}
    known = fates(article, tags)
    kept = {part: [harm for harm in harms if not _is_denied(harm, known)] for part, harms in found.items()}
    told = {(surname(harm.people.name), harm.field) for harms in kept.values() for harm in harms if harm.people.name}
    for name, fate in known.items():
        if fate.score < BEFALLEN or fate.label not in ("killed", "injured") or (name, fate.label) in told:
            continue
        syntax = syntaxes[fate.span.part]
        if (harm := _named(syntax, lexicon, fate)) is not None:
            kept.setdefault(fate.span.part, []).append(harm)
    for harm, part in _tolls(syntaxes, lexicon, tags, kept):
        kept.setdefault(part, []).append(harm)
    return kept


def _is_denied(harm: Harm, known: Mapping[str, Fate]) -> bool:
    """Tell whether the reader is sure that another thing became of a person than a rule says."""
    if harm.people.kind != "name" or not harm.people.name or harm.field not in ("killed", "injured"):
        return False
    fate = known.get(surname(harm.people.name))
    return fate is not None and fate.scores.get(harm.field, 0.0) < NOT_BEFALLEN and fate.score > BEFALLEN


def _named(syntax: Syntax, lexicon: Lexicon, fate: Fate) -> Harm | None:
    head = syntax.head_of(fate.span)
    if head is None:
        return None
    people = count_people(syntax, lexicon, head)
    if people is None or people.kind != "name":
        text = " ".join(token.text for token in syntax.tokens if fate.span.start <= token.start < fate.span.end)
        people = Counted(head, fate.span, "name", 1, 1, is_definite=True, name=text, party="person")
    return Harm(fate.label, people, head, "tagged_person")


def _tolls(
    syntaxes: Mapping[str, Syntax], lexicon: Lexicon, tags: Sequence[Tag], found: Mapping[str, list[Harm]]
) -> Iterator[tuple[Harm, str]]:
    for tag in tags:
        if tag.head != "tolls" or tag.score < TOLD:
            continue
        part = tag.span.part
        if any(harm.people.span.overlaps(tag.span) for harm in found.get(part, ())):
            continue
        syntax = syntaxes[part]
        head = syntax.head_of(tag.span)
        people = None if head is None else count_people(syntax, lexicon, head)
        if head is not None and people is not None and people.kind in ("number", "single", "none"):
            yield Harm(tag.label, people, head, "tagged_toll"), part
