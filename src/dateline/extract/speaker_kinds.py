"""Tells of which kind a speaker is: person, organisation, official, witness, document, outlet or unnamed."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass

from dateline.extract.cues import Cues
from dateline.model import SpeakerKind

_GROUPS = frozenset({"organisation", "armed_group", "state_force", "police", "government", "facility"})
_STATE = frozenset({"police", "government", "state_force"})
#: After these a clause tells what the speaker does, not what they are.
_RELATIVE = frozenset({"who", "which", "that", "whose"})
#: "Rep. Ana Ruiz (D-Ohio)"
_OF_CONGRESS = re.compile(r"(?:^|[ (])[rdi]-[a-z]")
#: Without one of these an attorney is a lawyer.
_PROSECUTING = frozenset(
    {"district", "state", "county", "city", "general", "commonwealth", "federal", "assistant", "u.s"}
)
#: Posts of the state as well as of companies and clubs.
_ANY_BODY_HAS = frozenset({"president", "representative", "agent", "chief"})


@dataclass(frozen=True, slots=True)
class Source:
    """The words of a source: lemmas, which of them is its head, and the mention that it is, where there is one."""

    lemmas: Sequence[str]
    head: int
    #: Of the mention: its kind, and how it is written.
    kind: str | None
    written: str
    #: Kinds of those for whom somebody in such a post speaks.
    spoken_for: Set[str]

    @property
    def noun(self) -> str:
        return self.lemmas[self.head]

    def described(self) -> list[str]:
        """Return the lemmas before any clause about the speaker."""
        clause = next((at for at, lemma in enumerate(self.lemmas) if lemma in _RELATIVE), len(self.lemmas))
        return list(self.lemmas[:clause])


def kind_of(source: Source, cues: Cues) -> SpeakerKind:
    if source.kind == "organisation":
        return _kind_of_organisation(source, cues)
    if source.kind == "person":
        return _kind_of_person(source, cues)
    if source.noun in cues.witness or (source.kind is None and source.noun in cues.family):
        return "witness"
    if (source.kind in (None, "other") and source.noun in cues.outlet) or _is_news_agency(source):
        return "outlet"
    if source.noun in cues.document and source.kind is None:
        return "document"
    is_armed = "armed_group" in (source.kind, *source.spoken_for)
    if (source.noun in cues.official or source.kind in _STATE) and not is_armed:
        return "official"
    if source.kind in _GROUPS or source.kind == "place" or source.noun in cues.group:
        return "organisation"
    return "unnamed"


def _kind_of_organisation(source: Source, cues: Cues) -> SpeakerKind:
    last = source.written.lower().split()[-1]
    if source.noun in cues.outlet or last in cues.outlet or _is_news_agency(source):
        return "outlet"
    if last in cues.official or not (cues.post & cues.official - cues.bodies).isdisjoint(source.lemmas):
        return "official"
    return "organisation"


def _kind_of_person(source: Source, cues: Cues) -> SpeakerKind:
    words = source.described()
    if _OF_CONGRESS.search(" ".join(words).replace(" - ", "-")):
        return "official"
    is_private = not _PROSECUTING.intersection(words)
    posts = (cues.official - cues.bodies - {"department", "office", "police"}).intersection(words)
    posts -= {"attorney"} if is_private else set()
    if posts <= _ANY_BODY_HAS and "organisation" in source.spoken_for and not _STATE & source.spoken_for:
        posts = frozenset()
    if posts and "armed_group" not in source.spoken_for:
        return "official"
    return "person" if cues.witness.isdisjoint(words) else "witness"


def kind_of_name(name: str, kind: SpeakerKind, source: Source, cues: Cues) -> SpeakerKind:
    """Return the kind of a speaker with a name: known outlets, letters for bodies, and names that no finder knew."""
    if name.lower().removeprefix("the ") in cues.agencies:
        return "outlet"
    if kind != "unnamed":
        return kind
    letters = name.replace(".", "")
    if letters.isupper() and " " not in letters and 1 < len(letters) < 7 and source.written == "":
        return "organisation"
    named = Source(source.lemmas, source.head, "person", source.written, source.spoken_for)
    return _kind_of_person(named, cues)


def _is_news_agency(source: Source) -> bool:
    return source.noun == "agency" and not {"news", "press"}.isdisjoint(source.lemmas)
