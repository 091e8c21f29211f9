"""The drawing of a training's log."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from dateline.train.curves import read_losses, write_curves


def test_curves_have_a_chart_for_each_head(tmp_path: Path) -> None:
    log = tmp_path / "student.log.jsonl"
    lines = [{"batch": 50 * n, "losses": {"roles": 1.0 / n, "taught_roles": 2.0, "<b>": 0.5}} for n in (1, 2, 4)]
    log.write_text("".join(json.dumps(line) + "\n" for line in lines))
    assert read_losses(log)["roles"] == [(50, 1.0), (100, 0.5), (200, 0.25)]
    write_curves([log], tmp_path / "curves.svg")
    drawing = ElementTree.parse(tmp_path / "curves.svg").getroot()
    texts = [element.text or "" for element in drawing.iter() if element.tag.endswith("text")]
    assert "student: roles, 0.250 at last" in texts
    assert "student: <b>, 0.500 at last" in texts
    assert len([element for element in drawing.iter() if element.tag.endswith("polyline")]) == 2


def test_a_broken_log_is_named(tmp_path: Path) -> None:
    log = tmp_path / "student.log.jsonl"
    log.write_text('{"batch": 1}\n')
    with pytest.raises(ValueError, match=r"student\.log\.jsonl:1"):
        read_losses(log)
