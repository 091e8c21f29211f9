"""Joins the sources, cues and contents that the trained reader sees into acts of saying."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from dateline.extract.sayings import Saying, is_nobody, runs_of, tokens_of_source
from dateline.extract.subjects import subject_of
from dateline.model import Parse, Span, Tag, Token

#: White space, quotation marks and a comma, in code points, between what belongs together.
_NEXT_TO = 4
#: Code points, spaces included, of a short word between two pieces of one cue.
_ONE_CUE = 5
#: Code points that a source or content in another sentence counts as further off.
_OTHER_SENTENCE = 400
#: Further off than so many code points nothing belongs to a cue.
_REACH = 600
#: A content that no cue took and that is further off, in code points, belongs to none.
_LEFT_OVER_REACH = 50
#: A source that is further off is that of another act: then the subject of the cue is taken.
_SOURCE_REACH = 400
_MODIFIERS = frozenset(("amod", "compound", "nmod", "nummod", "poss", "npadvmod"))
_PLAIN = frozenset(("say", "tell", "accord", "according", "report", "confirm", "add", "state"))
#: How far from a tag, in code points, the wish to stay unnamed may be told.
_NEAR_NAME = 30
_NAMED = {"named", "identified", "quoted"}
_NOUNS = ("NOUN", "PROPN", "PRON")


def tagged_sayings(parse: Parse, tags: Sequence[Tag]) -> list[Saying]:
    """Return the acts of saying of one part, in order of their cues; each has a content."""
    spans = {
        head: [
            tag.span for tag in tags if tag.head == head and tag.span.part == parse.part and not _is_of_name(parse, tag)
        ]
        for head in ("source", "cue", "content")
    }
    starts = [token.start for token in parse.tokens]
    cues = _joined(spans["cue"], [*spans["source"], *spans["content"]])
    with_cues = [bounds for bounds in parse.sentences if any(bounds[0] <= cue.start < bounds[1] for cue in cues)]
    # A content in whose sentences no cue stands may belong to any; another belongs to a cue of its own sentence.
    free = {content for content in spans["content"] if not any(_reaches(content, bounds) for bounds in with_cues)}
    found = []
    for cue in cues:
        source = _nearest(parse, cue, spans["source"])
        near = [content for content in spans["content"] if content in free or _share_sentence(parse, cue, content)]
        contents = _contents(parse, cue, source, near)
        saying = _saying(parse, starts, cue, source, contents)
        if saying is not None:
            found.append(saying)
    _add_left_over(found, [run for content in spans["content"] if (run := _run(starts, content))])
    return found


def merge_sayings(by_rule: Sequence[Saying], tagged: Sequence[Saying], tags: Sequence[Tag] = ()) -> list[Saying]:
    """Return the tagged acts of saying and those by rule that quote, in order of their cues; all by rule if none is.

    Where both see one, the reader tells better where its parts end, and syntax which quotations belong to it. What
    somebody quotes another "as saying" is syntax's alone: the reader takes the two for one.
    """
    if not tagged:
        return [saying for saying in by_rule if saying.content or saying.quotes]
    relayed = _relayed(by_rule)
    taken = {index for saying in relayed for index in saying.cue}
    kept = [saying for saying in tagged if taken.isdisjoint(saying.cue) and not _is_name(saying)]
    ruled = {index: saying for saying in by_rule for index in saying.cue}
    for saying in kept:
        twin = next((ruled[index] for index in saying.cue if index in ruled), None)
        if twin is not None:
            saying.quotes = [*saying.quotes, *twin.quotes]
            if _is_better_source(twin, saying):
                saying.source, saying.source_tokens = twin.source, twin.source_tokens
            saying.content = _filled(saying, twin)
    taken.update(index for saying in kept for index in saying.cue)
    told = {saying.sentence for saying in kept}
    others = [
        saying
        for saying in by_rule
        if taken.isdisjoint(saying.cue)
        and (
            saying.quotes
            or (saying.sentence not in told and _is_plain(saying, [*kept, *by_rule]) and _is_seen(saying, tags))
        )
    ]
    return sorted([*kept, *relayed, *others], key=_by_cue)


def _is_plain(saying: Saying, others: Sequence[Saying]) -> bool:
    """Tell whether an act by rule is beyond doubt: somebody says a clause, and nobody says that they do."""
    lemmas = {saying.parse.tokens[index].lemma.lower() for index in saying.cue}
    if saying.source is None or saying.parse.tokens[saying.source].pos == "PRON" or lemmas.isdisjoint(_PLAIN):
        return False
    at, cue = saying.parse.tokens[saying.cue[0]].start, saying.cue[0]
    is_said = any(
        any(first <= cue < end for first, end in other.content)
        or any(quote.start <= at < quote.end for quote in other.quotes)
        for other in others
        if other is not saying
    )
    return bool(saying.content) and not is_said


def _is_seen(saying: Saying, tags: Sequence[Tag]) -> bool:
    """Tell whether the reader sees a piece of the content."""
    tokens = saying.parse.tokens
    spans = [Span(saying.parse.part, tokens[first].start, tokens[end - 1].end) for first, end in saying.content]
    return any(tag.head == "content" and tag.span.overlaps(span) for tag in tags for span in spans)


def _is_name(saying: Saying) -> bool:
    """Tell whether the reader took a name for a cue."""
    return all(saying.parse.tokens[index].entity == "PERSON" for index in saying.cue)


def _is_better_source(twin: Saying, saying: Saying) -> bool:
    """Tell whether syntax tells the source better: where the reader sees no noun, or one inside what is said."""
    own = set(saying.source_tokens)
    if saying.source is None or not any(saying.parse.tokens[index].pos in _NOUNS for index in own):
        return True
    said = {index for first, end in twin.content for index in range(first, end)}
    is_inverted = min(own) == saying.cue[-1] + 1
    return twin.source is not None and own <= said and own.isdisjoint(twin.source_tokens) and not is_inverted


def _is_of_name(parse: Parse, tag: Tag) -> bool:
    """Tell whether a tag is of a source's wish to stay unnamed, which tells of the source: "asked not to be named"."""
    if tag.head == "source":
        return False
    near = _tokens_within(parse, tag.span.start - _NEAR_NAME, tag.span.end + _NEAR_NAME)
    own = {token.lemma.lower() for token in near if tag.span.start <= token.start < tag.span.end}
    words = [token.text.lower() for token in near]
    return not own.isdisjoint(("ask", "name", "identify", "quote")) and any(
        words[at : at + 3] == ["not", "to", "be"] and set(words[at + 3 : at + 4]) & _NAMED for at in range(len(words))
    )


