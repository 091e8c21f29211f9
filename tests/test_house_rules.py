"""The house rules that a machine can check (CONTRIBUTING.md)."""

from __future__ import annotations

import ast
import re
import subprocess
from dataclasses import is_dataclass
from importlib import import_module
from pathlib import Path

import pytest

import dateline.model

ROOT = Path(__file__).parent.parent
SOURCES = sorted((ROOT / "src" / "dateline").rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
LONGEST = 400


def tracked_files() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_module_is_short_and_says_what_it_does(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= LONGEST, f"over {LONGEST} lines: make it a folder of the same name"
    if text.strip():
        assert ast.get_docstring(ast.parse(text)), "open with a sentence that says what the module does"


@pytest.mark.parametrize("path", SOURCES + TESTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_module_keeps_to_the_rules(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert path.stem not in ("utils", "helpers", "common", "misc"), "name a module after what it does"
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            defaults = [*node.args.defaults, *(default for default in node.args.kw_defaults if default)]
            mutable = [default for default in defaults if isinstance(default, ast.List | ast.Dict | ast.Set)]
            assert not mutable, f"{node.name}: a mutable default"
        if isinstance(node, ast.ExceptHandler):
            assert node.type is not None, f"line {node.lineno}: catch what you can handle, not everything"


def test_model_is_frozen_and_slotted() -> None:
    classes = [getattr(dateline.model, name) for name in dateline.model.__all__]
    records = [cls for cls in classes if isinstance(cls, type) and is_dataclass(cls)]
    assert len(records) > 20
    for cls in records:
        assert cls.__dataclass_params__.frozen, cls  # type: ignore[attr-defined]
        assert "__slots__" in vars(cls), cls


def test_steps_say_what_they_read_and_write() -> None:
    from dateline.model import Doc
    from dateline.pipeline import STEPS

    layers = set(Doc.__dataclass_fields__)
    written = {"article"}
    for path in STEPS:
        module, _, name = path.rpartition(".")
        step = getattr(import_module(module), name)
        assert set(step.reads) | set(step.writes) <= layers, path
        assert set(step.reads) <= written | set(step.writes), f"{path} reads what no step before it writes"
        written |= set(step.writes)


def test_tests_mirror_the_package() -> None:
    folders = {path.parent.name for path in TESTS if path.parent.parent == ROOT / "tests"}
    packages = {path.name for path in (ROOT / "src" / "dateline").iterdir() if path.is_dir() and path.name[0] != "_"}
    missing = packages - folders - {"model", "schema"}
    assert not missing, "each folder of the package has a folder of tests"


FORBIDDEN = {
    "a path of one machine": re.compile(r"/(?:work|root|tmp)/"),
    "an unfinished end": re.compile(r"NotImplementedError|\bTODO\b|\bFIXME\b"),
}


def test_nothing_names_one_machine_or_is_left_open() -> None:
    found = []
    for path in tracked_files():
        if path.suffix in (".py", ".md", ".toml", ".html", ".css", ".json", "") and path != Path(__file__):
            text = path.read_text(encoding="utf-8", errors="replace")
            found += [
                f"{path.relative_to(ROOT)}: {what}" for what, pattern in FORBIDDEN.items() if pattern.search(text)
            ]
    assert not found


def test_no_large_file_is_tracked() -> None:
    """Weights of a model may be larger: one file a model, each under 30 MB, 60 MB in all."""
    sizes = {path: path.stat().st_size for path in tracked_files()}
    weights = {path: size for path, size in sizes.items() if path.parent.name == "weights"}
    assert not [str(path) for path, size in sizes.items() if size > 5_000_000 and path not in weights]
    assert not [str(path) for path, size in weights.items() if size > 30_000_000]
    assert sum(weights.values()) < 60_000_000


def test_migrations_are_numbered_in_order() -> None:
    from dateline.store.migrations import MIGRATIONS

    names = [getattr(migration, "__name__", str(migration)) for migration in MIGRATIONS]
    assert [name[:4] for name in names] == [f"m{number:03}" for number in range(1, len(names) + 1)]
