"""What several folders of tests need: the command line run for real, and one store read from the samples."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SAMPLES = [str(ROOT / "samples")]

Run = Callable[..., "subprocess.CompletedProcess[str]"]


def run_dateline(
    *arguments: str, cwd: Path, stdin: str | None = None, **environ: str
) -> subprocess.CompletedProcess[str]:
    """Run `dateline` in a process of its own, without settings from outside."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DATELINE_")}
    return subprocess.run(
        [sys.executable, "-m", "dateline", *arguments],
        cwd=cwd,
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        env={**kept, **environ},
        timeout=300,
        check=False,
    )


@pytest.fixture
def dateline(tmp_path: Path) -> Run:
    """`dateline(...)` runs a command in an empty folder."""

    def run(*arguments: str, stdin: str | None = None, **environ: str) -> subprocess.CompletedProcess[str]:
        return run_dateline(*arguments, cwd=tmp_path, stdin=stdin, **environ)

    return run


@pytest.fixture(scope="session")
def samples_db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store read from the samples by the command line; tests that write copy it."""
    folder = tmp_path_factory.mktemp("samples")
    done = run_dateline("read", *SAMPLES, "--store", "sqlite:///samples.db", cwd=folder)
    assert done.returncode == 0, done.stderr
    return folder / "samples.db"


@pytest.fixture(scope="session")
def data_dir() -> Path:
    """The folder of gold data; tests that need it are skipped where it is absent."""
    folder = (ROOT / os.environ.get("DATELINE_DATA", "../shared/data")).resolve()
    if not folder.is_dir():
        pytest.skip(f"no gold data at {folder}: set DATELINE_DATA")
    return folder
