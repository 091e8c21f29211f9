"""Settings: defaults, the file, variables, and what is wrong with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.errors import UsageError
from dateline.settings import Settings, load_object, load_settings


def test_settings_default(tmp_path: Path) -> None:
    assert load_settings(environ={}, folder=tmp_path) == Settings()


def test_settings_variable_wins_over_file(tmp_path: Path) -> None:
    (tmp_path / "dateline.toml").write_text('workers = 3\nstore = "sqlite:///a.db"\n')
    found = load_settings(environ={"DATELINE_WORKERS": "5"}, folder=tmp_path)
    assert (found.workers, found.store) == (5, "sqlite:///a.db")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("wrokers = 1", "wrokers"),
        ("workers = ", "TOML"),
        ('workers = "many"', "many"),
        ("workers = 2.5", "workers.*2.5"),
        ("workers = true", "workers.*True"),
        ("batch_size = 0", "batch_size.*less than 1"),
        ("max_bytes = -1", "max_bytes.*less than 1"),
        ("link_threshold = nan", "link_threshold.*nan"),
        ('date_order = "mdy"', "date_order.*mdy.*day, month, unknown"),
        ('readers = ["a.b"]', "readers.*a.b"),
    ],
)
def test_settings_fault_is_named(tmp_path: Path, text: str, named: str) -> None:
    (tmp_path / "dateline.toml").write_text(text)
    with pytest.raises(UsageError, match=named):
        load_settings(environ={}, folder=tmp_path)


def test_settings_numbers(tmp_path: Path) -> None:
    (tmp_path / "dateline.toml").write_text('workers = "2"\nlink_threshold = 1\n')
    found = load_settings(environ={"DATELINE_BATCH_SIZE": "8"}, folder=tmp_path)
    assert (found.workers, found.link_threshold, found.batch_size) == (2, 1.0, 8)


def test_settings_hash_changes_with_what_decides() -> None:
    assert Settings().hash() != Settings(date_order="day").hash()
    assert Settings().hash() == Settings(workers=9, store="sqlite:///b.db", batch_size=1).hash()


@pytest.mark.parametrize("path", ["no_such_module.Step", "dateline.pipeline.NoSuchStep", "nodots"])
def test_load_object_names_the_setting(path: str) -> None:
    with pytest.raises(UsageError, match=f"setting steps.*{path}"):
        load_object(path, setting="steps")
