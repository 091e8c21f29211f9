"""People's words: reviews of claims, merges and splits of incidents, and taking them back. Nothing is overwritten."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

from sqlalchemy import Connection, Row, Table, func, insert, select, update

from dateline.errors import NotFoundError, UsageError
from dateline.formats import Json
from dateline.model import Anchor, Judgement, Link, Member, Review, Verdict
from dateline.store.anchors import AccountAnchor, ClaimAnchor, attach_account, attach_claims
from dateline.store.convert import given_span_of, link_of, review_of, span_columns, span_of
from dateline.store.corrections import check_value
from dateline.store.incidents import incident
from dateline.store.query import account_anchors, claim_anchor, claim_anchors
from dateline.store.tables import HUMAN_LINK, REVIEW
from dateline.store.write import count_change

Side = Literal["left", "right"]


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One act of a person, as `dateline review log` lists it."""

    #: What `undo` takes: "review:3", "link:5". An undo has the reference of what it took back.
    ref: str
    act: Literal["accept", "correct", "reject", "merge", "split", "undo"]
    at: str
    #: None for an undo: who took it back is not asked.
    by: str | None
    #: The claim reviewed, or the accounts joined or parted, in pairs.
    anchors: tuple[Anchor, ...]
    value: Mapping[str, object] | None = None
    why: str | None = None
    withdrawn_at: str | None = None


def review(
    connection: Connection,
    claim_id: str,
    verdict: Verdict,
    value: Mapping[str, object] | None,
    *,
    by: str,
    at: str,
) -> Review:
    """Add a review of a claim; earlier ones stay. Raises NotFoundError, or UsageError for a faulty value."""
    anchor = claim_anchor(connection, claim_id)
    if verdict not in get_args(Verdict):
        raise UsageError(f"no verdict {verdict!r}; there are {', '.join(get_args(Verdict))}")
    if (value is not None) != (verdict == "correct"):
        raise UsageError(f"verdict {verdict!r} with value {value!r}: a value is given with 'correct', and only then")
    if value is not None:
        check_value(anchor.field, value)
    attached = _attached(connection, article_id=anchor.article_id)
    row = {
        "article_id": anchor.article_id,
        "field": anchor.field,
        **span_columns(anchor.span),
        **span_columns(anchor.trigger, "trigger"),
        "claim_id": claim_id,
        "verdict": verdict,
        "value": None if value is None else dict(value),
        "by": by,
        "at": at,
        "supersedes": next((standing.id for standing, found in attached if found == claim_id), None),
    }
    number = connection.scalar(insert(REVIEW).returning(REVIEW.c.id), row)
    count_change(connection, [anchor.article_id])
    return review_of(connection.execute(select(REVIEW).where(REVIEW.c.id == number)).one())


def reviews_by_claim(connection: Connection) -> dict[str, Review]:
    """Return the review that stands, by the id of the claim of the current run that it is attached to."""
    return {claim_id: review_of(row) for row, claim_id in _attached(connection) if claim_id is not None}


def _attached(connection: Connection, *, article_id: str | None = None) -> list[tuple[Row[Any], str | None]]:
    """Return each standing review with the claim it is attached to, or None: of all articles, or of one."""
    query = select(REVIEW).order_by(REVIEW.c.id)
    rows = connection.execute(query if article_id is None else query.where(REVIEW.c.article_id == article_id)).all()
    standing = {row.id: row for row in _standing(rows)}
    anchors = {
        number: ClaimAnchor(row.article_id, row.claim_id, row.field, given_span_of(row), span_of(row, "trigger"))
        for number, row in standing.items()
    }
    attached = attach_claims(anchors, claim_anchors(connection, (row.article_id for row in standing.values())))
    return [(row, attached.get(number)) for number, row in standing.items()]


def _standing(rows: Sequence[Row[Any]]) -> list[Row[Any]]:
    # A review gives way to one that was given on the same claim later, for as long as that one is not withdrawn.
    given_before = {row.id: row.supersedes for row in rows}
    superseded = set()
    for row in rows:
        if row.withdrawn_at is None:
            before = row.supersedes
            while before is not None and before not in superseded:
                superseded.add(before)
                before = given_before[before]
    return [row for row in rows if row.withdrawn_at is None and row.id not in superseded]


