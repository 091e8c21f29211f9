"""Measures the trained reader without the rules of extraction: `make reader-alone`. Writes bench/reader_alone.json.

What it marks is taken as it stands: names, who says what, how certain events are, and one account an article. Syntax,
and what resolves times, places and numbers, stay; so do the names by rule that the reader itself is told of.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

from ablation import alone

from dateline import pipeline
from dateline.evaluate import evaluate
from dateline.evaluate.scores import READER_ALONE
from dateline.extract.choosing import CHOSEN, toll_class
from dateline.extract.claims import ClaimMaker, claim_order
from dateline.extract.fillers import read_fillers
from dateline.extract.filling import filler_value
from dateline.extract.nets.calibration import Logistic
from dateline.extract.nets.heads import ARTICLE_HEADS
from dateline.extract.syntax import read_syntax
from dateline.knowledge.lexicon import Lexicon, load_lexicon
from dateline.knowledge.numbers import parse
from dateline.model import Account, Doc, Mention, PartyValue, Span, Tag, TollValue
from dateline.settings import Settings, load_settings

#: The reader has no head for `places`, `times`, `events`, `gate` and `isaf`; `calibration` is of the whole.
TASKS: tuple[str, ...] = ("incidents", "muc4", "muc4_templates", "muc4_slots", "attribution", "factuality", "names")
#: Probability from which a mark is taken.
SURE = 0.5
#: Labels of the head "names" that are kinds of mentions.
KINDS = ("person", "organisation", "place", "demonym", "facility")
#: Type of MUC-4 -> ours, where it has another name.
TYPES: Mapping[str, str] = {"attack": "armed_attack", "forced work stoppage": "other", "kidnapping": "abduction"}
_LABELS = dict(ARTICLE_HEADS)
#: The score of a filler is that of its surest tag.
_PLAIN = {"fillers": Logistic(0.0, {"surest": 1.0})}


class NamesAlone:
    """Gives `mentions` of what the reader marks as names alone."""

    reads: ClassVar[tuple[str, ...]] = ("tags",)
    writes: ClassVar[tuple[str, ...]] = ("mentions",)

    def __init__(self, settings: Settings) -> None:
        del settings

    def __call__(self, docs: Sequence[Doc]) -> list[Doc]:
        return [doc.add(mentions=tuple(_names(doc))) for doc in docs]


def _names(doc: Doc) -> Iterator[Mention]:
    for tag in doc.tagged("names"):
        if tag.label in KINDS and tag.score >= SURE:
            yield Mention(tag.span, tag.label)


class AccountAlone:
    """Gives each article one main account, of the reader's marks."""

    reads: ClassVar[tuple[str, ...]] = ("parses", "mentions", "tags", "likely", "times", "places", "attributions")
    writes: ClassVar[tuple[str, ...]] = ("accounts",)

    def __init__(self, settings: Settings) -> None:
        del settings
        self._lexicon = load_lexicon()

    def __call__(self, docs: Sequence[Doc]) -> list[Doc]:
        return [doc.add(accounts=(account_of(doc, self._lexicon),)) if doc.tags else doc for doc in docs]


def account_of(doc: Doc, lexicon: Lexicon) -> Account:
    event = max(doc.tagged("event"), key=_score, default=None)
    trigger = None if event is None else event.span
    type_name = type_of(doc.likely)
    account_id = Account.make_id(doc.article.id, type_name, trigger)
    syntaxes = {each.part: read_syntax(each, doc.mentions) for each in doc.parses}
    maker = ClaimMaker(doc, account_id, syntaxes, "asserted")
    _add_tolls(maker, trigger)
    _add_people(maker)
    _add_fillers(maker, lexicon)
    _add_setting(maker)
    claims = tuple(sorted(maker.claims, key=claim_order))
    return Account(account_id, doc.article.id, "", type_name, "main", "asserted", trigger, claims, {})


