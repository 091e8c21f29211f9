"""Finds who says what: acts of saying by syntax, joined with the quotations that belong to them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from dateline.extract.channels import channel_of
from dateline.extract.cues import load_cues
from dateline.extract.quotes import Quote, find_quotes
from dateline.extract.sayings import Saying, find_headline_saying, find_sayings
from dateline.extract.speakers import Speakers
from dateline.extract.tagged_sayings import merge_sayings, tagged_sayings
from dateline.model import Article, Attribution, Doc, Parse, Span
from dateline.settings import Settings

# Words that make a quotation more than a phrase that the writer only keeps at a distance ("hot pursuit").
_SPOKEN_WORDS = 4
# A comma or colon and white space, in code points, between what belongs together.
_NEXT_TO = 3
_SPEAKING_KINDS = frozenset({"person", "organisation", "armed_group", "state_force", "police", "government"})


class Attributions:
    """Adds `attributions`, part by part, in order of their cues."""

    reads: ClassVar[tuple[str, ...]] = ("parses", "mentions", "tags", "chains")
    writes: ClassVar[tuple[str, ...]] = ("attributions",)

    def __init__(self, settings: Settings) -> None:
        del settings
        self._cues = load_cues()

    def __call__(self, docs: Sequence[Doc]) -> list[Doc]:
        return [doc.add(attributions=tuple(self._attributions(doc))) for doc in docs]

    def _attributions(self, doc: Doc) -> list[Attribution]:
        speakers = Speakers(doc, self._cues)
        found = []
        for parse in doc.parses:
            paragraphs = paragraphs_of(doc.article, parse.part)
            quotes = find_quotes(doc.article.part(parse.part), paragraphs)
            sayings = find_sayings(parse, _mark_quoted(parse, quotes), self._cues)
            join_quotes(parse, sayings, quotes, paragraphs)
            if parse.part != "text" and (headline := find_headline_saying(parse, _speaking(doc, parse), self._cues)):
                sayings.append(headline)
            sayings = merge_sayings(sayings, tagged_sayings(parse, doc.tags), doc.tags)
            for saying in sayings:
                content = content_spans(saying)
                if content:
                    source = spans_of(parse, saying.source_tokens)
                    cue = spans_of(parse, saying.cue)
                    speaker = speakers.name(saying, source)
                    channel, chain = channel_of(saying, self._cues), speakers.chain(saying, speaker)
                    found.append(Attribution(source, cue, content, speaker, channel, chain))
        return found


def paragraphs_of(article: Article, part: str) -> list[tuple[int, int]]:
    """Return (start, end) of the paragraphs of a part; a headline is one."""
    if part == "text" and article.paragraphs:
        return [(paragraph.start, paragraph.end) for paragraph in article.paragraphs]
    return [(0, len(article.part(part)))]


def _speaking(doc: Doc, parse: Parse) -> list[bool]:
    """Tell for each token of a part whether it belongs to somebody who can speak, or to a name that may be one."""
    own = [mention for mention in doc.mentions if mention.span.part == parse.part]
    marked = [token.pos == "PROPN" for token in parse.tokens]
    for mention in own:
        for index, token in enumerate(parse.tokens):
            if mention.span.start <= token.start < mention.span.end:
                marked[index] = mention.kind in _SPEAKING_KINDS
    return marked


def _mark_quoted(parse: Parse, quotes: Sequence[Quote]) -> list[bool]:
    marked, number = [], 0
    for token in parse.tokens:
        while number < len(quotes) and quotes[number].end <= token.start:
            number += 1
        marked.append(number < len(quotes) and quotes[number].start <= token.start)
    return marked


def join_quotes(
    parse: Parse, sayings: Sequence[Saying], quotes: Sequence[Quote], paragraphs: Sequence[tuple[int, int]]
) -> None:
    """Give each quotation to the act of saying that it belongs to.

    That is the one whose clause it overlaps; else the one in its own sentence that is nearest; else, where the
    quotation is a sentence by itself, the last that quoted in the same paragraph, or before it if the quotation
    before was left open.
    """
    last: Saying | None = None
    last_quote: Quote | None = None
    #: Opening paragraphs of a quotation whose speaker comes in a later paragraph.
    waiting: list[Span] = []
    for quote in quotes:
        covered = [n for n, (start, end) in enumerate(parse.sentences) if start < quote.end and quote.start < end]
        own = [
            one
            for one in sayings
            if one.takes_quotes
            and not _inside(one, quote)
            and (one.sentence in covered or (not one.content and not one.quotes and _gap(one, quote) <= _NEXT_TO))
        ]
        overlapping = [one for one in own if any(_overlaps(parse, run, quote) for run in one.content)]
        spoken = _words_in(parse, quote) >= _SPOKEN_WORDS or _is_sentence(parse, quote)
        chosen: Saying | None = None
        if overlapping:
            chosen = min(overlapping, key=_content_length)
        elif own and (spoken or min(_gap(one, quote) for one in own) <= _NEXT_TO):
            chosen = min(own, key=_Distance(quote))
        elif spoken and last is not None and last_quote is not None and not own:
            same = _paragraph(paragraphs, last_quote) == _paragraph(paragraphs, quote)
            if same or last_quote.is_open:
                chosen = last
        span = Span(parse.part, quote.start, quote.end)
        if chosen is not None:
            chosen.quotes += [*waiting, span]
            waiting, last, last_quote = [], chosen, quote
        elif quote.is_open:
            waiting.append(span)
        else:
            waiting = []


class _Distance:
    """How far, in code points, an act of saying is from a quotation: a sort key."""

    def __init__(self, quote: Quote) -> None:
        self._quote = quote

    def __call__(self, saying: Saying) -> int:
        return _gap(saying, self._quote)


def _gap(saying: Saying, quote: Quote) -> int:
    """Return the code points between a quotation and the nearer end of cue and source, 0 where they overlap."""
    tokens = [saying.parse.tokens[index] for index in (*saying.cue, *saying.source_tokens)]
    start, end = min(token.start for token in tokens), max(token.end for token in tokens)
    return max(0, start - quote.end, quote.start - end)


def _content_length(saying: Saying) -> int:
    return sum(last - first for first, last in saying.content)


def _inside(saying: Saying, quote: Quote) -> bool:
    cue = saying.parse.tokens[saying.cue[-1]]
    return quote.start <= cue.start < quote.end


def _overlaps(parse: Parse, run: tuple[int, int], quote: Quote) -> bool:
    return parse.tokens[run[0]].start < quote.end and quote.start < parse.tokens[run[1] - 1].end


def _words_in(parse: Parse, quote: Quote) -> int:
    return sum(quote.start <= token.start < quote.end and token.text[0].isalnum() for token in parse.tokens)


def _is_sentence(parse: Parse, quote: Quote) -> bool:
    """Whether a quotation starts where a sentence starts and ends with a full stop or the like."""
    inside = [token for token in parse.tokens if quote.start <= token.start < quote.end]
    starts = any(abs(start - quote.start) <= 1 for start, _ in parse.sentences)
    return starts and any(token.text in (".", "!", "?") for token in inside[-2:])


def _paragraph(paragraphs: Sequence[tuple[int, int]], quote: Quote) -> int:
    return next((n for n, (start, end) in enumerate(paragraphs) if start <= quote.start < end), -1)


def content_spans(saying: Saying) -> tuple[Span, ...]:
    """Return what is said: its clause and its quotations, joined where they overlap or only a mark is between."""
    parse = saying.parse
    spans = [Span(parse.part, parse.tokens[first].start, parse.tokens[last - 1].end) for first, last in saying.content]
    blocked = [(parse.tokens[index].start, parse.tokens[index].end) for index in (*saying.cue, *saying.source_tokens)]
    joined: list[Span] = []
    for span in sorted([*spans, *saying.quotes], key=_start_of):
        if joined and span.start <= joined[-1].end + 1:
            end = max(joined[-1].end, span.end)
            if not any(joined[-1].start <= start and stop <= end for start, stop in blocked):
                joined[-1] = Span(parse.part, joined[-1].start, end)
                continue
        joined.append(span)
    return tuple(joined)


def _start_of(span: Span) -> tuple[int, int]:
    return span.start, span.end


def spans_of(parse: Parse, indices: Sequence[int]) -> tuple[Span, ...]:
    """Return spans of runs of tokens that follow one another."""
    spans: list[Span] = []
    previous = -2
    for index in indices:
        token = parse.tokens[index]
        if index == previous + 1 and spans:
            spans[-1] = Span(parse.part, spans[-1].start, token.end)
        else:
            spans.append(Span(parse.part, token.start, token.end))
        previous = index
    return tuple(spans)
