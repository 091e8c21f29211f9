"""Finds copies of one text: a wire story and its edited copies, and the revisions of one document."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from rensa import RMinHash

from dateline.knowledge.days import day_of
from dateline.link.groups import Groups
from dateline.link.keys import dated_number, key_number
from dateline.model import Article

#: Words in a shingle: long enough that two reports written apart share hardly any, short enough that a changed word
#: costs only a few.
SHINGLE_WORDS = 4
Text = TypeVar("Text", bound=Hashable)

#: Two bands of two in common have nearly all pairs from a similarity of 0.25 on, and hardly any below 0.05; what they
#: find is checked exactly.
PERMUTATIONS = 128
BAND_ROWS = 2
LEAST_BANDS = 2
#: Some of so many bands of so many rows are shared by three in four pairs of texts of a similarity of 0.8, by nearly
#: all from 0.9 on, and by hardly any below 0.5.
STRICT_BANDS, STRICT_ROWS = 8, 8
#: Days of a stretch: copies are sought in that of an article and the two beside it.
COPY_DAYS = 30
SEED = 20141217
#: A copy shares this much of both texts together (Jaccard) ...
MIN_JACCARD = 0.5
#: ... or is a shortened copy: this much of the shorter stands in the longer, and the shorter is no mere notice.
MIN_CONTAINMENT = 0.7
MIN_SHINGLES_CONTAINED = 30
#: Words a headline must share with its own text, for the text to be the report and not the frame of a page.
MIN_HEADLINE_WORDS = 2
MIN_HEADLINE_LETTERS = 4
#: A longer text holds more than its copy of a short one: beyond this ratio it is a digest, not a copy.
MAX_LENGTH_RATIO = 6.0
#: Stands for the publication of what has no date: it comes last.
UNDATED = "~"

_WORD = re.compile(r"[^\W_]+")


def copy_groups(articles: Sequence[Article]) -> dict[str, str]:
    """Return for every article id the id of the earliest article (by `published`, then id) of its copy group.

    Articles are one group when they share a document (revisions), when their texts are near copies, or by a chain of
    such pairs. The order of the articles does not matter; one given twice counts once.
    """
    by_id = {article.id: article for article in articles}
    ordered = sorted(by_id.values(), key=publication_key)
    groups = Groups(article.id for article in ordered)
    _join_equal(groups, {article.id: article.document for article in ordered})
    shingles = {article.id: copied_text(article) for article in ordered}
    # Exact copies are joined first, so that one text run by a thousand outlets is one row of the index.
    distinct: dict[frozenset[str], str] = {}
    for article in ordered:
        if found := shingles[article.id]:
            groups.join(distinct.setdefault(found, article.id), article.id)
    days = {article.id: day_of(article.published) for article in ordered}
    for one, other in _likely_pairs({article_id: found for found, article_id in distinct.items()}, days):
        if groups.find(one) != groups.find(other) and are_copies(shingles[one], shingles[other]):
            groups.join(one, other)
    first: dict[str, str] = {}
    for article in ordered:
        first.setdefault(groups.find(article.id), article.id)
    return {article.id: first[groups.find(article.id)] for article in ordered}


def publication_key(article: Article) -> tuple[str, str]:
    """Order of publication, then of id; an article without a date comes last."""
    return article.published or UNDATED, article.id


def tells_its_headline(article: Article) -> bool:
    """Tell whether a text takes up words of its headline. One that does not is what a site puts around its reports

    (a form, a notice), the same for reports of different things: no evidence that two of them are copies.
    """
    wanted = {word for word in _words(article.title or "") if len(word) >= MIN_HEADLINE_LETTERS}
    told = set(_words(article.text))
    if len(wanted & told) >= min(len(wanted), MIN_HEADLINE_WORDS):
        return True
    # A headline's "bombing kills" is its text's "bomb killed", where all its words begin so.
    return {word[:MIN_HEADLINE_LETTERS] for word in wanted} <= {word[:MIN_HEADLINE_LETTERS] for word in told}


def copied_text(article: Article) -> frozenset[str]:
    """Return the shingles that copies are told by; none where the text is not that of the headline."""
    return shingle_set(article.text) if tells_its_headline(article) else frozenset()


def shingle_set(text: str) -> frozenset[str]:
    """Return the word shingles of a text, without case, accents' forms and punctuation; a shorter text is one."""
    words = _words(text)
    if not words:
        return frozenset()
    last = max(1, len(words) - SHINGLE_WORDS + 1)
    return frozenset(" ".join(words[start : start + SHINGLE_WORDS]) for start in range(last))