def judgements(connection: Connection) -> list[tuple[str, str, Judgement]]:
    """Return the newest word on each two accounts of current runs: (lower id, higher id, judgement), in their order."""
    newest: dict[tuple[str, str], Judgement] = {}
    for row, left, right in _attached_links(connection):
        if left is not None and right is not None and left != right:
            newest[min(left, right), max(left, right)] = row.judgement
    return [(*pair, judgement) for pair, judgement in sorted(newest.items())]


def _attached_links(connection: Connection) -> list[tuple[Row[Any], str | None, str | None]]:
    """Return each standing link, the oldest first, with the accounts that its ends are attached to."""
    rows = connection.execute(
        select(HUMAN_LINK).where(HUMAN_LINK.c.withdrawn_at.is_(None)).order_by(HUMAN_LINK.c.id)
    ).all()
    by_article = defaultdict(list)
    for anchor in account_anchors(connection, (each for row in rows for each in (row.left_article, row.right_article))):
        by_article[anchor.article_id].append(anchor)
    found = []
    for row in rows:
        ends = (attach_account(_end(row, side), by_article[_end(row, side).article_id]) for side in ("left", "right"))
        left, right = (None if end is None else end.account_id for end in ends)
        found.append((row, left, right))
    return found


def _end(row: Row[Any], side: str) -> AccountAnchor:
    article_id, account_id, type_ = (getattr(row, f"{side}_{name}") for name in ("article", "account", "type"))
    return AccountAnchor(article_id, account_id, type_, span_of(row, side))


def merge(connection: Connection, left_id: str, right_id: str, *, why: str, by: str, at: str) -> tuple[Link, ...]:
    """Say that two incidents are one: links their first accounts, and each two that were said to be different.

    Raises NotFoundError, or UsageError where both ids lead to one incident.
    """
    left, right = incident(connection, left_id), incident(connection, right_id)
    if left.id == right.id:
        raise UsageError(f"incidents {left_id!r} and {right_id!r} are one already: {left.id!r}")
    pairs = [(left.members[0].account_id, right.members[0].account_id)]
    apart = {frozenset(pair) for *pair, judgement in judgements(connection) if judgement == "different"}
    for one in left.members:
        for other in right.members:
            pair = (one.account_id, other.account_id)
            if frozenset(pair) in apart and pair not in pairs:
                pairs.append(pair)
    members = [*left.members, *right.members]
    return _add_links(connection, members, pairs, "same", why=why, by=by, at=at)


def split(
    connection: Connection, incident_id: str, account_ids: Iterable[str], *, why: str, by: str, at: str
) -> tuple[Link, ...]:
    """Say that these accounts of an incident tell of another one than the rest: links each of them with each other.

    Raises NotFoundError, or UsageError where they are not some, but not all, of its accounts.
    """
    parted = incident(connection, incident_id)
    members = [member.account_id for member in parted.members]
    leaving = list(dict.fromkeys(account_ids))
    for account_id in leaving:
        if account_id not in members:
            raise UsageError(f"account {account_id!r} is not in incident {parted.id!r}; it has {', '.join(members)}")
    staying = [account_id for account_id in members if account_id not in leaving]
    if not leaving or not staying:
        raise UsageError(f"split of incident {parted.id!r}: name some of its {len(members)} accounts, but not all")
    pairs = [(one, other) for one in leaving for other in staying]
    return _add_links(connection, parted.members, pairs, "different", why=why, by=by, at=at)


def _add_links(
    connection: Connection,
    members: Iterable[Member],
    pairs: Sequence[tuple[str, str]],
    judgement: Judgement,
    *,
    why: str,
    by: str,
    at: str,
) -> tuple[Link, ...]:
    found = account_anchors(connection, (member.article_id for member in members))
    anchors = {anchor.account_id: anchor for anchor in found}
    for account_id in (each for pair in pairs for each in pair):
        if account_id not in anchors:
            raise NotFoundError(f"account {account_id!r} is in no current run; run `dateline reconcile` and look again")
    last = connection.scalar(select(func.coalesce(func.max(HUMAN_LINK.c.id), 0))) or 0
    rows = [
        {
            "id": number,
            "act": last + 1,
            **_end_columns("left", anchors[left]),
            **_end_columns("right", anchors[right]),
            "judgement": judgement,
            "why": why,
            "by": by,
            "at": at,
        }
        for number, (left, right) in enumerate(pairs, start=last + 1)
    ]
    connection.execute(insert(HUMAN_LINK), rows)
    count_change(connection, _articles_of(rows))
    added = select(HUMAN_LINK).where(HUMAN_LINK.c.act == last + 1).order_by(HUMAN_LINK.c.id)
    return tuple(link_of(row) for row in connection.execute(added))


