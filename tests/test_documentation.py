"""Everything a user can name is documented: each command, setting, field and incident type."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest
import typer.main

from dateline.cli import app
from dateline.evaluate import TASKS
from dateline.evaluate.data import make_article
from dateline.export import EXPORTERS
from dateline.formats import doc_to_json, incident_to_json
from dateline.model import Article, Claim, Doc, Incident
from dateline.schema import FIELDS, incident_types
from dateline.settings import Settings

ROOT = Path(__file__).parent.parent


def page(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def command_names() -> list[str]:
    """Return every command with its group: "read", "review accept", ..."""
    group = typer.main.get_command(app)
    found = []
    for name, command in getattr(group, "commands", {}).items():
        below = getattr(command, "commands", None)
        found += [f"{name} {inner}" for inner in below] if below else [name]
    return found


def test_there_are_commands() -> None:
    assert {"read", "annotate", "incidents", "show", "explain", "export", "reconcile", "serve"} <= set(command_names())


@pytest.mark.parametrize("command", command_names())
def test_command_is_documented(command: str) -> None:
    assert f"`dateline {command}" in page("docs/running.md")


@pytest.mark.parametrize("command", command_names())
def test_command_explains_itself(command: str) -> None:
    group = typer.main.get_command(app)
    for name in command.split():
        group = getattr(group, "commands")[name]  # noqa: B009
    assert group.help
    without = [p.name for p in group.params if p.name != "help" and not getattr(p, "help", None)]
    assert not without, "each option has a help text"


@pytest.mark.parametrize("setting", [spec.name for spec in fields(Settings)])
def test_setting_is_documented(setting: str) -> None:
    text = page("docs/running.md")
    assert f"`{setting}`" in text
    assert f"DATELINE_{setting.upper()}" in text


@pytest.mark.parametrize("field", FIELDS)
def test_field_is_documented(field: str) -> None:
    assert f"`{field}`" in page("docs/data-model.md")


@pytest.mark.parametrize("name", [spec.name for record in (Article, Claim) for spec in fields(record)])
def test_field_of_articles_and_claims_is_documented(name: str) -> None:
    assert f"`{name}`" in page("docs/data-model.md")


@pytest.mark.parametrize("format_name", EXPORTERS)
def test_export_format_is_documented(format_name: str) -> None:
    assert f"`{format_name}`" in page("docs/running.md")


@pytest.mark.parametrize("task", TASKS)
def test_task_is_documented(task: str) -> None:
    assert f"`{task}`" in page("docs/running.md")


def test_keys_of_the_json_forms_are_documented() -> None:
    incident = Incident("i1", "bombing", "happened", False, None, None, 0, 0, (), {})
    article = make_article("report", "Rain fell in Lima.")
    for key in (*incident_to_json(incident, input_ids={}), *doc_to_json(Doc(article))):
        assert key in FIELDS or f'"{key}"' in page("docs/data-model.md")


def test_incident_types_are_those_of_the_contract() -> None:
    assert len(incident_types()) == 41
    documented = set(re.findall(r"`([a-z_]+)`", page("docs/data-model.md")))
    assert set(incident_types()) <= documented


def test_changelog_names_this_version() -> None:
    from dateline import __version__

    assert f"## {__version__}" in page("CHANGELOG.md")


@pytest.mark.parametrize(
    "name", ["README.md", "CONTRIBUTING.md", *(f"docs/{p.name}" for p in (ROOT / "docs").glob("*.md"))]
)
def test_links_between_pages_lead_somewhere(name: str) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page(name)):
        if "://" not in target:
            assert ((ROOT / name).parent / target).exists(), target
