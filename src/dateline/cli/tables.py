"""What the commands print for people: the table of incidents, and one incident with its claims and sentences."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from dateline.model import Claim, FieldValue, Incident, MachineLink, Record
from dateline.schema import FIELDS
from dateline.store import LogEntry
from dateline.wording import NOT_STATED, reasons_unknown, speakers_text, value_text


def console() -> Console:
    """Return a console on stdout; piped output is not cut to a narrow screen."""
    made = Console(highlight=False, soft_wrap=False)
    return made if made.is_terminal else Console(highlight=False, width=160)


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
            field_text(incident.values.get("date")),
            escape(field_text(incident.values.get("place"))),
            field_text(incident.values.get("killed")),
            field_text(incident.values.get("injured")),
            incident.status,
            str(incident.articles),
            str(incident.independent_sources),
        )
    out = console()
    out.print(table)
    out.print(f"{len(incidents)} of {total} incidents. `dateline show ID` gives the claims behind one.")


def field_text(value: FieldValue | None) -> str:
    """Return what an incident says of a field on one line; a dash where nothing is stated."""
    return NOT_STATED if value is None else value_text(value.value)


def incident_page(record: Record) -> None:
    """Print one incident: each field with its claims for and against."""
    out = console()
    incident = record.incident
    out.print(f"[bold]{incident.id}[/bold]  {incident.type}  [bold]{incident.status}[/bold]")
    out.print(
        f"{incident.articles} reports, {incident.independent_sources} independent sources, "
        f"published {incident.first_seen or '?'} to {incident.last_seen or '?'}"
    )
    named = [field for field in (*FIELDS, "killed_by_side") if field in incident.values]
    for field in named:
        value = incident.values[field]
        mark = "  [reviewed]" if value.reviewed else ""
        out.print(f"\n[bold]{field}[/bold]: {escape(field_text(value))}{escape(mark)}")
        for sign, claim_ids in (("+", value.claims_for), ("-", value.claims_against)):
            for claim_id in claim_ids:
                if claim_id in record.claims:
                    _print_claim(out, record, record.claims[claim_id], sign)
    for field, reason in reasons_unknown(incident, record.accounts.values()).items():
        out.print(f"\n[bold]{field}[/bold]: not stated ({escape(reason)})")


def _print_claim(out: Console, record: Record, claim: Claim, sign: str) -> None:
    article = record.article_of(claim)
    sentence = record.sentence_of(claim)
    text = article.part(sentence.part)
    before, after = text[sentence.start : claim.span.start], text[claim.span.end : sentence.end]
    quoted = (
        f"{escape(_line(before))}[bold underline]{escape(_line(claim.written))}[/bold underline]{escape(_line(after))}"
    )
    says = f", says {speakers_text(claim.via)}" if claim.via else ""
    where = "" if sentence.part == "text" else f" ({sentence.part})"
    head = f"{article.outlet or article.document}, {article.published or 'undated'}{where}{says}: {claim.stance}"
    out.print(f"  {sign} {escape(head)}, {claim.score:.2f}  [dim]{claim.id}[/dim]")
    out.print(f"      {quoted}")


def _line(text: str) -> str:
    """Return text on one line; spaces at its ends are kept, since it is a piece of a sentence."""
    return " ".join(text.replace("\r", "\n").split("\n"))


def member_page(record: Record, links: Sequence[MachineLink]) -> None:
    """Print why each account is in the incident, and the grounds between pairs."""
    out = console()
    out.print(f"[bold]{record.incident.id}[/bold]  {record.incident.type}: why these accounts are one incident")
    for member in record.incident.members:
        article = record.articles[member.article_id]
        title = article.title or article.document
        out.print(f"\n{member.account_id}  {member.role}  {member.score:.2f}  {escape(article.outlet or '')}")
        out.print(f"  {escape(title)}, {article.published or 'undated'}")
        out.print(f"  {escape(member.why)}")
    inside = [link for link in links if link.left in record.accounts and link.right in record.accounts]
    for link in sorted(inside, key=lambda link: (-link.score, link.left, link.right)):
        out.print(f"\n{link.left} and {link.right}: {link.score:+.2f}")
        for feature in link.features:
            out.print(f"  {feature.score:+.2f}  {escape(feature.why)}")


def pair_page(left: Record, right: Record, pairs: Sequence[MachineLink]) -> None:
    """Print the grounds for and against joining two incidents, the most alike accounts first."""
    out = console()
    if left.incident.id == right.incident.id:
        out.print(f"{left.incident.id} is one incident: both ids lead to it")
        return
    out.print(f"{left.incident.id} and {right.incident.id} are two incidents; the accounts most alike are")
    for link in pairs[:5]:
        out.print(f"\n{link.left} and {link.right}: {link.score:+.2f}")
        for feature in link.features:
            out.print(f"  {feature.score:+.2f}  {escape(feature.why)}")


def review_table(entries: Sequence[LogEntry]) -> None:
    """Print what people said, one line each."""
    out = console()
    if not entries:
        out.print("none")
    for entry in entries:
        where = ", ".join(anchor.article_id + (f" {anchor.field}" if anchor.field else "") for anchor in entry.anchors)
        value = "" if entry.value is None else f" to {dict(entry.value)}"
        why = f" ({entry.why})" if entry.why else ""
        by = f" by {entry.by}" if entry.by else ""
        withdrawn = f", withdrawn {entry.withdrawn_at}" if entry.withdrawn_at else ""
        out.print(escape(f"{entry.ref}  {entry.act}{value}: {where}{why}{by} at {entry.at}{withdrawn}"))
