"""Completes names of people: "Ada", "Marsh" and the first of "Ada and Ben Marsh" are people named in full elsewhere."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

from dateline.knowledge.actor_names import NAME_SUFFIXES
from dateline.model import Article, Mention

_WORD = re.compile(r"[^\W\d_][\w'’.-]*")
#: Small words that a name was cut too late for: "Ana Ruiz and".
_ENDING = re.compile(r"(?:\s+[a-z]+)+$")
_JOINED = re.compile(r"\s+(?:and|&)\s+")


def name_key(name: str) -> str:
    """Return given name and surname in small letters: what two names of one person share."""
    words = _words(name)
    return " ".join(dict.fromkeys((words[0], words[-1]))) if words else name.lower()


def is_one_name(left: str, right: str) -> bool:
    """Tell whether two names can be one person's: "Marsh" is "Ada Marsh", "Ben Marsh" is not."""
    one, other = _words(left), _words(right)
    if not one or not other:
        return left == right
    if len(one) == 1 or len(other) == 1:
        return bool({one[0], one[-1]} & {other[0], other[-1]})
    return one[-1] == other[-1] and (one[0].startswith(other[0][:3]) or other[0].startswith(one[0][:3]))


def full_names(article: Article, mentions: Sequence[Mention]) -> Mapping[str, str]:
    """Return the one-word names of an article, in small letters, each with the only full name that it can stand for.

    A given name joined to a full name has its surname: "Ada and Ben Marsh".
    """
    persons = [
        (mention.span, name)
        for mention in mentions
        if mention.kind == "person" and _words(name := article.written(mention.span))
    ]
    fullest: dict[tuple[str, str], str] = {}
    for _, name in persons:
        words = _words(name)
        if len(words) > 1 and len(name) > len(fullest.get((words[0], words[-1]), "")):
            fullest[words[0], words[-1]] = name
    for (left, name), (right, after) in pairwise(persons):
        words = _words(after)
        if (
            len(_words(name)) == 1
            and len(words) > 1
            and left.part == right.part
            and _JOINED.fullmatch(article.part(left.part)[left.end : right.start])
        ):
            fullest.setdefault((_words(name)[0], words[-1]), f"{name} {after.split()[-1]}")
    owners: dict[str, set[str]] = defaultdict(set)
    for (given, last), name in fullest.items():
        owners[given].add(name)
        owners[last].add(name)
    return {word: next(iter(names)) for word, names in owners.items() if len(names) == 1}


def completed(name: str, full: Mapping[str, str]) -> str:
    """Return the full name that a name of one word stands for, or the name itself."""
    name = _ENDING.sub("", name)
    words = _words(name)
    return full.get(words[0], name) if len(words) == 1 else name


def _words(name: str) -> list[str]:
    words = [re.sub(r"['’]s?$", "", word.group().lower()).rstrip(".") for word in _WORD.finditer(name)]
    return [word for word in words if word and word not in NAME_SUFFIXES]
