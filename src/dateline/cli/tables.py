"""What the commands print for people: the table of incidents, and one incident with its claims and sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from dateline.knowledge.gazetteer import GazetteerPlace
from dateline.link.explain import what_would_change
from dateline.link.weights import WEIGHTS
from dateline.model import (
    Article,
    Background,
    Claim,
    Coverage,
    FieldValue,
    Incident,
    MachineLink,
    Record,
    StoryLine,
    StoryRecord,
    main_incident,
)
from dateline.schema import FIELDS
from dateline.store import LogEntry
from dateline.wording import (
    ALWAYS_ASKED,
    NOT_STATED,
    changes_text,
    notices_text,
    outlet_text,
    printable,
    reasons_unknown,
    sources_text,
    speakers_text,
    standing_text,
    story_title,
    sureness_text,
    value_text,
)


def console() -> Console:
    """Return a console on stdout that takes nothing for markup; piped tables are not cut to a narrow screen."""
    made = Console(highlight=False, markup=False, emoji=False)
    return made if made.is_terminal else Console(highlight=False, markup=False, emoji=False, width=160)


def _print(out: Console, *pieces: str | tuple[str, str]) -> None:
    """Print one line of pieces, some with a style; what stands in articles reaches the terminal as text alone."""
    styled = [(printable(piece), "") if isinstance(piece, str) else (printable(piece[0]), piece[1]) for piece in pieces]
    # A line that goes to a file or another command is left whole.
    out.print(Text.assemble(*styled), soft_wrap=not out.is_terminal)


def incident_table(incidents: Sequence[Incident], *, total: int) -> None:
    """Print one line an incident."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading, right in (
        ("id", False),
        ("type", False),
        ("date", False),
        ("place", False),
        ("killed", True),
        ("injured", True),
        ("status", False),
        ("reports", True),
        ("sources", True),
    ):
        table.add_column(heading, justify="right" if right else "left", no_wrap=heading == "id")
    for incident in incidents:
        table.add_row(
            incident.id,
            incident.type,
            *(field_text(incident.values.get(field)) for field in ALWAYS_ASKED),
            incident.status,
            str(incident.articles),
            str(incident.independent_sources),
        )
    out = console()
    out.print(table)
    _print(out, f"{len(incidents)} of {total} incidents. `dateline show ID` gives the claims behind one.")


def story_table(stories: Sequence[StoryLine], *, total: int) -> None:
    """Print one line a story."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("id", "from", "to", "story", "incidents", "reports"):
        right = heading in ("incidents", "reports")
        table.add_column(heading, justify="right" if right else "left", no_wrap=heading == "id")
    for line in stories:
        days = (line.earliest or NOT_STATED, line.latest or NOT_STATED)
        table.add_row(line.id, *days, printable(story_title(line.main)), str(line.incidents), str(line.articles))
    out = console()
    out.print(table)
    _print(out, f"{len(stories)} of {total} stories. `dateline story ID` gives the time line of one.")


def story_page(record: StoryRecord) -> None:
    """Print one story: its days with a sentence each, then its incidents and other articles with the reason."""
    out = console()
    story = record.story
    _print(out, (story.id, "bold"), f"  {story_title(main_incident(record.incidents.values()))}")
    for day in story.days:
        article = record.articles[day.article_id]
        out.print()
        _print(out, (day.day, "bold"), f"  {day.weight:.2f}  {article.outlet or article.document}, {article.published}")
        _print(out, f"  {article.written(day.span)}")
    for member in story.incidents:
        out.print()
        _print(out, (member.id, "bold"), f"  {story_title(record.incidents[member.id])}")
        _print(out, f"  {member.why}")
    for member in story.articles:
        article = record.articles[member.id]
        out.print()
        _print(out, (member.id, "bold"), f"  {article.title or article.document}, {article.outlet or 'unknown outlet'}")
        _print(out, f"  {member.why}")


def place_table(found: Sequence[tuple[GazetteerPlace, float | None]]) -> None:
    """Print one line a place; how alike the names are where it was sought by another spelling."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("name", "kind", "country", "first area", "second area", "people", "latitude", "longitude", "alike"):
        right = heading in ("people", "latitude", "longitude", "alike")
        table.add_column(heading, justify="right" if right else "left", no_wrap=heading == "name")
    for place, similarity in found:
        table.add_row(
            place.name,
            "capital" if place.capital else place.feature,
            place.country or "-",
            place.admin1 or "-",
            place.admin2 or "-",
            f"{place.population:,}" if place.population else "-",
            *("-" if degrees is None else f"{degrees:.4f}" for degrees in (place.latitude, place.longitude)),
            "" if similarity is None else f"{similarity:.2f}",
        )
    console().print(table)


def field_text(value: FieldValue | None) -> str:
    """Return what an incident says of a field on one line; a dash where nothing is stated."""
    return NOT_STATED if value is None else printable(value_text(value.value))