def type_of(likely: Mapping[str, Mapping[str, float]]) -> str:
    code = likeliest(likely["types"])
    if likely["types"][code] >= SURE:
        return TYPES.get(code, code)
    return "shooting" if any(likeliest(likely[field]) != "0" for field in CHOSEN) else "other"


def likeliest(chances: Mapping[str, float]) -> str:
    return max(chances, key=lambda label: chances[label])


def _score(tag: Tag) -> float:
    return tag.score


def _add_tolls(maker: ClaimMaker, trigger: Span | None) -> None:
    """Add the likeliest number of the whole article, where a mark tells it; else at the event word."""
    for field in CHOSEN:
        label = likeliest(maker.doc.likely[field])
        if label == "0":
            continue
        low = int(label)
        high = min((int(other) - 1 for other in _LABELS[field] if int(other) > low), default=None)
        span, value = trigger, TollValue(low, high)
        # The surest mark comes last.
        for tag in sorted(maker.doc.tagged("tolls"), key=_score):
            told = parse(maker.doc.article.written(tag.span)) if tag.label == field else None
            if told is not None and told.low is not None and toll_class(field, told.low) == label:
                span, value = tag.span, TollValue(told.low, told.high, word=told.word)
        if span is not None:
            maker.add(field, span, value, "tagged_toll", score=maker.doc.likely[field][label])


def _add_setting(maker: ClaimMaker) -> None:
    """Add the day and the place that the surest mark of each is on."""
    for field, label, entries in (("date", "date", maker.doc.times), ("place", "city", maker.doc.places)):
        met = [
            (tag.score, entry)
            for tag in maker.doc.tagged("setting")
            if tag.label == label
            for entry in entries
            if entry.span.overlaps(tag.span)
        ]
        if met:
            score, entry = max(met, key=lambda each: each[0])
            maker.add(field, entry.span, entry.value, "setting", score=score)


def _add_people(maker: ClaimMaker) -> None:
    for tag in maker.doc.tagged("people"):
        if tag.score < SURE:
            continue
        person = PartyValue(maker.doc.article.written(tag.span), None, "person")
        if tag.label == "suspect":
            person = replace(person, role="suspect")
            maker.add("perpetrator", tag.span, person, "suspect", stance="hedged", score=tag.score)
        else:
            maker.add("victim", tag.span, replace(person, status=tag.label), "tagged_person", score=tag.score)


def _add_fillers(maker: ClaimMaker, lexicon: Lexicon) -> None:
    for filler in read_fillers(maker.doc, _PLAIN):
        span = filler.tag.span
        syntax = maker.syntaxes[span.part]
        head = syntax.head_of(span)
        if head is not None:
            value = filler_value(filler, syntax, head, maker.doc.mentions, lexicon)
            maker.add(filler.field, span, value, "filler", score=filler.score)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder of the gold data")
    parser.add_argument("--limit", type=int, help="the first documents of each task alone: nothing is written")
    chosen = parser.parse_args()
    if not chosen.data.is_dir():
        print(f"no gold data at {str(chosen.data)!r}: nothing is measured; set DATELINE_DATA", file=sys.stderr)
        return 0
    pipeline.STEPS = alone_steps(pipeline.STEPS)
    # One process: others would load the steps as they are.
    settings = replace(load_settings(), workers=1)
    found = {}
    with alone():
        for task in TASKS:
            metrics = evaluate(task, chosen.data, settings, limit=chosen.limit).metrics
            found[task] = {name: round(value, 4) for name, value in metrics.items()}
            print(task, found[task], flush=True)
    if chosen.limit is None:
        READER_ALONE.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    return 0


def alone_steps(steps: Sequence[str]) -> tuple[str, ...]:
    """Return the steps with the reader's own in the places of those by rule; scores stay as the reader gives them."""
    instead = {
        "dateline.annotate.tagged_names.TaggedNames": f"{__name__}.NamesAlone",
        "dateline.extract.accounts.Accounts": f"{__name__}.AccountAlone",
    }
    return tuple(instead.get(step, step) for step in steps if step != "dateline.extract.certainty.Certainty")


if __name__ == "__main__":
    sys.exit(main())
