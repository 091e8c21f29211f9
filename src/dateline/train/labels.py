"""Labels for the reader: gold spans, and silver ones that tie incident records to the reports about them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from dateline.extract.nets.encoding import Encoding
from dateline.extract.nets.heads import ARTICLE_HEADS, MUC4_TYPES, head
from dateline.knowledge.actor_names import NAME_SUFFIXES
from dateline.model import TollValue

#: (part, start, end, label): offsets in code points of the part.
Labelled = tuple[str, int, int, str]

#: A label that says nothing: it costs no loss.
MASKED = -100


@dataclass(slots=True)
class Labels:
    """What is known of one doc. A head that is absent is not trained on it."""

    #: Head of kind "spans" -> spans; "marks" -> spans, of which a word may have several.
    spans: dict[str, list[Labelled]] = field(default_factory=dict)
    #: Head -> spans whose words cost no loss (for "marks" and "number": all words outside the spans do not).
    masked: dict[str, list[Labelled]] = field(default_factory=dict)
    #: "number" heads: (part, start, end, value).
    numbers: dict[str, list[tuple[str, int, int, float]]] = field(default_factory=dict)
    #: Article head -> labels that hold.
    article: dict[str, set[str]] = field(default_factory=dict)


def word_labels(encoding: Encoding, labels: Labels, name: str) -> list[int]:
    """Return the class of each word for a head of kind "spans"; a word keeps the first span that takes it."""
    classes = [0] * len(encoding.words)
    words = _Words(encoding)
    known = head(name).labels
    taken: set[int] = set()
    for part, start, end, label in labels.spans.get(name, ()):
        inside = words.inside(part, start, end)
        if not inside or taken & set(inside):
            continue
        taken.update(inside)
        first = 1 + 2 * known.index(label)
        for position, word in enumerate(inside):
            classes[word] = first + (position > 0)
    for part, start, end, _ in labels.masked.get(name, ()):
        for word in words.inside(part, start, end):
            if word not in taken:
                classes[word] = MASKED
    return classes


def word_marks(encoding: Encoding, labels: Labels, name: str) -> dict[int, set[int]]:
    """Return word -> indices of the labels that hold of it, for a head of kind "marks"."""
    marks: dict[int, set[int]] = {}
    words = _Words(encoding)
    for part, start, end, label in labels.spans.get(name, ()):
        for word in words.inside(part, start, end):
            marks.setdefault(word, set()).add(head(name).labels.index(label))
    return marks


def word_numbers(encoding: Encoding, labels: Labels, name: str) -> dict[int, float]:
    words = _Words(encoding)
    return {
        word: value
        for part, start, end, value in labels.numbers.get(name, ())
        for word in words.inside(part, start, end)[:1]
    }


class _Words:
    """The words of an encoding, to be looked up by where they stand."""

    def __init__(self, encoding: Encoding) -> None:
        self._first: dict[str, int] = {}
        self._starts: dict[str, list[int]] = {}
        self._ends: dict[str, list[int]] = {}
        for index, span in enumerate(encoding.words):
            self._first.setdefault(span.part, index)
            self._starts.setdefault(span.part, []).append(span.start)
            self._ends.setdefault(span.part, []).append(span.end)

    def inside(self, part: str, start: int, end: int) -> range:
        """Return the indices of the words that [start, end) of a part touches."""
        if part not in self._first:
            return range(0)
        first, offset = bisect_right(self._ends[part], start), self._first[part]
        return range(offset + first, offset + max(first, bisect_left(self._starts[part], end)))


# --- gold -----------------------------------------------------------------------------------------------------------


def muc4_labels(text: str, extracts: Mapping[str, Any], templates: Sequence[Mapping[str, Any]]) -> Labels:
    """Label every place where a filler's string stands, the longest first; types by the templates that it fills."""
    found: list[Labelled] = []
    for role in head("roles").labels:
        for entity in extracts[role]:
            for mention, *_ in entity:
                found += [("text", start, end, role) for start, end in occurrences(text, mention)]
    found.sort(key=lambda each: (each[1] - each[2], each[1]))
    types: list[Labelled] = []
    for template in templates:
        for label in _types_of(template):
            for role in head("roles").labels:
                for entity in template[role]:
                    for mention, *_ in entity:
                        types += [("text", start, end, label) for start, end in occurrences(text, mention)]
    told = {label for template in templates for label in _types_of(template)}
    return Labels({"roles": found, "filler_types": types}, article={"types": told})


def _types_of(template: Mapping[str, Any]) -> list[str]:
    """A template may leave two types open: "attack / bombing"."""
    return [each.strip() for each in str(template["incident_type"]).split("/") if each.strip() in MUC4_TYPES]


def occurrences(text: str, string: str) -> Iterator[tuple[int, int]]:
    """Yield where a string stands as words of their own, in whatever case, over line ends too."""
    pattern = r"\s+".join(map(re.escape, string.split()))
    for match in re.finditer(rf"(?<!\w){pattern}(?!\w)", text, re.IGNORECASE):
        yield match.start(), match.end()


