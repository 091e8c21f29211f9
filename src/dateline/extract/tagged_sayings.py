"""Joins the sources, cues and contents that the trained reader sees into acts of saying."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from dateline.extract.sayings import Saying, tokens_of_source
from dateline.extract.subjects import subject_of
from dateline.model import Parse, Span, Tag

#: White space, quotation marks and a comma, in code points, between what belongs together.
_NEXT_TO = 4
#: Code points, spaces included, of a short word between two pieces of one cue.
_ONE_CUE = 5
#: Code points that a source or content in another sentence counts as further off.
_OTHER_SENTENCE = 400
#: Further off than so many code points nothing belongs to a cue.
_REACH = 600
#: A source that is further off is that of another act: then the subject of the cue is taken.
_SOURCE_REACH = 400


def tagged_sayings(parse: Parse, tags: Sequence[Tag]) -> list[Saying]:
    """Return the acts of saying of one part, in order of their cues; each has a content."""
    spans = {
        head: [tag.span for tag in tags if tag.head == head and tag.span.part == parse.part]
        for head in ("source", "cue", "content")
    }
    found = []
    for cue in _joined(spans["cue"], [*spans["source"], *spans["content"]]):
        source = _nearest(parse, cue, spans["source"])
        contents = _contents(parse, cue, source, spans["content"])
        saying = _saying(parse, cue, source, contents)
        if saying is not None:
            found.append(saying)
    return found


def merge_sayings(by_rule: Sequence[Saying], tagged: Sequence[Saying]) -> list[Saying]:
    """Return those by rule, and the tagged ones whose cue none of them has, in order of their cues.

    Where both see one act of saying, syntax tells better who says it; of cue and content both are taken.
    """
    seen = {index: saying for saying in tagged for index in saying.cue}
    kept = [saying for saying in by_rule if saying.content or saying.quotes]
    for saying in kept:
        twin = next((seen[index] for index in saying.cue if index in seen), None)
        if twin is not None:
            saying.cue = tuple(sorted({*saying.cue, *twin.cue}))
            saying.content = sorted({*saying.content, *twin.content})
            if saying.source is None:
                saying.source, saying.source_tokens = twin.source, twin.source_tokens
    taken = {index for saying in kept for index in saying.cue}
    return sorted([*kept, *(saying for saying in tagged if taken.isdisjoint(saying.cue))], key=_by_cue)


def _joined(cues: Sequence[Span], others: Sequence[Span]) -> list[Span]:
    """Return cues with those joined that stand side by side, or with a short word between: "also" "wanted"."""
    found: list[Span] = []
    for cue in cues:
        if found and cue.start - found[-1].end <= _ONE_CUE:
            between = Span(cue.part, found[-1].end, cue.start)
            if not any(other.overlaps(between) for other in others):
                found[-1] = Span(cue.part, found[-1].start, cue.end)
                continue
        found.append(cue)
    return found


def _by_cue(saying: Saying) -> int:
    return saying.cue[0]


def _nearest(parse: Parse, cue: Span, sources: Sequence[Span]) -> Span | None:
    """Return the source of a cue: the nearest of its sentence, else one close by in the sentence before or after."""
    ranked = [(_distance(parse, cue, source), source.start, source) for source in sources]
    ranked = [entry for entry in ranked if entry[0] < _SOURCE_REACH]
    return min(ranked, key=lambda entry: entry[:2])[2] if ranked else None


def _contents(parse: Parse, cue: Span, source: Span | None, contents: Sequence[Span]) -> list[Span]:
    """Return what is said: inside a longer content the rest of it; else the nearest, and its other half."""
    outer = next((content for content in contents if content.covers(cue)), None)
    if outer is not None:
        rest = Span(cue.part, cue.end, min(outer.end, _sentence_end(parse, cue)))
        return [rest] if rest.end > rest.start + 1 else [Span(cue.part, outer.start, cue.start)]
    ranked = sorted((_distance(parse, cue, content), content.start, content) for content in contents)
    ranked = [entry for entry in ranked if entry[0] < _REACH]
    if not ranked:
        return []
    chosen = [ranked[0][2]]
    block = Span(cue.part, min(cue.start, (source or cue).start), max(cue.end, (source or cue).end))
    for _, _, content in ranked[1:]:
        before, after = sorted((chosen[0], content), key=lambda span: span.start)
        if 0 <= block.start - before.end <= _NEXT_TO and 0 <= after.start - block.end <= _NEXT_TO:
            chosen.append(content)
    return sorted(chosen, key=lambda span: span.start)


def _distance(parse: Parse, cue: Span, other: Span) -> int:
    gap = max(0, other.start - cue.end, cue.start - other.end)
    return gap + _OTHER_SENTENCE * (not _share_sentence(parse, cue, other))


def _share_sentence(parse: Parse, cue: Span, other: Span) -> bool:
    return any(start <= cue.start < end and other.start < end and start < other.end for start, end in parse.sentences)


def _sentence_end(parse: Parse, span: Span) -> int:
    return next((end for start, end in parse.sentences if start <= span.start < end), span.end)


def _saying(parse: Parse, cue: Span, source: Span | None, contents: Sequence[Span]) -> Saying | None:
    cue_tokens = _tokens_in(parse, cue)
    runs = [(inside[0], inside[-1] + 1) for content in contents if (inside := _tokens_in(parse, content))]
    if not cue_tokens or not runs:
        return None
    told = _tokens_in(parse, source) if source is not None else range(0)
    if told:
        head: int | None = _head(parse, told)
        tokens: tuple[int, ...] = tuple(told)
    else:
        head = next((subject for verb in cue_tokens if (subject := _subject(parse, verb)) is not None), None)
        tokens = tuple(tokens_of_source(parse, head, cue_tokens))
    return Saying(parse, tuple(cue_tokens), head, tokens, content=runs, takes_quotes=False)


def _subject(parse: Parse, index: int) -> int | None:
    """Return the subject of a verb of a cue, or None."""
    return subject_of(parse, index) if parse.tokens[index].pos in ("VERB", "AUX") else None


def _tokens_in(parse: Parse, span: Span) -> range:
    starts = [token.start for token in parse.tokens]
    first = bisect_left(starts, span.start)
    last = bisect_left(starts, span.end)
    return range(first, last)


def _head(parse: Parse, tokens: range) -> int:
    """Return the token of a phrase that hangs on what is outside it."""
    outside = [index for index in tokens if parse.tokens[index].head not in tokens or parse.tokens[index].head == index]
    nouns = [index for index in outside if parse.tokens[index].pos in ("NOUN", "PROPN", "PRON")]
    return (nouns or outside or list(tokens))[0]
