"""Weighs the harms to people by what the trained reader sees: adds named victims and tolls, leaves out wrong ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from dateline.extract.counting import Counted, count_people
from dateline.extract.fates import BEFALLING, Fate, fate_scores, read_fates, status_of
from dateline.extract.full_names import completed, full_names, name_key
from dateline.extract.harms import Harm
from dateline.extract.nets.calibration import Calibration
from dateline.extract.nouns import is_person
from dateline.extract.syntax import Syntax
from dateline.knowledge.lexicon import Lexicon
from dateline.model import Doc

#: Calibrated score from which a person whom the reader sees is taken for one who was killed or hurt; below the second,
#: a rule that says so is not followed.
BEFALLEN, NOT_BEFALLEN = 0.4, 0.2
#: Score from which one is named as a victim: every report of an incident adds the names that it has wrong.
NAMED = 0.7
#: Probability from which a stretch is taken for a toll.
TOLD = 0.6


def with_tagged(
    syntaxes: Mapping[str, Syntax],
    lexicon: Lexicon,
    doc: Doc,
    found: Mapping[str, list[Harm]],
    calibration: Calibration,
) -> dict[str, list[Harm]]:
    """Return the harms of each part, people under their full names: those by rule that the reader does not deny, and
    those that it adds."""
    full = full_names(doc.article, doc.mentions)
    kept = {part: [_named_in_full(harm, full) for harm in harms] for part, harms in found.items()}
    if not doc.tags:
        return kept
    fates = read_fates(doc, [harm for harms in kept.values() for harm in harms], full)
    scores = fate_scores(fates, doc, calibration)
    kept = {
        part: [_marked(harm, fates, scores) for harm in harms if not _is_denied(harm, scores)]
        for part, harms in kept.items()
    }
    for key, fate in fates.items():
        label = status_of(scores[key])
        if scores[key][label] < BEFALLEN or label in fate.told or not fate.tags:
            continue
        part = fate.tags[0].span.part
        if (harm := _named(syntaxes[part], lexicon, fate, scores[key])) is not None:
            kept.setdefault(part, []).append(harm)
    for harm, part in _tolls(syntaxes, lexicon, doc, kept):
        kept.setdefault(part, []).append(harm)
    return kept


def _named_in_full(harm: Harm, full: Mapping[str, str]) -> Harm:
    name = harm.people.name
    return harm if name is None else replace(harm, people=replace(harm.people, name=completed(name, full)))


def _marked(harm: Harm, fates: Mapping[str, Fate], scores: Mapping[str, Mapping[str, float]]) -> Harm:
    key = name_key(harm.people.name) if harm.people.name else ""
    if key not in scores:
        return harm
    seen = bool(fates[key].tags) and max(scores[key].values()) >= BEFALLEN
    return replace(harm, seen=seen, fate=_victim_as(scores[key]))


def _victim_as(own: Mapping[str, float]) -> str:
    label = status_of(own)
    return label if own[label] >= NAMED else "neither"


def _is_denied(harm: Harm, scores: Mapping[str, Mapping[str, float]]) -> bool:
    """Tell whether the reader sees that a person did not come to what a rule says. One who was shot may have died."""
    if harm.people.kind != "name" or not harm.people.name or harm.field not in BEFALLING:
        return False
    own = scores.get(name_key(harm.people.name))
    return own is not None and (max(own.values()) if harm.soft else own[harm.field]) < NOT_BEFALLEN


def _named(syntax: Syntax, lexicon: Lexicon, fate: Fate, own: Mapping[str, float]) -> Harm | None:
    span = fate.tags[0].span
    head = syntax.head_of(span)
    if head is None:
        return None
    people = count_people(syntax, lexicon, head)
    if people is None or people.kind != "name":
        people = Counted(head, span, "name", 1, 1, is_definite=True, party="person")
    people = replace(people, name=fate.name)
    return Harm(status_of(own), people, head, "tagged_person", seen=True, fate=_victim_as(own))


def _tolls(
    syntaxes: Mapping[str, Syntax], lexicon: Lexicon, doc: Doc, found: Mapping[str, list[Harm]]
) -> Iterator[tuple[Harm, str]]:
    for tag in doc.tagged("tolls"):
        if tag.score < TOLD:
            continue
        part = tag.span.part
        if any(harm.people.span.overlaps(tag.span) for harm in found.get(part, ())):
            continue
        syntax = syntaxes[part]
        head = syntax.head_of(tag.span)
        people = None if head is None else count_people(syntax, lexicon, head)
        if head is None or people is None or people.kind not in ("number", "single", "none"):
            continue
        if people.kind != "number" or is_person(syntax, lexicon, head):
            yield Harm(tag.label, people, head, "tagged_toll"), part
