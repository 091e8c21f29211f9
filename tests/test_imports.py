"""The table of imports in docs/decisions.md holds: stages never import each other, and the site needs no model."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "src" / "dateline"
FIRST = {"errors", "model", "schema", "settings", "formats", "wording", "knowledge", "__init__"}
STAGES = {"read", "annotate", "extract", "resolve", "link", "reconcile", "store", "export"}
ALLOWED: dict[str, set[str]] = {
    **dict.fromkeys(FIRST, FIRST),
    **{stage: FIRST | {stage} for stage in STAGES},
    "background": FIRST | {"link", "store", "background"},
    "deriving": FIRST | STAGES | {"background", "deriving"},
    "pipeline": FIRST | STAGES | {"background", "deriving", "pipeline"},
    "serve": FIRST | {"store", "export", "serve"},
    "evaluate": FIRST | STAGES | {"background", "deriving", "pipeline", "evaluate"},
    "train": FIRST | STAGES | {"background", "deriving", "pipeline", "evaluate", "train"},
}
ANYTHING = {"cli", "__main__"}
#: Downwards: each may import those before it alone.
ORDER = ("__init__", "errors", "model", "schema", "settings", "formats", "wording", "knowledge")


def top(module: str) -> str:
    """Return the part of the package that a dotted name belongs to: dateline.read.web -> read."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else "__init__"


def imports_of(path: Path) -> Iterator[tuple[int, str]]:
    """Yield (line, dotted name) of every import of the package, inside functions too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "dateline":
            names = [node.module] if node.module != "dateline" else [f"dateline.{alias.name}" for alias in node.names]
            yield from ((node.lineno, name) for name in names if name != "dateline.__version__")
        elif isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names if alias.name.split(".")[0] == "dateline")


def all_modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def part_of(path: Path) -> str:
    first = path.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


@pytest.mark.parametrize("path", all_modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_module_imports_what_its_part_may(path: Path) -> None:
    part = part_of(path)
    if part in ANYTHING:
        return
    wrong = [f"line {line}: {name}" for line, name in imports_of(path) if top(name) not in ALLOWED[part]]
    assert not wrong, f"{part} may not import these"


@pytest.mark.parametrize("path", [p for p in all_modules() if part_of(p) in FIRST], ids=str)
def test_first_line_imports_downwards(path: Path) -> None:
    part = part_of(path)
    lower = {*ORDER[: ORDER.index(part)], part}
    wrong = [f"line {line}: {name}" for line, name in imports_of(path) if top(name) not in lower]
    assert not wrong, f"{part} may import downwards alone"


def test_every_part_is_in_the_table() -> None:
    assert {part_of(path) for path in all_modules()} == {*ALLOWED, *ANYTHING}


@pytest.mark.parametrize(
    ("module", "heavy"),
    [
        ("dateline.cli", ("spacy", "sqlalchemy", "fastapi", "trafilatura", "rich.progress")),
        ("dateline.serve", ("spacy",)),
    ],
)
def test_import_is_light(module: str, heavy: tuple[str, ...]) -> None:
    code = f"import sys, {module}; print([name for name in {heavy!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