def are_copies(left: frozenset[str], right: frozenset[str]) -> bool:
    """Tell from exact shingles whether two texts are copies of one: much the same, or one a shortened copy."""
    shorter, longer = sorted((left, right), key=len)
    if not shorter:
        return False
    shared = len(shorter & longer)
    if shared >= MIN_JACCARD * (len(shorter) + len(longer) - shared):
        return True
    if len(shorter) < MIN_SHINGLES_CONTAINED or len(longer) > MAX_LENGTH_RATIO * len(shorter):
        return False
    return shared >= MIN_CONTAINMENT * len(shorter)


def _words(text: str) -> list[str]:
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())


@dataclass(frozen=True, slots=True)
class Bands:
    """The numbers (63 bits) of the bands of a text: texts that share LEAST_BANDS may be copies (LSH).

    MinHash (Broder 1997) in bands, as in Leskovec, Rajaraman, Ullman, "Mining of Massive Datasets", chapter 3.
    """

    #: First day (proleptic ordinal) of the stretch that it was published in, None where that is not known.
    start: int | None
    #: Edited copies share some of these; they come out within days or weeks of one another.
    loose: tuple[int, ...]
    #: Texts that hardly differ share some of these, whenever they come out; each counts as much as two.
    strict: tuple[int, ...]

    def stored(self) -> list[int]:
        """Return the numbers that the text is found by."""
        return sorted({*_dated(self.loose, self.start), *self.strict})

    def sought(self) -> dict[int, int]:
        """Return the numbers of the bands that meet its own, and what each counts."""
        near = [self.start] if self.start is None else [self.start + step * COPY_DAYS for step in (-1, 0, 1)]
        loose = {number: 1 for start in near for number in _dated(self.loose, start)}
        return loose | dict.fromkeys(self.strict, LEAST_BANDS)


def bands_of(shingles: Sequence[frozenset[str]], days: Sequence[int | None]) -> list[Bands]:
    """Return the bands of each text, by its shingles and the day (proleptic ordinal) on which it was published."""
    # Sorted, though a digest does not depend on it: the order of a set of strings changes from process to process.
    hashes = RMinHash.from_token_sets([sorted(found) for found in shingles], num_perm=PERMUTATIONS, seed=SEED)
    found = []
    for minhash, tokens, day in zip(hashes, shingles, days, strict=True):
        digest = minhash.digest() if tokens else []
        start = None if day is None else day - day % COPY_DAYS
        strict = tuple(_bands(digest[: STRICT_BANDS * STRICT_ROWS], STRICT_ROWS))
        found.append(Bands(start, tuple(_bands(digest, BAND_ROWS)), strict))
    return found


def sharing_bands(bands: Bands, held: Mapping[int, Iterable[Text]]) -> set[Text]:
    """Return the texts that share enough of these bands; `held` has texts by number of band."""
    shared: Counter[Text] = Counter()
    for number, count in bands.sought().items():
        for text in held.get(number, ()):
            shared[text] += count
    return {text for text, count in shared.items() if count >= LEAST_BANDS}


def _bands(digest: Sequence[int], rows: int) -> Iterator[int]:
    for band in range(0, len(digest), rows):
        yield key_number(band, *digest[band : band + rows])


def _dated(numbers: Iterable[int], start: int | None) -> Iterable[int]:
    return numbers if start is None else [dated_number(start, number) for number in numbers]


def _likely_pairs(shingles: Mapping[str, frozenset[str]], days: Mapping[str, int | None]) -> list[tuple[str, str]]:
    held: dict[int, list[str]] = defaultdict(list)
    found = bands_of(list(shingles.values()), [days[article_id] for article_id in shingles])
    bands = dict(zip(shingles, found, strict=True))
    for article_id, own in bands.items():
        for number in own.stored():
            held[number].append(article_id)
    pairs = {
        (min(one, other), max(one, other))
        for one, own in bands.items()
        for other in sharing_bands(own, held)
        if one != other
    }
    return sorted(pairs)


def _join_equal(groups: Groups[str], keys: Mapping[str, str]) -> None:
    held: dict[str, list[str]] = defaultdict(list)
    for member, key in keys.items():
        held[key].append(member)
    for members in held.values():
        for member in members[1:]:
            groups.join(members[0], member)
