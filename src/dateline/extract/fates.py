"""Weighs what became of each person whom an article names: what the reader sees at every place, and what rules say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dateline.extract.full_names import completed, name_key
from dateline.extract.harms import Harm
from dateline.extract.nets.calibration import Calibration, log_odds
from dateline.model import Doc, Tag

#: What a calibrated score is given for; the reader's other labels speak against them.
BEFALLING = ("killed", "injured")
#: What a harm by rule weighs beside the reader's probability, in the order of who likely was killed or hurt.
_RULE = 0.3


@dataclass(frozen=True, slots=True)
class Fate:
    """What is told of one person: the reader's tags, the fullest name first, and the fields of harms by rule."""

    name: str
    tags: tuple[Tag, ...]
    told: frozenset[str]

    def mean(self, label: str) -> float:
        return sum(tag.score for tag in self.tags if tag.label == label) / len(self.tags) if self.tags else 0.0


def fate_features(fate: Fate, label: str, fates: Sequence[Fate], doc: Doc) -> dict[str, float]:
    """Return what tells whether a label of BEFALLING is right of one of the people of an article."""
    likelier = sum(_told(other, label) > _told(fate, label) for other in fates)
    more = sum(chance for number, chance in doc.likely.get(label, {}).items() if int(number) > likelier)
    return {
        "mean": log_odds(fate.mean(label)),
        "surest": log_odds(max((tag.score for tag in fate.tags if tag.label == label), default=0.0)),
        "against": max((fate.mean(tag.label) for tag in fate.tags if tag.label != label), default=0.0),
        "tagged": float(bool(fate.tags)),
        "rule": float(label in fate.told),
        "other_rule": float(bool(fate.told - {label})),
        # That the article tells of more people than those likelier than this one.
        "room": log_odds(more),
        "full": float(" " in fate.name),
    }


def _told(fate: Fate, label: str) -> float:
    return fate.mean(label) + _RULE * (label in fate.told)


def fate_scores(fates: Mapping[str, Fate], doc: Doc, calibration: Calibration) -> dict[str, dict[str, float]]:
    """Return the scores of the labels of BEFALLING for each of the people of an article."""
    everyone = list(fates.values())
    return {
        key: {label: calibration["people"](fate_features(fate, label, everyone, doc)) for label in BEFALLING}
        for key, fate in fates.items()
    }


def read_fates(doc: Doc, found: Iterable[Harm], full: Mapping[str, str]) -> dict[str, Fate]:
    """Return the fates of those whom the reader, or a harm by rule, names; by key of the name.

    `full` are the full names of the article (`full_names`).
    """
    tags: dict[str, list[Tag]] = defaultdict(list)
    told: dict[str, set[str]] = defaultdict(set)
    names: dict[str, str] = {}
    for tag in doc.tagged("people"):
        _note(names, name := completed(doc.article.written(tag.span), full))
        tags[name_key(name)].append(tag)
    for harm in found:
        if harm.people.kind == "name" and harm.people.name and harm.field in BEFALLING:
            _note(names, name := completed(harm.people.name, full))
            told[name_key(name)].add(harm.field)
    return {
        key: Fate(
            name,
            tuple(sorted(tags[key], key=lambda tag: -len(doc.article.written(tag.span).split()))),
            frozenset(told[key]),
        )
        for key, name in names.items()
    }


def _note(names: dict[str, str], name: str) -> None:
    key = name_key(name)
    if len(name) > len(names.get(key, "")):
        names[key] = name


def status_of(scores: Mapping[str, float]) -> str:
    return max(BEFALLING, key=lambda label: scores[label])
