"""Corrects the mentions by the names that the trained reader sees: adds what was missed, mends kinds and ends."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import ClassVar

from dateline.knowledge.gazetteer import Gazetteer, open_gazetteer
from dateline.model import Doc, Mention, Span, Tag
from dateline.settings import Settings

#: Probability from which a name is added; from which it overrules a mention by kind, or by where it starts and ends.
ADDED, RENAMED, RECUT = 0.6, 0.65, 0.65
#: Probability from which a name is no place, though the gazetteer has one that is called so.
NO_PLACE = 0.8
#: Probability from which the words for the city of the main event are a place, whatever they were taken for.
SET_IN = 0.5
#: Places are added where the gazetteer knows them alone.
_KINDS = ("person", "organisation", "demonym", "facility")
#: Kinds of names of which the reader misses so few that what it does not see is none.
_SEEN = ("person", "organisation")
#: Finer kinds of organisations: the lexicon and syntax ("Washington said") know what the reader does not tell apart.
_TOLD_FINER = frozenset(("armed_group", "state_force", "police", "government"))
_ORGANISED = frozenset(("organisation", *_TOLD_FINER))


class TaggedNames:
    """Changes `mentions`. Known actors always stay as the lexicon has them."""

    reads: ClassVar[tuple[str, ...]] = ("mentions", "tags")
    writes: ClassVar[tuple[str, ...]] = ("mentions",)

    def __init__(self, settings: Settings) -> None:
        self._gazetteer = open_gazetteer(settings)

    def __call__(self, docs: Sequence[Doc]) -> list[Doc]:
        return [self._correct(doc) if doc.tags else doc for doc in docs]

    def _correct(self, doc: Doc) -> Doc:
        names = doc.tagged("names")
        places = [name.span for name in names if name.label == "place" and name.score >= RENAMED]
        known = [span for span in places if self._gazetteer.known(doc.article.written(span))]
        return doc.add(mentions=with_settings(doc, corrected(doc.mentions, names, known), self._gazetteer))


def with_settings(doc: Doc, mentions: Sequence[Mention], gazetteer: Gazetteer) -> tuple[Mention, ...]:
    """Return the mentions with the cities that the reader takes for the setting: "Dallas" in the name of a school."""
    spans = [
        tag.span
        for tag in doc.tagged("setting")
        if tag.label == "city" and tag.score >= SET_IN and gazetteer.known(doc.article.written(tag.span))
    ]
    missed = [span for span in spans if not any(_is_settled(mention, span) for mention in mentions)]
    if not missed:
        return tuple(mentions)
    kept = [mention for mention in mentions if not any(_is_instead(mention, span) for span in missed)]
    return _in_order([*kept, *(Mention(span, "place") for span in missed)], [parse.part for parse in doc.parses])


def _is_settled(mention: Mention, span: Span) -> bool:
    """Whether what a mention is holds for a span: a place, a known actor, or the government of a capital."""
    if not mention.span.overlaps(span):
        return False
    return (
        mention.kind == "place"
        or mention.actor is not None
        or (mention.kind in _TOLD_FINER and not _holds(mention, span))
    )


def _holds(mention: Mention, span: Span) -> bool:
    return mention.span.covers(span) and mention.span != span


def _is_instead(mention: Mention, span: Span) -> bool:
    """Whether a mention cannot stand beside a place: it meets it, and is no longer name of a body that holds it."""
    return mention.span.overlaps(span) and not (_holds(mention, span) and mention.kind not in ("person", "demonym"))


def _in_order(mentions: Sequence[Mention], parts: Sequence[str]) -> tuple[Mention, ...]:
    return tuple(
        sorted(mentions, key=lambda mention: (parts.index(mention.span.part), mention.span.start, -mention.span.end))
    )


def corrected(mentions: Sequence[Mention], names: Sequence[Tag], known: Collection[Span] = ()) -> tuple[Mention, ...]:
    """Return the mentions as the names have them, in their order. `known`: names of places in the gazetteer."""
    read = {name.span.part for name in names}
    kept = [
        mention
        for mention in mentions
        if mention.actor is not None or not (mention.span.part in read and _is_other(mention, names))
    ]
    parts = list(dict.fromkeys([*(mention.span.part for mention in mentions), *(name.span.part for name in names)]))
    for name in names:
        if name.label not in _KINDS and name.span not in known:
            continue
        met = [mention for mention in kept if mention.span.overlaps(name.span)]
        same = next((mention for mention in met if mention.span == name.span), None)
        if any(mention.actor is not None or mention.kind == "place" for mention in met):
            continue
        if not met:
            if name.score >= ADDED:
                kept.append(Mention(name.span, name.label))
        elif same is not None:
            if same.kind not in _TOLD_FINER and not _agree(same, name) and name.score >= RENAMED:
                kept[kept.index(same)] = replace(same, kind=name.label)
        elif name.score >= RECUT and not any(mention.kind in _TOLD_FINER for mention in met):
            kept = [mention for mention in kept if mention not in met]
            kind = next((mention.kind for mention in met if _agree(mention, name)), name.label)
            kept.append(Mention(name.span, kind))
    return _in_order(kept, parts)


def _is_other(mention: Mention, names: Sequence[Tag]) -> bool:
    """Whether the reader sees no name in a mention, or in a place a name of another kind."""
    met = [name for name in names if name.span.overlaps(mention.span)]
    if mention.kind != "place":
        return mention.kind in _SEEN and not met
    # A place within the name of an organisation stays a place: "Kara" in "Kara Police".
    return any(
        (name.label == "person" and name.score >= RENAMED)
        or (name.label == "misc" and name.span != mention.span)
        or (name.score >= NO_PLACE and name.label in ("organisation", "demonym") and name.span == mention.span)
        for name in met
    )


def _agree(mention: Mention, name: Tag) -> bool:
    return mention.kind == name.label or (mention.kind in _ORGANISED and name.label == "organisation")
