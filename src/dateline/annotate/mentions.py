"""Finds names of persons, groups, places and things: known actors first, then the gazetteer, then spaCy's names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from dateline.annotate.metonyms import mark_governments, name_governments
from dateline.annotate.name_words import load_name_words
from dateline.annotate.names import NameFinder, Persons
from dateline.annotate.nested_places import add_nested_places
from dateline.annotate.opening import find_dateline
from dateline.annotate.shared_names import resolve_shared_names
from dateline.knowledge.actors import load_actors
from dateline.knowledge.gazetteer import open_gazetteer
from dateline.knowledge.lexicon import load_lexicon
from dateline.model import Doc, Mention, Parse, Span
from dateline.settings import Settings


class Mentions:
    """Adds `mentions`, in text order part by part, and `dateline`.

    Mentions do not overlap, but for a place inside the name of a body or building: "Cleveland" in "Cleveland police".
    It stands beside that mention, which covers it.
    """

    reads: ClassVar[tuple[str, ...]] = ("parses",)
    writes: ClassVar[tuple[str, ...]] = ("mentions", "dateline")

    def __init__(self, settings: Settings) -> None:
        self._actors = load_actors()
        self._gazetteer = open_gazetteer(settings)
        self._words = load_name_words()
        self._find = NameFinder(
            actors=self._actors, gazetteer=self._gazetteer, lexicon=load_lexicon(), words=self._words
        )

    def __call__(self, docs: Sequence[Doc]) -> list[Doc]:
        return [self._annotate(doc) for doc in docs]

    def _annotate(self, doc: Doc) -> Doc:
        if not doc.parses:
            return doc
        dateline = find_dateline(doc.article, self._gazetteer)
        persons = Persons()
        mentions = [mention for parse in doc.parses for mention in self._in_part(doc, parse, dateline, persons)]
        mentions = add_nested_places(
            doc, mentions, gazetteer=self._gazetteer, words=self._words, surnames=persons.surnames
        )
        resolved = resolve_shared_names(doc.article, mentions, actors=self._actors, gazetteer=self._gazetteer)
        # After the bare names: "Washington said" makes "the government" of an article no American one.
        resolved = name_governments(doc.article, resolved, actors=self._actors, gazetteer=self._gazetteer)
        return doc.add(mentions=tuple(resolved), dateline=dateline)

    def _in_part(self, doc: Doc, parse: Parse, dateline: Span | None, persons: Persons) -> list[Mention]:
        text = doc.article.part(parse.part)
        found = self._find(text, parse, dateline=dateline, persons=persons)
        written = [text[mention.span.start : mention.span.end] for mention in found]
        return mark_governments(parse, written, found, gazetteer=self._gazetteer, words=self._words)
