"""`dateline stories` and `story`: incidents that belong together over weeks, with the days that matter."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Annotated

import typer

from dateline.cli.options import LimitOption, StoreOption, open_existing

#: Stories that the table shows where no limit is given; JSON gives all.
TABLE_LIMIT = 50


class Format(StrEnum):
    """How `dateline stories` and `dateline story` print."""

    table = "table"
    json = "json"


FormatOption = Annotated[Format, typer.Option("--format", help="table or json.")]


def register(app: typer.Typer) -> None:
    app.command()(stories)
    app.command()(story)


def stories(store: StoreOption = None, limit: LimitOption = None, format: FormatOption = Format.table) -> None:
    """List the stories, the latest first: incidents, and reports beside them, that belong together."""
    from dateline.cli.tables import story_table
    from dateline.formats import story_line_to_json

    shown = limit if limit is not None or format is not Format.table else TABLE_LIMIT
    with open_existing(store) as opened:
        found = opened.find_stories(limit=shown)
        total = opened.count_stories()
    if format is Format.table:
        story_table(found, total=total)
    else:
        print(json.dumps([story_line_to_json(line) for line in found], ensure_ascii=False, indent=1))


def story(
    story_id: Annotated[str, typer.Argument(metavar="ID", help="The id of a story (see `dateline stories`).")],
    store: StoreOption = None,
    format: FormatOption = Format.table,
) -> None:
    """Show one story: its time line with a sentence for each day, its incidents, and why they belong together."""
    from dateline.cli.tables import story_page
    from dateline.formats import story_to_json

    with open_existing(store) as opened:
        record = opened.story(story_id)
    if format is Format.table:
        story_page(record)
    else:
        print(json.dumps(story_to_json(record), ensure_ascii=False, indent=1))
