"""Says why accounts were joined, why the accounts of two incidents were not, or what speaks for their being one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations, product

from dateline.link.compare import compare, total
from dateline.link.profile import make_profiles
from dateline.model import Account, Article, MachineLink

#: An incident of more accounts than this is explained by its first ones: the pairs would be too many to read.
MAX_ACCOUNTS = 50


def explain_joined(
    accounts: Sequence[Account], articles: Mapping[str, Article], *, copies: Mapping[str, str]
) -> list[MachineLink]:
    """Return the grounds of the pairs of an incident's accounts that speak for joining, those most alike first."""
    links = _compared(combinations(_first(accounts), 2), accounts, articles, copies=copies)
    return [link for link in links if link.score > 0]


def explain_pair(
    left: Sequence[Account], right: Sequence[Account], articles: Mapping[str, Article], *, copies: Mapping[str, str]
) -> list[MachineLink]:
    """Return the grounds for and against every pair of an account of each, those most alike first.

    `articles` holds the articles of all accounts, `copies` their groups of copies. Raises KeyError for an account whose
    article is not given.
    """
    # Together: what an article tells beside an account counts, and may be in the other incident.
    return _compared(product(_first(left), _first(right)), [*left, *right], articles, copies=copies)


def _first(accounts: Sequence[Account]) -> list[Account]:
    return sorted(accounts, key=lambda account: account.id)[:MAX_ACCOUNTS]


def _compared(
    pairs: Iterable[tuple[Account, Account]],
    accounts: Sequence[Account],
    articles: Mapping[str, Article],
    *,
    copies: Mapping[str, str],
) -> list[MachineLink]:
    profiles = make_profiles(accounts, articles, copies=copies)
    links = []
    for one, other in pairs:
        features = compare(profiles[one.id], profiles[other.id])
        links.append(MachineLink(one.id, other.id, total(features), features))
    return sorted(links, key=lambda link: (-link.score, link.left, link.right))


def what_would_change(link: MachineLink) -> str:
    """Return what would have to be otherwise for the pair to speak the other way."""
    joined = link.score > 0
    turning = [one for one in link.features if one.name != "prior" and (one.score > 0) == joined and one.score]
    turning.sort(key=lambda one: (-abs(one.score), one.name))
    named, left = [], link.score
    for ground in turning:
        named.append(ground.why)
        left -= ground.score
        if (left > 0) != joined:
            return f"It would speak {'against' if joined else 'for'} one incident but for this: {'; '.join(named)}."
    if joined:
        return "It would speak for one incident whatever else were otherwise."
    return f"It would take {-left:.1f} more of what speaks for one incident, even without all that speaks against it."