def _tokens_within(parse: Parse, start: int, end: int) -> Sequence[Token]:
    """Return the tokens that start between two code points."""
    first, last = (bisect_left(parse.tokens, at, key=lambda token: token.start) for at in (start, end))
    return parse.tokens[first:last]


def _filled(saying: Saying, twin: Saying) -> list[tuple[int, int]]:
    """Return the content with the whole clause by syntax: of words of violence the reader leaves some out."""
    pieces = [run for run in twin.content if any(start < run[1] and run[0] < stop for start, stop in saying.content)]
    said = {index for first, end in (*saying.content, *pieces) for index in range(first, end)}
    return runs_of(saying.parse, said - {*saying.cue, *saying.source_tokens})


def _relayed(sayings: Sequence[Saying]) -> list[Saying]:
    """Return the acts of saying that go "quoted a source as saying", both of each pair."""
    found: list[Saying] = []
    for inner in sayings:
        tokens = inner.parse.tokens
        at = inner.cue[0]
        if inner.source is None or at == 0 or tokens[at - 1].text != "as":
            continue
        if inner.content:
            outer = [one for one in sayings if any(first <= at < end for first, end in one.content)]
        else:
            # "Two men fled, the paper quoted him as saying": what is said stands before both.
            outer = [one for one in sayings if one.content and tokens[tokens[at - 1].head] is tokens[one.cue[-1]]]
            inner.content = outer[0].content if outer else []
        found += [one for one in (*outer, inner) if outer and one not in found]
    return found


def _add_left_over(sayings: Sequence[Saying], contents: Sequence[tuple[int, int]]) -> None:
    """Give contents (runs of tokens) that no act of saying took to the one that stands next to them.

    What somebody says goes on over sentences, and the cue stands in one of them.
    """
    for first, end in contents:
        if any(start < end and first < stop for saying in sayings for start, stop in saying.content):
            continue
        near = [(_gap(saying, first, end), saying.cue[0], saying) for saying in sayings]
        near = [entry for entry in near if entry[0] <= _LEFT_OVER_REACH]
        if near:
            chosen = min(near, key=lambda entry: entry[:2])[2]
            chosen.content = sorted([*chosen.content, (first, end)])