def attribution_labels(attributions: Iterable[Mapping[str, Any]]) -> Labels:
    """Source, cue and content; of contents inside one another the outer one."""
    spans: dict[str, list[Labelled]] = {"source": [], "cue": [], "content": []}
    for attribution in attributions:
        for part, found in spans.items():
            found += [("text", span["start"], span["end"], part) for span in attribution[part]]
    spans["content"].sort(key=lambda each: each[1] - each[2])
    return Labels(spans)


_NAME_LABELS = {
    "Person": "person",
    "Organization": "organisation",
    "Location": "place",
    "NORP": "demonym",
    "Facility": "facility",
    "Product": "product",
    "Misc": "misc",
    "Date": "date",
    "Money": "money",
}


def name_labels(entities: Iterable[Mapping[str, Any]]) -> Labels:
    return Labels({"names": [("text", each["start"], each["end"], _NAME_LABELS[each["type"]]) for each in entities]})


def factuality_labels(events: Iterable[Mapping[str, Any]]) -> Labels:
    found = list(events)
    return Labels(
        {"event": [("text", each["start"], each["end"], "event") for each in found]},
        numbers={"factuality": [("text", each["start"], each["end"], each["factuality"] / 3.0) for each in found]},
    )


# --- silver: incident records tied to their reports ---------------------------------------------------------------


def incident_labels(
    parts: Sequence[tuple[str, str]],
    persons: Sequence[tuple[str, int, int]],
    record: Mapping[str, Any],
    tolls: Sequence[tuple[str, str, int, int, TollValue]],
    times: Sequence[tuple[str, int, int, str | None, str | None]] = (),
    places: Sequence[tuple[str, int, int, str | None]] = (),
) -> Labels:
    """Label the people of a record where a report names them, and what tells its tolls, its day and its city.

    `persons` are (part, start, end) of mentions; `tolls` are the rules' (field, part, start, end, value) of the main
    account. A claim that agrees with the record is a label; one that does not is masked, as it may count part of the
    people, or be wrong; where the rules found none of those that the record has, the toll is not trained on. `times`
    are (part, start, end, first day, last day), `places` (part, start, end, name).
    """
    labels = Labels({"people": list(_people(parts, persons, record["participants"])), "tolls": []})
    labels.masked["tolls"] = []
    found = dict.fromkeys(("killed", "injured"), False)
    for name, part, start, end, value in tolls:
        if name in found:
            agrees = value.low == record[name] and value.high == record[name]
            found[name] |= agrees
            (labels.spans if agrees else labels.masked)["tolls"].append((part, start, end, name))
    if any(record[name] > 0 and not told for name, told in found.items()):
        del labels.spans["tolls"]
    labels.spans["setting"], labels.masked["setting"] = _setting(record, dict(parts), times, places)
    for name, classes in ARTICLE_HEADS[1:]:
        labels.article[name] = {max((each for each in classes if record[name] >= int(each)), key=int)}
    return labels


def _setting(
    record: Mapping[str, Any],
    texts: Mapping[str, str],
    times: Sequence[tuple[str, int, int, str | None, str | None]],
    places: Sequence[tuple[str, int, int, str | None]],
) -> tuple[list[Labelled], list[Labelled]]:
    """Label times that resolve to the record's day and places named as its city; mask times that tell no day.

    Where no time resolves to the day all are masked: the rules may have resolved them wrongly.
    """
    city = str(record["city_or_county"] or "").split("(")[0].strip().casefold()
    found = [
        (part, start, end, "city")
        for part, start, end, name in places
        if city and city in (texts[part][start:end].casefold(), (name or "").casefold())
    ]
    days = [each for each in times if each[3] == each[4] == record["date"]]
    vague = [each for each in times if each[3] is None or each[3] != each[4]] if days else list(times)
    found += [(part, start, end, "date") for part, start, end, *_ in days]
    return found, [(part, start, end, "date") for part, start, end, *_ in vague]


def _people(
    parts: Sequence[tuple[str, str]], persons: Sequence[tuple[str, int, int]], participants: Iterable[Mapping[str, Any]]
) -> Iterator[Labelled]:
    texts = dict(parts)
    known = [(name_words(each["name"]), befell(each)) for each in participants if each.get("name")]
    for part, start, end in persons:
        words = name_words(texts[part][start:end])
        if not words:
            continue
        same = [
            label
            for name, label in known
            if name and words[-1] == name[-1] and (len(words) == 1 or words[0][0] == name[0][0])
        ]
        exact = [label for name, label in known if name and (words[0], words[-1]) == (name[0], name[-1])]
        if len(set(exact or same)) == 1:
            yield part, start, end, (exact or same)[0]


def befell(participant: Mapping[str, Any]) -> str:
    """Return what befell somebody of a record: a label of the head "people"."""
    status = (participant.get("status") or "").lower()
    for label in ("killed", "injured"):
        if label in status:
            return label
    return "suspect" if "suspect" in (participant.get("role") or "").lower() else "unharmed"


def name_words(name: str) -> list[str]:
    words = [word for word in re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", name.lower()) if word != "s"]
    words = [re.sub(r"['’]s$", "", word) for word in words]
    return [word for word in words if word not in NAME_SUFFIXES]
