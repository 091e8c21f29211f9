"""Gold data to examples: each doc is annotated as it will be when it is read, once, and then labelled."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer

from dateline.annotate.tagged_names import TaggedNames
from dateline.evaluate.data import load_lines, make_article
from dateline.extract.nets.encoding import encode
from dateline.extract.nets.reader import load_tokenizer, special_pieces
from dateline.extract.nets.tags import Tags
from dateline.model import Account, Article, Doc, SetAside, Span, TollValue
from dateline.pipeline import Annotator, batched
from dateline.settings import Settings
from dateline.train.corpus import CORPUS, Example, pack
from dateline.train.labels import (
    Labels,
    attribution_labels,
    factuality_labels,
    incident_labels,
    muc4_labels,
    name_labels,
)


@dataclass(frozen=True, slots=True)
class Annotated:
    """What the steps before the reader tell of a doc. Offsets are code points of the part."""

    id: str
    title: str | None
    text: str
    #: (part, start, end, kind) of mentions.
    kinds: tuple[tuple[str, int, int, str], ...]
    #: (field, part, start, end, low, high, scope) of the tolls that the rules claim of the main account.
    tolls: tuple[tuple[str, str, int, int, int | None, int | None, str], ...] = ()
    #: (part, start, end, first day, last day) of time expressions; None where they resolve to no day.
    times: tuple[tuple[str, int, int, str | None, str | None], ...] = ()
    #: (part, start, end, name) of places; None where they resolve to none.
    places: tuple[tuple[str, int, int, str | None], ...] = ()

    @property
    def parts(self) -> list[tuple[str, str]]:
        return [("title", self.title), ("text", self.text)] if self.title else [("text", self.text)]


@dataclass(frozen=True, slots=True)
class Source:
    """Where a task's train docs lie, and what labels them."""

    file: str
    id: str
    text: str
    labels: Callable[[Annotated, Mapping[str, Any]], Labels]


def prepare(data: Path, work: Path, encoder: Path, settings: Settings) -> None:
    """Write the corpus of all train docs into `work`, unless it is there. Raises UsageError for data that is absent."""
    if (work / CORPUS).is_file():
        return
    work.mkdir(parents=True, exist_ok=True)
    tokenizer = load_tokenizer(encoder / "tokenizer.json")
    labelled = (example for task in SOURCES for example in load_examples(task, data, work, tokenizer, settings))
    pack(chain(labelled, load_texts(data, tokenizer)), special_pieces(tokenizer)).save(work / CORPUS)


def load_examples(task: str, data: Path, work: Path, tokenizer: Tokenizer, settings: Settings) -> list[Example]:
    """Return the labelled train docs of a task; what annotating them gave is kept in `work` for the next time."""
    source = SOURCES[task]
    records = load_lines(data, source.file, (source.id, source.text))
    if task == "muc4":
        records = _as_wired(records, data)
    gold = _gold(task, data, records, source)
    kept = work / f"annotated_{task}.jsonl"
    if not kept.is_file():
        _annotate(records, source, kept, settings, all_steps=task == "incidents")
    examples = []
    for annotated in _read_annotated(kept):
        if annotated.id in gold:
            encoding = encode(tokenizer, annotated.parts, annotated.kinds)
            if encoding.ids:
                labels = source.labels(annotated, gold[annotated.id])
                examples.append(Example(task, annotated.id, encoding, labels))
    return examples


def load_texts(data: Path, tokenizer: Tokenizer) -> Iterator[Example]:
    """Yield general news without labels, as it is: no step tells of its mentions."""
    for pattern, id in TEXTS:
        for path in sorted(data.glob(pattern)):
            for record in load_lines(data, str(path.relative_to(data)), (id, "text")):
                encoding = encode(tokenizer, [("text", record["text"])], ())
                if encoding.ids:
                    yield Example("news", f"{path.name}:{record[id]}", encoding, Labels())


def _as_wired(records: Sequence[dict[str, Any]], data: Path) -> list[dict[str, Any]]:
    """Return every second report of MUC-4 as the wire sent it, upper case and hard-wrapped; the rest in lower case."""
    raw = {record["docid"]: record["text"] for record in load_lines(data, "muc4/muc4_train.jsonl", ("docid", "text"))}
    return [
        {**record, "doctext": raw[record["docid"]]} if zlib.crc32(record["docid"].encode()) % 2 else record
        for record in records
    ]


