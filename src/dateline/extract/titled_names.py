"""Takes names of speakers apart: the title before a name, and the name after a comma in what says who it is."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.extract.cues import Cues
from dateline.knowledge.actor_names import NAME_SUFFIXES
from dateline.knowledge.lexicon import word_set
from dateline.model import Parse

_TITLES = word_set(
    "mr mrs ms miss dr rev reverend pastor imam sheikh bishop archbishop cardinal father sir lady lord gov sen rep "
    "supt det insp cmdr pres hon professor prof ex-president"
)
# Names as often as titles.
_ALSO_NAMES = frozenset(("king", "prince", "major", "judge", "marshal", "deputy", "agent", "captain"))
_SUFFIXES = NAME_SUFFIXES | {"md", "phd"}


def without_title(words: Sequence[str], cues: Cues) -> int:
    """Return at which word of a person's name the name itself begins: 3 in "Harbour City Mayor Ana Ruiz"."""
    plain = [word.lower().strip(".,") for word in words]
    titles = [
        at
        for at, word in enumerate(plain[:-1])
        if word in cues.official | cues.post | _TITLES and (at == 0 or word not in _ALSO_NAMES)
    ]
    first = titles[-1] + 1 if titles else 0
    return 0 if set(plain[first:]) <= _SUFFIXES else first


def name_after_comma(parse: Parse, near: Sequence[int], head: int, cues: Cues) -> range | None:
    """Return the tokens of a person's name at the end of a source: "the head of the council, Ana Ruiz"."""
    tokens = parse.tokens
    lemma = tokens[head].lemma.lower()
    is_person = lemma in cues.official | cues.post | cues.people | cues.witness | cues.family | cues.unnamed
    if not is_person or lemma in cues.bodies or tokens[head].tag != "NN":
        return None
    last = len(near)
    while last and tokens[near[last - 1]].pos == "PUNCT":
        last -= 1
    first = last
    while first and tokens[near[first - 1]].pos == "PROPN" and near[first - 1] != head:
        first -= 1
    if first in (0, last) or tokens[near[first - 1]].text != ",":
        return None
    return range(near[first], near[last - 1] + 1)
