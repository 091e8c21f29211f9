"""Tells persons of an article apart: which names are one person's, by given name, title, kinship and suffix."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from dateline.annotate.capitals import PARTICLES
from dateline.annotate.name_words import load_name_words
from dateline.knowledge.actor_names import NAME_SUFFIXES, Words, plain
from dateline.knowledge.countries import rows
from dateline.model import Article, Mention

Gender = Literal["male", "female"]

_GENDER_OF_TITLE: Mapping[str, Gender] = {
    **dict.fromkeys(("mr", "sir", "king", "prince", "father", "lord"), "male"),
    **dict.fromkeys(("mrs", "ms", "miss", "lady", "queen", "princess", "congresswoman", "spokeswoman"), "female"),
}  # fmt: skip
_GENDER_OF_KIN: Mapping[str, Gender] = {
    **dict.fromkeys(("husband", "father", "son", "brother", "uncle", "nephew", "boyfriend", "grandfather"), "male"),
    **dict.fromkeys(("wife", "mother", "daughter", "sister", "aunt", "niece", "girlfriend", "widow"), "female"),
}
SHORT_TITLES = {
    "gen": "general", "col": "colonel", "maj": "major", "capt": "captain", "lt": "lieutenant", "sgt": "sergeant",
    "cpl": "corporal", "pvt": "private", "brig": "brigadier", "det": "detective", "sen": "senator", "gov": "governor",
    "prof": "professor", "rev": "reverend", "cmdr": "commander",
}  # fmt: skip
#: Ranks that two persons of one name are told apart by: nobody is colonel and sergeant at a time.
_RANKS = frozenset({"general", "colonel", "major", "captain", "lieutenant", "sergeant", "corporal", "private"})
_BEFORE = re.compile(r"([\w-]+)\.?,?\s+$")
# Hyphens and apostrophes stand within a name: "Aku-Mensah", "O'Neill".
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_AFTER = re.compile(r",?\s+(jr|sr)\b", re.IGNORECASE)


@dataclass(slots=True)
class Someone:
    """One person of an article: what its names so far tell, and the indices of its mentions."""

    given: str
    middle: Words
    surname: str
    suffix: str
    gender: Gender | None
    rank: str
    mentions: list[int] = field(default_factory=list)

    def is_one_with(self, other: Someone) -> bool:
        """Tell whether two names can be one person's."""
        if self.surname != other.surname or (self.suffix and other.suffix and self.suffix != other.suffix):
            return False
        if self.given and other.given and not _same_given(self, other):
            return False
        if None not in (self.gender, other.gender) and self.gender != other.gender:
            return False
        return not (self.rank and other.rank and self.rank != other.rank and not (self.given and other.given))

    def learn(self, other: Someone) -> None:
        self.mentions += other.mentions
        self.given = max(self.given, other.given, key=len)
        self.middle = self.middle or other.middle
        self.suffix = self.suffix or other.suffix
        self.gender = self.gender or other.gender
        self.rank = self.rank or other.rank


def persons_of(article: Article, mentions: Sequence[Mention]) -> list[Someone]:
    """Return the persons of an article, those named in full first.

    A surname, or a given name, alone joins the one person who is called so and whose title and sex agree; where there
    are two, it stays on its own.
    """
    named = [
        someone
        for index, mention in enumerate(mentions)
        if mention.kind == "person" and mention.actor is None and (someone := _read(article, mention, index))
    ]
    persons: list[Someone] = []
    for someone in sorted(named, key=lambda one: (not one.given, one.mentions[0])):
        owner = _owner(someone, persons)
        if owner is None:
            persons.append(someone)
        else:
            owner.learn(someone)
    return persons


def _owner(someone: Someone, persons: Sequence[Someone]) -> Someone | None:
    fitting = [one for one in persons if one.is_one_with(someone)]
    if not fitting and not someone.given:
        # "Ada" alone, where nobody has it as a surname.
        fitting = [one for one in persons if one.given == someone.surname and one.gender in (someone.gender, None)]
    if len(fitting) > 1 and someone.gender is not None:
        fitting = [one for one in fitting if one.gender == someone.gender] or fitting
    if len(fitting) > 1 and someone.rank:
        fitting = [one for one in fitting if one.rank == someone.rank] or fitting
    if len(fitting) > 1 and not someone.given:
        # Those of a surname alone that could be told from nobody are one.
        fitting = [one for one in fitting if not one.given]
    return fitting[0] if len(fitting) == 1 else None


def _read(article: Article, mention: Mention, index: int) -> Someone | None:
    words = [_plain_word(word) for word in _WORD.findall(article.written(mention.span))]
    title = kin = _word_before(article, mention)
    while len(words) > 1 and words[0] in load_name_words().person_titles:
        title = words.pop(0)
    suffix = words.pop() if len(words) > 1 and words[-1] in NAME_SUFFIXES else ""
    if not suffix and (after := _AFTER.match(article.part(mention.span.part), mention.span.end)):
        suffix = after[1].lower()
    if not words:
        return None
    while len(words) == 2 and words[0] in PARTICLES:
        words.pop(0)
    title = SHORT_TITLES.get(title, title)
    given = words[0] if len(words) > 1 else ""
    gender = _GENDER_OF_TITLE.get(title) or _GENDER_OF_KIN.get(kin) or given_names().get(given)
    return Someone(given, tuple(words[1:-1]), words[-1], suffix, gender, title if title in _RANKS else "", [index])


def _plain_word(word: str) -> str:
    """Return a word of a name without case, accents, genitive and a particle: "Rabiei" for "al-Rabiei's"."""
    first, _, rest = plain(word.replace("’", "'")).removesuffix("'s").partition("-")
    return rest if rest and first in PARTICLES else f"{first}-{rest}".strip("-")


def _word_before(article: Article, mention: Mention) -> str:
    """Return the word before a name, its title or the kin it is of, in small letters, or ""."""
    start = mention.span.start
    found = _BEFORE.search(article.part(mention.span.part)[max(0, start - 40) : start])
    return found[1].lower() if found else ""


def _same_given(one: Someone, other: Someone) -> bool:
    shorter, longer = sorted((one.given, other.given), key=len)
    if shorter != longer and not (len(shorter) == 1 and longer.startswith(shorter)):
        return False
    spelled = [{word for word in each.middle if len(word) > 1} for each in (one, other)]
    return not (all(spelled) and spelled[0].isdisjoint(spelled[1]))


@cache
def given_names() -> Mapping[str, Gender]:
    """Return data/given_names.txt: the sex that a given name tells."""
    lines = (line.partition(":") for (line,) in rows("given_names.txt"))
    by_sex = {sex: names.split() for sex, _, names in lines}
    return {**dict.fromkeys(by_sex["male"], "male"), **dict.fromkeys(by_sex["female"], "female")}