def _end_columns(side: Side, anchor: AccountAnchor) -> Json:
    return {
        f"{side}_article": anchor.article_id,
        f"{side}_account": anchor.account_id,
        f"{side}_type": anchor.type,
        **span_columns(anchor.span, side),
    }


def undo(connection: Connection, ref: str, *, at: str) -> None:
    """Withdraw a review, or all links of a merge or split: `ref` is "review:3" or "link:5", as the log gives it.

    Raises NotFoundError where there is none, UsageError where it is no reference or withdrawn already.
    """
    kind, _, number = ref.partition(":")
    # Not isdecimal alone: it also holds of digits of other scripts and of numbers larger than a database takes.
    if kind not in ("review", "link") or not (number.isascii() and number.isdecimal() and len(number) < 18):
        raise UsageError(f"{ref!r} refers to nothing; give a reference like 'review:3' or 'link:5' of the log")
    table: Table = REVIEW if kind == "review" else HUMAN_LINK
    row = connection.execute(select(table).where(table.c.id == int(number))).first()
    if row is None:
        raise NotFoundError(f"there is no {ref!r}; `dateline review log` lists what there is")
    if row.withdrawn_at is not None:
        raise UsageError(f"{ref!r} was withdrawn already, at {row.withdrawn_at}")
    same_act = table.c.id == row.id if kind == "review" else table.c.act == row.act
    taken_back = connection.execute(select(table).where(same_act)).mappings().all()
    connection.execute(update(table).where(same_act).values(withdrawn_at=at))
    count_change(connection, _articles_of(taken_back))


def _articles_of(rows: Iterable[Mapping[Any, Any]]) -> list[str]:
    """Return the articles that reviews or links are of."""
    columns = ("article_id", "left_article", "right_article")
    return [row[column] for row in rows for column in columns if column in row]


def review_log(connection: Connection) -> list[LogEntry]:
    """Return all that people said, in the order of time, what was withdrawn and its undoing included."""
    reviews = [_review_entry(row) for row in connection.execute(select(REVIEW).order_by(REVIEW.c.id))]
    acts = _link_entries(connection.execute(select(HUMAN_LINK).order_by(HUMAN_LINK.c.id)).all())
    given = [*reviews, *acts]
    undone = [LogEntry(each.ref, "undo", each.withdrawn_at, None, each.anchors) for each in given if each.withdrawn_at]
    # Sorting keeps the order of equals, so that an undo in the same second still follows what it took back.
    return sorted([*given, *undone], key=lambda entry: entry.at)


def unmatched(connection: Connection) -> list[LogEntry]:
    """Return the standing reviews, merges and splits that fit nothing in the current runs , wholly or partly."""
    reviews = [_review_entry(row) for row, claim_id in _attached(connection) if claim_id is None]
    lost = [row for row, left, right in _attached_links(connection) if left is None or right is None or left == right]
    return [*reviews, *_link_entries(lost)]


def _review_entry(row: Row[Any]) -> LogEntry:
    given = review_of(row)
    return LogEntry(
        f"review:{given.id}",
        given.verdict,
        given.at,
        given.by,
        (given.anchor,),
        value=given.value,
        withdrawn_at=given.withdrawn_at,
    )


def _link_entries(rows: Sequence[Row[Any]]) -> list[LogEntry]:
    acts = defaultdict(list)
    for row in rows:
        acts[row.act].append(link_of(row))
    return [
        LogEntry(
            f"link:{number}",
            "merge" if links[0].judgement == "same" else "split",
            links[0].at,
            links[0].by,
            tuple(anchor for link in links for anchor in (link.left, link.right)),
            why=links[0].why,
            withdrawn_at=links[0].withdrawn_at,
        )
        for number, links in acts.items()
    ]
