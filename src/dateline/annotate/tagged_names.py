"""Corrects the mentions by the names that the trained reader sees: adds what was missed, mends kinds and ends."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import ClassVar

from dateline.knowledge.gazetteer import open_gazetteer
from dateline.model import Doc, Mention, Span, Tag
from dateline.settings import Settings

#: Probability from which a name is added; from which it overrules a mention by kind, or by where it starts and ends.
ADDED, RENAMED, RECUT = 0.6, 0.65, 0.65
#: Probability from which a name is no place, though the gazetteer has one that is called so.
NO_PLACE = 0.8
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
        return doc.add(mentions=corrected(doc.mentions, names, known))


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
    return tuple(
        sorted(kept, key=lambda mention: (parts.index(mention.span.part), mention.span.start, -mention.span.end))
    )


def _is_other(mention: Mention, names: Sequence[Tag]) -> bool:
    """Whether the reader sees no name in a mention, or in a place a name of another kind."""
    met = [name for name in names if name.span.overlaps(mention.span)]
    if mention.kind != "place":
        return mention.kind in _SEEN and not met
    # A place within the name of an organisation stays a place: "Kara" in "Kara Police".
    return any(
        name.label == "person"
        or (name.label == "misc" and name.span != mention.span)
        or (name.score >= NO_PLACE and name.label in ("organisation", "demonym") and name.span == mention.span)
        for name in met
    )


def _agree(mention: Mention, name: Tag) -> bool:
    return mention.kind == name.label or (mention.kind in _ORGANISED and name.label == "organisation")
