"""Event words with their types, and who and what took part (WikiEvents, RAMS), through a published map of types."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from dateline.evaluate.data import annotate_gold, load_lines, make_article
from dateline.evaluate.metrics import Prf, match_best, match_overlapping
from dateline.evaluate.report import Report
from dateline.model import Account, Doc, Event, Span
from dateline.settings import Settings

Range = tuple[int, int]
#: Stretch of the text -> the fields that it is told in.
Arguments = Mapping[Range, Collection[str]]


@dataclass(frozen=True, slots=True)
class EventMap:
    """What of a data set counts as right: gold type -> our types, gold role -> our fields."""

    types: Mapping[str, frozenset[str]]
    roles: Mapping[str, frozenset[str]]

    @property
    def fields(self) -> frozenset[str]:
        return frozenset[str]().union(*self.roles.values())


@cache
def load_event_map(name: str) -> EventMap:
    """Return the map of one data set from `event_types.toml`."""
    text = resources.files("dateline.evaluate").joinpath("event_types.toml").read_text(encoding="utf-8")
    raw = tomllib.loads(text)[name]
    types, roles = ({gold: frozenset(ours) for gold, ours in raw[part].items()} for part in ("types", "roles"))
    return EventMap(types, roles)


def evaluate(data: Path, settings: Settings, *, limit: int | None = None) -> Report:
    """Score event words and arguments on WikiEvents dev and RAMS dev. There is no target.

    An event word is found where an event overlaps it, one to one; it is typed where that event has one of the types
    that `event_types.toml` gives for gold's. Gold of other types is left out, and events that meet only such are
    neither right nor wrong. An argument is found where a claim overlaps it whose field the map gives for its role; a
    stretch of text counts once, whatever it is told as.

    RAMS marks one event a passage: its figures are of passages whose type is in the map, of words it has recall alone,
    and of claims those count that are of the event's account, or else of accounts told in its sentence.
    """
    metrics: dict[str, float] = {}
    documents: dict[str, float] = {}
    for task in (_wikievents, _rams):
        found = task(data, settings, limit)
        metrics |= found[0]
        documents |= found[1]
    beside = {
        "wikievents_argument_f1": "about 71, heads of arguments, gold event words given, test part",
        "rams_argument_f1": "about 52, gold event words given, test part",
    }
    return Report("events", metrics, beside, documents)


def _wikievents(data: Path, settings: Settings, limit: int | None) -> tuple[dict[str, float], dict[str, float]]:
    gold = load_lines(data, "events/wikievents_dev.jsonl", ("docid", "text", "entities", "events"))[:limit]
    articles = [make_article(f"wikievents/{record['docid']}", record["text"]) for record in gold]
    event_map = load_event_map("wikievents")
    words = typed = arguments = Prf()
    documents = {}
    for record, doc in zip(gold, annotate_gold(articles, settings), strict=True):
        own_words, own_typed = score_words(doc.events, record["events"], event_map)
        spans = {entity["id"]: (entity["start"], entity["end"]) for entity in record["entities"]}
        told = [
            (event["type"], argument["role"], spans[argument["entity_id"]])
            for event in record["events"]
            for argument in event["arguments"]
        ]
        own_arguments = score_arguments(doc.accounts, told, event_map)
        words, typed, arguments = words + own_words, typed + own_typed, arguments + own_arguments
        documents[doc.article.document] = _f1(own_typed + own_arguments)
    metrics = words.to_metrics("wikievents_trigger") | {"wikievents_typed_trigger_f1": typed.f1}
    return metrics | arguments.to_metrics("wikievents_argument"), documents


def _rams(data: Path, settings: Settings, limit: int | None) -> tuple[dict[str, float], dict[str, float]]:
    event_map = load_event_map("rams")
    everything = load_lines(data, "events/rams_dev.jsonl", ("docid", "text", "sentences", "event"))[:limit]
    gold = [record for record in everything if record["event"]["type"] in event_map.types]
    articles = [make_article(f"rams/{record['docid']}", record["text"]) for record in gold]
    words = typed = arguments = Prf()
    documents = {}
    for record, doc in zip(gold, annotate_gold(articles, settings), strict=True):
        event, trigger = record["event"], _range(record["event"]["trigger"])
        over = [own for own in doc.events if own.span.part == "text" and _overlap(_range_of(own.span), trigger)]
        own_words, own_typed = score_words(over, [event], event_map)
        told = [(event["type"], argument["role"], _range(argument)) for argument in event["arguments"]]
        accounts = accounts_at(doc, trigger, [(start, end) for start, end in record["sentences"]])
        own_arguments = score_arguments(accounts, told, event_map)
        words, typed, arguments = words + own_words, typed + own_typed, arguments + own_arguments
        documents[doc.article.document] = _f1(own_typed + own_arguments)
    metrics = {"rams_trigger_recall": words.recall, "rams_typed_trigger_recall": typed.recall}
    return metrics | arguments.to_metrics("rams_argument"), documents


def _f1(score: Prf) -> float:
    return 1.0 if score == Prf() else score.f1


def _range(stretch: Mapping[str, Any]) -> Range:
    return stretch["start"], stretch["end"]


def _range_of(span: Span) -> Range:
    return span.start, span.end


def _overlap(one: Range, other: Range) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def score_words(events: Sequence[Event], gold: Sequence[Mapping[str, Any]], event_map: EventMap) -> tuple[Prf, Prf]:
    """Return the counts of event words found, and of those found with their type."""
    wanted = [event for event in gold if event["type"] in event_map.types]
    triggers = [_range(event["trigger"]) for event in wanted]
    left_out = [_range(event["trigger"]) for event in gold if event["type"] not in event_map.types]
    mapped = frozenset[str]().union(*event_map.types.values())
    own = [
        event
        for event in events
        if event.span.part == "text" and event.type in mapped and _counts(_range_of(event.span), triggers, left_out)
    ]
    matched = match_overlapping([_range_of(event.span) for event in own], triggers)
    typed = sum(own[o].type in event_map.types[wanted[w]["type"]] for o, w in matched)
    return (
        Prf(len(matched), len(own) - len(matched), len(wanted) - len(matched)),
        Prf(typed, len(own) - typed, len(wanted) - typed),
    )


def _counts(stretch: Range, wanted: Collection[Range], left_out: Collection[Range]) -> bool:
    """Return whether what was found is right or wrong: not where it meets only what is left out."""
    return any(_overlap(stretch, one) for one in wanted) or not any(_overlap(stretch, one) for one in left_out)


def score_arguments(accounts: Sequence[Account], told: Sequence[tuple[str, str, Range]], event_map: EventMap) -> Prf:
    """Return the counts of arguments; `told` are gold's as type of the event, role, place in the text."""
    wanted: dict[Range, set[str]] = {}
    left_out = []
    for event_type, role, stretch in told:
        if event_type in event_map.types and role in event_map.roles:
            wanted.setdefault(stretch, set()).update(event_map.roles[role])
        else:
            left_out.append(stretch)
    claimed = {
        stretch: fields
        for stretch, fields in claimed_arguments(accounts, event_map.fields).items()
        if _counts(stretch, wanted, left_out)
    }
    matched = match_best([[_shared(one, claimed, other, wanted) for other in wanted] for one in claimed])
    return Prf(len(matched), len(claimed) - len(matched), len(wanted) - len(matched))


def claimed_arguments(accounts: Sequence[Account], fields: Collection[str]) -> Arguments:
    """Return where in the text claims of these fields stand, with the fields of each place."""
    found: dict[Range, set[str]] = {}
    for account in accounts:
        for claim in account.claims:
            if claim.span.part == "text" and claim.field in fields:
                found.setdefault(_range_of(claim.span), set()).add(claim.field)
    return found


def _shared(one: Range, claimed: Arguments, other: Range, wanted: Arguments) -> float:
    return float(_overlap(one, other) and not set(claimed[one]).isdisjoint(wanted[other]))


def accounts_at(doc: Doc, trigger: Range, sentences: Sequence[Range]) -> list[Account]:
    """Return the accounts of an event word: those it is the trigger of, else those told in its sentence."""
    own = list(_triggered_in(doc, trigger))
    sentence = next((one for one in sentences if _overlap(one, trigger)), trigger)
    return own or list(_triggered_in(doc, sentence))


def _triggered_in(doc: Doc, stretch: Range) -> Iterator[Account]:
    for account in doc.accounts:
        span = account.trigger
        if span is not None and span.part == "text" and _overlap(_range_of(span), stretch):
            yield account
