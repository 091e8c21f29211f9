"""One annotated article in the JSON form of `dateline annotate`, with the questions that tests ask of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from dateline.formats import span_from_json
from dateline.model import Span
from dateline.schema import incident_types

Json = dict[str, Any]

#: Stances under which an account says that the event took place.
HAPPENED = ("asserted", "hedged")
#: Violent types that are nobody's act: a heart attack may be told as an accident, and is no attack.
NO_ACT = ("accident", "natural_disaster", "other")


@dataclass(frozen=True)
class Record:
    """An article's JSON line. Patterns are regular expressions; a blank in one matches any white space."""

    json: Json

    def part(self, name: str) -> str:
        kind, _, number = name.partition(":")
        if kind == "link":
            paragraph, _, link = number.partition(".")
            return str(self.json["paragraphs"][int(paragraph)]["links"][int(link)]["title"])
        return str(self.json["related"][int(number)]["title"] if kind == "related" else self.json[kind])

    def parts(self) -> Iterator[str]:
        yield from ("text", "title")
        for index, paragraph in enumerate(self.json["paragraphs"]):
            yield from (f"link:{index}.{link}" for link in range(len(paragraph["links"])))
        yield from (f"related:{index}" for index in range(len(self.json["related"])))

    def written(self, item: Json) -> str:
        span = span_from_json(item)
        return self.part(span.part)[span.start : span.end]

    def find(self, pattern: str, *, within: Span | None = None, part: str = "text") -> list[Span]:
        """Return every match; fails where there is none, so that a test never passes on a text that it did not meet."""
        text = self.part(within.part if within else part)
        matches = re.finditer(pattern.replace(" ", r"\s+"), text)
        spans = [Span(within.part if within else part, match.start(), match.end()) for match in matches]
        kept = [span for span in spans if within is None or within.covers(span)]
        assert kept, f"{pattern!r} is not in {part} of {self.json['title']!r}"
        return kept

    def one(self, pattern: str, *, within: Span | None = None, part: str = "text") -> Span:
        spans = self.find(pattern, within=within, part=part)
        assert len(spans) == 1, f"{pattern!r} is there {len(spans)} times"
        return spans[0]

    def sentence(self, pattern: str) -> Span:
        found = self.one(pattern)
        around = (Span("text", start, end) for start, end in self.json["sentences"])
        return next((span for span in around if span.covers(found)), found)

    def paragraph(self, pattern: str) -> Span:
        found = self.one(pattern)
        around = (Span("text", paragraph["start"], paragraph["end"]) for paragraph in self.json["paragraphs"])
        return next((span for span in around if span.covers(found)), found)

    # --- layers

    def overlapping(self, layer: str, *spans: Span) -> list[Json]:
        return [item for item in self.json[layer] if any(span_from_json(item).overlaps(span) for span in spans)]

    def attributions(self, *, speaker: str) -> list[Json]:
        return [item for item in self.json["attributions"] if re.search(speaker, self.speaker_text(item))]

    def speaker_text(self, attribution: Json) -> str:
        """The speaker's name and role, and the words of the source."""
        speaker = attribution["speaker"]
        words = [speaker["name"], speaker["role"], *(self.written(span) for span in attribution["source"])]
        return " | ".join(word for word in words if word)

    # --- accounts

    @property
    def accounts(self) -> list[Json]:
        return list(self.json["accounts"])

    @property
    def main(self) -> Json:
        assert self.accounts, f"no account in {self.json['title']!r}"
        return self.accounts[0]

    def told_in(self, *spans: Span) -> list[Json]:
        """Accounts whose trigger lies in one of the spans."""
        return [
            account
            for account in self.accounts
            if account["trigger"] and any(span_from_json(account["trigger"]).overlaps(span) for span in spans)
        ]

    def account_in(self, *spans: Span, types: Iterable[str] = ()) -> Json:
        """The first account told there, of one of these types if given; fails where there is none."""
        wanted = tuple(types)
        told = [account for account in self.told_in(*spans) if not wanted or account["type"] in wanted]
        assert told, (
            f"no account of {wanted or 'any type'} told in {[self.part(s.part)[s.start : s.end] for s in spans]}"
        )
        return told[0]


def is_act_of_violence(account: Json) -> bool:
    return incident_types()[account["type"]].violent and account["type"] not in NO_ACT


def family(account: Json) -> str:
    return incident_types()[account["type"]].family


def values(account: Json, field: str, *, stances: Iterable[str] = HAPPENED) -> list[Json]:
    allowed = tuple(stances)
    return [claim["value"] for claim in account["claims"] if claim["field"] == field and claim["stance"] in allowed]


def tolls(account: Json, field: str, *, stances: Iterable[str] = HAPPENED) -> list[tuple[int | None, int | None]]:
    return [(value["low"], value["high"]) for value in values(account, field, stances=stances)]


def days(account: Json) -> set[tuple[str | None, str | None]]:
    return {(value["earliest"], value["latest"]) for value in values(account, "date", stances=(*HAPPENED, "planned"))}


def names(parties: Iterable[Json]) -> str:
    """Names and actors of party values, joined, in lower case: what a pattern is looked for in."""
    return " | ".join(f"{party['name']} {party['actor']}" for party in parties).lower()