def _gap(saying: Saying, first: int, end: int) -> int:
    """Return the code points between tokens [first, end) and the nearest token of an act of saying."""
    tokens = saying.parse.tokens
    own = [
        *saying.cue,
        *saying.source_tokens,
        *(index for start, stop in saying.content for index in (start, stop - 1)),
    ]
    return min(
        max(0, tokens[first].start - tokens[index].end, tokens[index].start - tokens[end - 1].end) for index in own
    )


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
    # What is out of reach as it is need not be looked for in its sentence.
    return gap + _OTHER_SENTENCE * (gap < _REACH and not _share_sentence(parse, cue, other))


def _share_sentence(parse: Parse, cue: Span, other: Span) -> bool:
    return any(start <= cue.start < end and _reaches(other, (start, end)) for start, end in parse.sentences)


def _reaches(span: Span, sentence: tuple[int, int]) -> bool:
    return span.start < sentence[1] and sentence[0] < span.end


def _sentence_end(parse: Parse, span: Span) -> int:
    return next((end for start, end in parse.sentences if start <= span.start < end), span.end)


def _saying(
    parse: Parse, starts: Sequence[int], cue: Span, source: Span | None, contents: Sequence[Span]
) -> Saying | None:
    cue_tokens = _tokens_in(starts, cue)
    runs = [run for content in contents if (run := _run(starts, content))]
    if not cue_tokens or not runs:
        return None
    told = _tokens_in(starts, source) if source is not None else range(0)
    if told and _is_done_to(parse, told, cue_tokens):
        # "He is accused of": nobody says who accuses him.
        head: int | None = None
        tokens: tuple[int, ...] = ()
    elif told:
        head = _head(parse, told)
        tokens = tuple(range(_phrase_start(parse, told), told.stop))
    else:
        head = next((subject for verb in cue_tokens if (subject := _subject(parse, verb)) is not None), None)
        tokens = tuple(tokens_of_source(parse, head, cue_tokens))
    if head is not None and is_nobody(parse, head):
        return None
    return Saying(parse, tuple(cue_tokens), head, tokens, content=runs, takes_quotes=False)


def _is_done_to(parse: Parse, source: range, cue: range) -> bool:
    verbs = [index for index in cue if parse.tokens[index].lemma.lower() in ("accuse", "charge", "suspect", "blame")]
    return any(
        parse.tokens[child].dep == "nsubjpass" and child in source for verb in verbs for child in parse.children[verb]
    )


def _phrase_start(parse: Parse, source: range) -> int:
    """Return where the noun phrase begins of whose last words the reader sees: "state" of "state television"."""
    first = source.start
    while first and first - 1 <= parse.tokens[first - 1].head < source.stop and _is_modifier(parse, first - 1):
        first -= 1
    return first


def _is_modifier(parse: Parse, index: int) -> bool:
    token = parse.tokens[index]
    # Marks inside "state-run" hang on what they join.
    return token.dep in _MODIFIERS or (token.text == "-" and index > 0)


def _subject(parse: Parse, index: int) -> int | None:
    """Return the subject of a verb of a cue, or None."""
    return subject_of(parse, index) if parse.tokens[index].pos in ("VERB", "AUX") else None


def _tokens_in(starts: Sequence[int], span: Span) -> range:
    return range(bisect_left(starts, span.start), bisect_left(starts, span.end))


def _run(starts: Sequence[int], span: Span) -> tuple[int, int] | None:
    """Return the first token of a span and the one after its last, or None where it has none."""
    inside = _tokens_in(starts, span)
    return (inside.start, inside.stop) if inside else None


def _head(parse: Parse, tokens: range) -> int:
    """Return the token of a phrase that hangs on what is outside it."""
    outside = [index for index in tokens if parse.tokens[index].head not in tokens or parse.tokens[index].head == index]
    nouns = [index for index in outside if parse.tokens[index].pos in _NOUNS]
    return (nouns or outside or list(tokens))[0]
