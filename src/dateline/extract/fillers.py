"""Weighs who and what the trained reader takes for a part in an incident: one filler a name, over all its mentions."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from dateline.extract.nets.calibration import Calibration, log_odds
from dateline.extract.nets.heads import head
from dateline.knowledge.actor_names import name_words
from dateline.model import Article, Doc, Tag

#: Role of MUC-4 -> field of a claim.
FIELDS: Mapping[str, str] = {
    "PerpInd": "perpetrator",
    "PerpOrg": "perpetrator",
    "Target": "target",
    "Victim": "victim",
    "Weapon": "weapon",
}
#: What stands between a name and its acronym: "Liberation Front [FMLN]".
_BEFORE_ACRONYM = re.compile(r"\s*[\[(]\s*")


@dataclass(frozen=True, slots=True)
class Filler:
    """Who or what fills a role, with all places that say so; `score` is the calibrated probability that it does."""

    role: str
    #: Where it is told most surely.
    tag: Tag
    tags: tuple[Tag, ...]
    score: float

    @property
    def field(self) -> str:
        return FIELDS[self.role]


def read_fillers(doc: Doc, calibration: Calibration) -> list[Filler]:
    """Return the fillers of an article, in the order in which they are told first."""
    model = calibration["fillers"]
    held: dict[tuple[str, tuple[str, ...]], list[Tag]] = defaultdict(list)
    acronyms = _acronyms(doc)
    for tag in doc.tagged("roles"):
        words = name_words(doc.article.written(tag.span))
        if words:
            held[tag.label, acronyms.get(words, words)].append(tag)
    found = []
    for (role, words), tags in held.items():
        named = [tag for tag in tags if name_words(doc.article.written(tag.span)) == words] or tags
        best = max(named, key=lambda tag: tag.score)
        found.append(Filler(role, best, tuple(tags), model(filler_features(doc, role, words, tags))))
    return sorted(found, key=lambda filler: (filler.tags[0].span.part != "title", filler.tags[0].span.start))


def filler_features(doc: Doc, role: str, words: Sequence[str], tags: Sequence[Tag]) -> dict[str, float]:
    """Return what tells a filler from a word that only looks like one."""
    first = min(tag.span.start for tag in tags if tag.span.part == tags[0].span.part)
    return {
        "surest": log_odds(max(tag.score for tag in tags)),
        "mentions": math.log(len(tags)),
        "late": first / max(len(doc.article.text), 1),
        "incident": log_odds(max(doc.likely["types"].values())),
        "single": float(len(words) == 1),
        "short": float(len("".join(words)) < 4),
        **{label: float(label == role) for label in head("roles").labels},
    }


def _acronyms(doc: Doc) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Return the words of an acronym -> those of the name that it follows in brackets."""
    article: Article = doc.article
    tags = [tag for tag in doc.tagged("roles") if tag.label == "PerpOrg"]
    found = {}
    for name, acronym in pairwise(tags):
        if name.span.part != acronym.span.part:
            continue
        between = article.part(name.span.part)[name.span.end : acronym.span.start]
        if _BEFORE_ACRONYM.fullmatch(between):
            found[name_words(article.written(acronym.span))] = name_words(article.written(name.span))
    return found