def _gold(task: str, data: Path, records: Sequence[dict[str, Any]], source: Source) -> dict[str, Any]:
    if task == "muc4":
        templates = {
            record["docid"]: record["templates"]
            for record in load_lines(data, "muc4/gtt_templates_train.jsonl", ("docid", "templates"))
        }
        return {record["docid"]: {**record, "templates": templates[record["docid"]]} for record in records}
    if task == "incidents":
        incidents = {
            record["incident_id"]: record
            for record in load_lines(data, "incidents/train_incidents.jsonl", ("incident_id", "participants"))
        }
        return {record["id"]: incidents[record["incident_id"]] for record in records}
    return {record[source.id]: record for record in records}


def _annotate(
    records: Sequence[dict[str, Any]], source: Source, kept: Path, settings: Settings, *, all_steps: bool
) -> None:
    """Run the steps up to the mentions, or all, and write what they tell; a file half written is never found."""
    annotator = Annotator(settings)
    # What the reader itself adds is not told: it must learn from the rules and the records alone.
    by_rule = [step for step in annotator.steps if not isinstance(step, Tags | TaggedNames)]
    annotator.steps = by_rule if all_steps else by_rule[:2]
    articles = [
        make_article(
            record[source.id], record[source.text], title=record.get("title"), published=record.get("published")
        )
        for record in records
    ]
    partial = kept.with_suffix(".partial")
    with partial.open("w", encoding="utf-8") as lines:
        for batch in batched(articles, settings.batch_size):
            for done in annotator(batch):
                if not isinstance(done, SetAside):
                    lines.write(json.dumps(_told(done)) + "\n")
    partial.rename(kept)


def _told(doc: Doc) -> dict[str, Any]:
    article: Article = doc.article
    main = next((account for account in doc.accounts if account.role == "main"), None)
    return {
        "id": article.document,
        "title": article.title,
        "text": article.text,
        "kinds": [[*_where(each.span), each.kind] for each in doc.mentions],
        "tolls": [] if main is None else list(_tolls(main)),
        "times": [[*_where(each.span), each.value.earliest, each.value.latest] for each in doc.times],
        "places": [[*_where(each.span), each.value.name] for each in doc.places],
    }


def _where(span: Span) -> tuple[str, int, int]:
    return span.part, span.start, span.end


def _tolls(account: Account) -> Iterator[list[Any]]:
    for claim in account.claims:
        if isinstance(claim.value, TollValue) and claim.field in ("killed", "injured"):
            value = claim.value
            yield [claim.field, *_where(claim.span), value.low, value.high, value.scope]


def _read_annotated(kept: Path) -> Iterator[Annotated]:
    with kept.open(encoding="utf-8") as lines:
        for line in lines:
            raw = json.loads(line)
            yield Annotated(
                raw["id"],
                raw["title"],
                raw["text"],
                *(tuple(map(tuple, raw[name])) for name in ("kinds", "tolls", "times", "places")),
            )


def _muc4(annotated: Annotated, gold: Mapping[str, Any]) -> Labels:
    return muc4_labels(annotated.text, gold["extracts"], gold["templates"])


def _attribution(annotated: Annotated, gold: Mapping[str, Any]) -> Labels:
    del annotated
    return attribution_labels(gold["attributions"])


def _names(annotated: Annotated, gold: Mapping[str, Any]) -> Labels:
    del annotated
    return name_labels(gold["entities"])


def _factuality(annotated: Annotated, gold: Mapping[str, Any]) -> Labels:
    del annotated
    return factuality_labels(gold["events"])


def _incidents(annotated: Annotated, gold: Mapping[str, Any]) -> Labels:
    persons = [(part, start, end) for part, start, end, kind in annotated.kinds if kind == "person"]
    wholes = [
        (field, part, start, end, TollValue(low, high))
        for field, part, start, end, low, high, scope in annotated.tolls
        if scope == "whole"
    ]
    own = {part for part, _ in annotated.parts}
    return incident_labels(
        annotated.parts,
        [each for each in persons if each[0] in own],
        gold,
        [each for each in wholes if each[1] in own],
        [each for each in annotated.times if each[0] in own],
        [each for each in annotated.places if each[0] in own],
    )


SOURCES: Mapping[str, Source] = {
    "muc4": Source("muc4/grit_roles_train.jsonl", "docid", "doctext", _muc4),
    "attribution": Source("attribution/train.jsonl", "docid", "text", _attribution),
    "names": Source("names/worldwide_train.jsonl", "docid", "text", _names),
    "factuality": Source("factuality/uw_train.jsonl", "docid", "text", _factuality),
    "incidents": Source("incidents/train_reports.jsonl", "id", "text", _incidents),
}

#: Files of news that is read for its text alone, and the key of a document's id there.
TEXTS: Sequence[tuple[str, str]] = (("events/bbc_news_train.jsonl", "docid"), ("stories/*.articles.jsonl", "id"))