def incident_page(record: Record, *, story: str | None) -> None:
    """Print one incident: each field with its claims for and against. `story`: the id of the one it is part of."""
    out = console()
    incident = record.incident
    _print(out, (incident.id, "bold"), f"  {incident.type}  ", (incident.status, "bold"))
    _print(
        out,
        f"{incident.articles} reports, {incident.independent_sources} independent sources, "
        f"published {incident.first_seen or '?'} to {incident.last_seen or '?'}",
    )
    for line in (*sources_text(record), *notices_text(record)):
        _print(out, f"  {line}")
    if story is not None:
        _print(out, f"part of the story {story}")
    named = [field for field in (*FIELDS, "killed_by_side") if field in incident.values]
    for field in named:
        value = incident.values[field]
        out.print()
        _print(out, (field, "bold"), f": {field_text(value)}", "  [reviewed]" if value.reviewed else "")
        for line in changes_text(record, value):
            _print(out, f"    {line}")
        for sign, claim_ids in (("+", value.claims_for), ("-", value.claims_against)):
            for claim_id in claim_ids:
                if claim_id in record.claims:
                    _print_claim(out, record, record.claims[claim_id], sign)
    for field, reason in reasons_unknown(incident, record.accounts.values()).items():
        out.print()
        _print(out, (field, "bold"), f": not stated ({reason})")


def _print_claim(out: Console, record: Record, claim: Claim, sign: str) -> None:
    article = record.article_of(claim)
    sentence = record.sentence_of(claim)
    text = article.part(sentence.part)
    says = f", says {speakers_text(claim.via)}" if claim.via else ""
    where = "" if sentence.part == "text" else f" ({sentence.part})"
    head = f"{outlet_text(article)}, {article.published or 'undated'}{where}{says}: {standing_text(record, claim)}"
    _print(out, f"  {sign} {head}, {claim.score:.2f}  ", (claim.id, "dim"))
    _print(
        out,
        f"      {text[sentence.start : claim.span.start]}",
        (claim.written, "bold underline"),
        text[claim.span.end : sentence.end],
    )


def member_page(record: Record, links: Sequence[MachineLink]) -> None:
    """Print why each account is in the incident, and the grounds between pairs."""
    out = console()
    incident = record.incident
    _print(out, (incident.id, "bold"), f"  {incident.type}: why these accounts are one incident")
    for member in incident.members:
        article = record.articles[member.article_id]
        sure = f"{sureness_text(member.score)} ({member.score:.2f})"
        out.print()
        _print(out, f"{member.account_id}  {member.role}  {sure}  {article.outlet or ''}")
        _print(out, f"  {article.title or article.document}, {article.published or 'undated'}")
        _print(out, f"  {member.why}")
    _print_links(out, links)


def pair_page(left: Record, right: Record, pairs: Sequence[MachineLink]) -> None:
    """Print the grounds for and against joining two incidents, the most alike accounts first."""
    out = console()
    if left.incident.id == right.incident.id:
        _print(out, f"{left.incident.id} is one incident: both ids lead to it")
        return
    _print(out, f"{left.incident.id} and {right.incident.id} are two incidents; the accounts most alike are")
    _print_links(out, pairs[:5])


def _print_links(out: Console, links: Sequence[MachineLink]) -> None:
    for link in links:
        out.print()
        _print(out, f"{link.left} and {link.right}: {link.score:+.2f}")
        for feature in link.features:
            unit = f", {WEIGHTS[feature.name]:+.2f} a unit" if feature.name in WEIGHTS else ""
            _print(out, f"  {feature.score:+.2f}  {feature.why} ", (f"({feature.name}{unit})", "dim"))
        _print(out, f"  {what_would_change(link)}")


def background_page(article: Article, background: Background, others: Mapping[str, Article]) -> None:
    """Print an article as it reads, each paragraph with the coverage behind it, then the related list."""
    out = console()
    _print(out, (article.title or article.document, "bold"))
    _print(out, f"{article.outlet or 'unknown outlet'}, {article.published or 'undated'}")
    for paragraph, behind in zip(article.paragraphs, background.paragraphs, strict=True):
        out.print()
        _print(out, article.text[paragraph.start : paragraph.end])
        _print_coverage(out, behind, others)
    out.print()
    _print(out, ("Related", "bold"), "" if background.related else ": nothing in the store fits")
    _print_coverage(out, background.related, others)


def _print_coverage(out: Console, coverages: Sequence[Coverage], others: Mapping[str, Article]) -> None:
    for coverage in coverages:
        other = others[coverage.article_id]
        copy = ", a copy" if coverage.copy_of else ""
        where = f"{other.outlet or other.document}, {other.published or 'undated'}"
        _print(out, "  > ", (other.title or other.document, "bold"), f" ({where})  ", (other.id, "dim"))
        _print(out, f"    {coverage.kind}{copy}, {coverage.score:.2f}: {coverage.why}")


def review_table(entries: Sequence[LogEntry]) -> None:
    """Print what people said, one line each."""
    out = console()
    if not entries:
        _print(out, "none")
    for entry in entries:
        where = ", ".join(anchor.article_id + (f" {anchor.field}" if anchor.field else "") for anchor in entry.anchors)
        value = "" if entry.value is None else f" to {dict(entry.value)}"
        why = f" ({entry.why})" if entry.why else ""
        by = f" by {entry.by}" if entry.by else ""
        withdrawn = f", withdrawn {entry.withdrawn_at}" if entry.withdrawn_at else ""
        _print(out, f"{entry.ref}  {entry.act}{value}: {where}{why}{by} at {entry.at}{withdrawn}")
