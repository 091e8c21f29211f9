"""`dateline review`: a person's word on values and on which accounts are one incident; kept, and undone at will."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.cli.options import ByOption, StoreOption, now, open_existing, reviewer
from dateline.errors import NotFoundError, UsageError

if TYPE_CHECKING:
    from dateline.store import Store

ClaimArgument = Annotated[str, typer.Argument(metavar="CLAIM", help="The id of a claim (see `dateline show`).")]
WhyOption = Annotated[str, typer.Option("--why", help="The reason, for those who read the log.")]


def register(app: typer.Typer) -> None:
    group = typer.Typer(no_args_is_help=True, help="Accept, correct or reject values; merge and split incidents.")
    for command in (accept, correct, reject, merge, split, undo, log, unmatched):
        group.command()(command)
    app.add_typer(group, name="review")


def _derive(opened: Store) -> None:
    from dateline.deriving import derive
    from dateline.settings import load_settings

    derive(opened, settings=load_settings())


def accept(claim: ClaimArgument, by: ByOption = None, store: StoreOption = None) -> None:
    """Say that a claim's value is right: it stands whatever is read later."""
    with open_existing(store) as opened:
        done = opened.review(claim, "accept", None, by=reviewer(by), at=now())
        _derive(opened)
    print(f"review:{done.id} accepts {done.anchor.field}")


def correct(
    claim: ClaimArgument,
    parts: Annotated[list[str], typer.Argument(metavar="KEY=VALUE", help="Such as low=12 high=12.")],
    by: ByOption = None,
    store: StoreOption = None,
) -> None:
    """Give the right value of a claim, part by part; the parts that are not named stay as they are."""
    from dateline.formats import record_to_json

    given: dict[str, object] = {}
    for part in parts:
        key, equals, value = part.partition("=")
        if not equals:
            raise UsageError(f"{part!r} is not KEY=VALUE; write low=12, or name='Peshawar'")
        given[key] = _literal(value)
    with open_existing(store) as opened:
        found = opened.claims([claim]).get(claim)
        if found is None:
            raise NotFoundError(f"no claim {claim!r} is stored; `dateline show` gives the claims of an incident")
        value_now = record_to_json(found.value)
        done = opened.review(claim, "correct", {**value_now, **given}, by=reviewer(by), at=now())
        _derive(opened)
    print(f"review:{done.id} corrects {done.anchor.field}")


def _literal(value: str) -> object:
    try:
        return json.loads(value)
    except ValueError:
        return value


def reject(claim: ClaimArgument, by: ByOption = None, store: StoreOption = None) -> None:
    """Say that a claim is wrong: it no longer counts, and stays in the log."""
    with open_existing(store) as opened:
        done = opened.review(claim, "reject", None, by=reviewer(by), at=now())
        _derive(opened)
    print(f"review:{done.id} rejects {done.anchor.field}")


def merge(
    left: Annotated[str, typer.Argument(metavar="ID", help="An incident; its id stays if it is the older.")],
    right: Annotated[str, typer.Argument(metavar="OTHER", help="The same incident under another id.")],
    why: WhyOption = "",
    by: ByOption = None,
    store: StoreOption = None,
) -> None:
    """Say that two incidents are one. The older id stays, and the other leads to it."""
    with open_existing(store) as opened:
        links = opened.merge(left, right, why=why, by=reviewer(by), at=now())
        _derive(opened)
        kept = opened.incident(left).id
    print(f"{', '.join(f'link:{link.id}' for link in links)}: one incident, {kept}")


def split(
    incident: Annotated[str, typer.Argument(metavar="ID", help="The incident.")],
    accounts: Annotated[list[str], typer.Argument(metavar="ACCOUNT", help="The accounts that are another one.")],
    why: WhyOption = "",
    by: ByOption = None,
    store: StoreOption = None,
) -> None:
    """Say that some accounts of an incident are another incident. The part with the first account keeps the id."""
    with open_existing(store) as opened:
        links = opened.split(incident, accounts, why=why, by=reviewer(by), at=now())
        _derive(opened)
    print(f"{', '.join(f'link:{link.id}' for link in links)}: {len(accounts)} accounts split from {incident}")


def undo(
    reference: Annotated[str, typer.Argument(metavar="REF", help="review:N or link:N, as `review log` lists them.")],
    store: StoreOption = None,
) -> None:
    """Withdraw a review, a merge or a split; it stays in the log as withdrawn."""
    with open_existing(store) as opened:
        opened.undo(reference, at=now())
        _derive(opened)
    print(f"{reference} is withdrawn")


def log(store: StoreOption = None) -> None:
    """List every review, merge and split, with who and when, withdrawn ones too."""
    from dateline.cli.tables import review_table

    with open_existing(store) as opened:
        review_table(opened.review_log())


def unmatched(store: StoreOption = None) -> None:
    """List reviews and links that fit no account of the current runs: none is ever dropped."""
    from dateline.cli.tables import review_table

    with open_existing(store) as opened:
        review_table(opened.unmatched())
