"""What the gate learns from: articles and passages of the train parts, with labels that are partly guessed."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from dateline.evaluate.data import load_lines
from dateline.extract.nets.gate import words_of
from dateline.extract.nets.signs import CRIME, trigger_words
from dateline.train.gate_words import plain_words

Kind = Literal[
    "general",  # news that is not political; some of it tells of an incident all the same
    "general passage",
    "political",
    "political passage",
    "report",  # of armed violence in the United States
    "report passage",
    "report other",  # a long stretch of the page of a report that does not speak of violence
    "terror",  # reports of terrorism, in capitals
    "terror passage",
    "world incident",  # news of the world that names incidents in several words
    "world other",
]
#: Passages have so many words.
_SHORTEST, _LONGEST = 40, 120
#: A stretch of other matter has so many words at least, and is cut at so many; so many at its edges are left out.
_STRETCH, _STRETCH_CUT, _EDGE = 50, 150, 3
#: So many different plain words make an incident of an article without labels; so many make one without any doubtful.
_MANY_PLAIN, _DOUBTFUL_PLAIN = 4, 2
#: Political news with more triggers than this may tell of an incident.
_FEW_TRIGGERS = 2
_ADDRESS = re.compile(r"https?://\S+")


@dataclass(frozen=True, slots=True)
class Example:
    """A text to learn from. Labels: True, False, or None where it cannot be told."""

    kind: Kind
    text: str
    incident: bool | None
    political: bool | None
    #: Examples of one group tell of the same: they are never divided between training and the held-out part.
    group: str


def load_examples(data: Path, *, seed: int) -> list[Example]:
    """Return all examples, in the order of the files. Raises UsageError for gold data that is absent or faulty."""
    draw = random.Random(seed)
    news = load_lines(data, "events/bbc_news_train.jsonl", ("text", "labels"))
    reports = load_lines(data, "incidents/train_reports.jsonl", ("title", "text", "incident_id"))
    terror = load_lines(data, "muc4/muc4_train.jsonl", ("docid", "text", "relevant"))
    world = load_lines(data, "names/worldwide_train.jsonl", ("docid", "text"))
    return [
        *(example for record in news for example in _news(record, draw)),
        *(example for record in reports for example in _report(record, draw)),
        # Texts that are not relevant tell of clashes and threats too: they are no examples of either kind.
        *(example for record in terror if record["relevant"] for example in _terror(record, draw)),
        *(example for record in world for example in _world(record)),
    ]


def _news(record: Mapping[str, Any], draw: random.Random) -> Iterator[Example]:
    # Some stories stand in the file twice, under other ids but with the same beginning.
    group = " ".join(record["text"].split()[:10])
    for text, passage in ((record["text"], False), (_passage(words_of(record["text"]), None, draw), True)):
        words = set(words_of(text))
        doubtful = len(words & plain_words()) >= _DOUBTFUL_PLAIN
        # The label says that the article is political, not that anything happened.
        if record["labels"] == [1]:
            doubtful = doubtful or len(words & trigger_words()) > _FEW_TRIGGERS
            kind: Kind = "political passage" if passage else "political"
        else:
            kind = "general passage" if passage else "general"
        yield Example(kind, text, None if doubtful else False, record["labels"] == [1], group)


def _report(record: Mapping[str, Any], draw: random.Random) -> Iterator[Example]:
    text = f"{record['title'] or ''}\n{record['text']}"
    group = str(record["incident_id"])
    yield Example("report", text, True, None, group)
    words = words_of(text)
    if around := trigger_places(words):
        yield Example("report passage", _passage(words, around, draw), True, None, group)
    if other := _other_matter(words_of(record["text"])):
        yield Example("report other", other, False, False, group)


def _terror(record: Mapping[str, Any], draw: random.Random) -> Iterator[Example]:
    yield Example("terror", record["text"], True, None, record["docid"])
    words = words_of(record["text"])
    if around := trigger_places(words):
        yield Example("terror passage", _passage(words, around, draw), True, None, record["docid"])


def _world(record: Mapping[str, Any]) -> Iterator[Example]:
    text = _ADDRESS.sub(" ", record["text"])
    words = words_of(text)
    plain = len(set(words) & plain_words())
    if plain >= _MANY_PLAIN:
        yield Example("world incident", text, True, None, record["docid"])
    elif plain == 0 and len(trigger_places(words)) <= 1:
        yield Example("world other", text, False, False, record["docid"])


def trigger_places(words: Sequence[str]) -> list[int]:
    return [index for index, word in enumerate(words) if word in trigger_words()]


def _passage(words: Sequence[str], around: Sequence[int] | None, draw: random.Random) -> str:
    """Return some words in a row, around one of the places given or anywhere."""
    length = draw.randint(_SHORTEST, _LONGEST)
    centre = draw.choice(around) if around else draw.randrange(max(1, len(words)))
    start = max(0, centre - draw.randint(0, length))
    return " ".join(words[start : start + length])


def _other_matter(words: Sequence[str]) -> str | None:
    """Return the longest stretch without a word of violence or crime: what the page says of other things."""
    cuts = [-1, *(i for i, word in enumerate(words) if word in trigger_words() or word in CRIME), len(words)]
    at = max(range(len(cuts) - 1), key=lambda i: cuts[i + 1] - cuts[i])
    stretch = words[cuts[at] + 1 : cuts[at + 1]]
    return " ".join(stretch[_EDGE:-_EDGE][:_STRETCH_CUT]) if len(stretch) >= _STRETCH else None
