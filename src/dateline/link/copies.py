"""Finds copies of one text: a wire story and its edited copies, and the revisions of one document."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from rensa import RMinHash

from dateline.link.groups import Groups
from dateline.link.keys import key_number
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
    for one, other in _likely_pairs({article_id: found for found, article_id in distinct.items()}):
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


def band_keys(shingles: Sequence[frozenset[str]]) -> list[list[int]]:
    """Return for each text the numbers of its bands (63 bits): texts that share LEAST_BANDS may be copies (LSH).

    MinHash (Broder 1997) in bands, as in Leskovec, Rajaraman, Ullman, "Mining of Massive Datasets", chapter 3.
    """
    # Sorted, though a digest does not depend on it: the order of a set of strings changes from process to process.
    hashes = RMinHash.from_token_sets([sorted(found) for found in shingles], num_perm=PERMUTATIONS, seed=SEED)
    return [list(_bands(minhash.digest())) if found else [] for minhash, found in zip(hashes, shingles, strict=True)]


def sharing_bands(bands: Iterable[int], held: Mapping[int, Iterable[Text]]) -> set[Text]:
    """Return the texts that share enough of these bands; `held` has texts by number of band."""
    shared = Counter(text for band in bands for text in held.get(band, ()))
    return {text for text, count in shared.items() if count >= LEAST_BANDS}


def _bands(digest: Sequence[int]) -> Iterator[int]:
    for band in range(0, PERMUTATIONS, BAND_ROWS):
        yield key_number(band, *digest[band : band + BAND_ROWS])


def _likely_pairs(shingles: Mapping[str, frozenset[str]]) -> list[tuple[str, str]]:
    held: dict[int, list[str]] = defaultdict(list)
    bands = dict(zip(shingles, band_keys(list(shingles.values())), strict=True))
    for article_id, own in bands.items():
        for band in own:
            held[band].append(article_id)
    pairs = {
        (min(one, other), max(one, other))
        for one, own in bands.items()
        for other in sharing_bands(own, held)
        if one != other
    }
    return sorted(pairs)


def _join_equal(groups: Groups, keys: Mapping[str, str]) -> None:
    held: dict[str, list[str]] = defaultdict(list)
    for member, key in keys.items():
        held[key].append(member)
    for members in held.values():
        for member in members[1:]:
            groups.join(members[0], member)
