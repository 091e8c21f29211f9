"""Training the reader for real, on a few reports of our own: it learns them, stops and goes on, and exports."""

from __future__ import annotations

import json
import multiprocessing
from pathlib import Path

import pytest

pytest.importorskip("torch", reason="training needs torch: pip install 'dateline[train]'")
pytest.importorskip("transformers", reason="training needs transformers: pip install 'dateline[train]'")

from dateline.cli.training import packaged_encoder
from dateline.errors import UsageError
from dateline.settings import Settings

REPORTS = ("guerrillas kidnapped the mayor of villa sol .", "a bomb destroyed the bridge near villa sol .")


def write(path: Path, rows: list[dict[str, object]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    roles: dict[str, object] = {role: [] for role in ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon")}
    extracts = [
        {**roles, "PerpInd": [[["guerrillas", 0]]], "Victim": [[["mayor of villa sol", 26]]]},
        {**roles, "Weapon": [[["bomb", 2]]], "Target": [[["bridge", 21]]]},
    ]
    ids = [f"R{number}" for number in range(24)]
    texts = [REPORTS[number % 2] for number in range(24)]
    write(
        folder / "muc4/grit_roles_train.jsonl",
        [
            {"docid": i, "doctext": t, "extracts": extracts[n % 2]}
            for n, (i, t) in enumerate(zip(ids, texts, strict=True))
        ],
    )
    write(
        folder / "muc4/gtt_templates_train.jsonl",
        [
            {"docid": i, "templates": [{"incident_type": ("kidnapping", "bombing")[n % 2], **extracts[n % 2]}]}
            for n, i in enumerate(ids)
        ],
    )
    write(folder / "muc4/muc4_train.jsonl", [{"docid": i, "text": t.upper()} for i, t in zip(ids, texts, strict=True)])
    said = "Rebels said the bridge fell ."
    parts = {"source": (0, 6), "cue": (7, 11), "content": (12, 27)}
    spans = {part: [{"start": start, "end": end}] for part, (start, end) in parts.items()}
    write(folder / "attribution/train.jsonl", [{"docid": i, "text": said, "attributions": [spans]} for i in ids])
    write(
        folder / "names/worldwide_train.jsonl",
        [{"docid": i, "text": "Ana Ruiz spoke .", "entities": [{"start": 0, "end": 8, "type": "Person"}]} for i in ids],
    )
    write(
        folder / "factuality/uw_train.jsonl",
        [
            {"docid": i, "text": "They left .", "events": [{"start": 5, "end": 9, "text": "left", "factuality": 3.0}]}
            for i in ids
        ],
    )
    write(
        folder / "incidents/train_reports.jsonl",
        [
            {
                "id": i,
                "text": "Ana Ruiz was shot dead in Kara.",
                "title": None,
                "published": "2014-12-17",
                "incident_id": "1",
            }
            for i in ids
        ],
    )
    people = [{"name": "Ana Ruiz", "role": "Victim", "status": "Killed", "age": None, "gender": None}]
    write(
        folder / "incidents/train_incidents.jsonl",
        [{"incident_id": "1", "killed": 1, "injured": 0, "participants": people}],
    )
    return folder


def test_train_learns_goes_on_and_exports(data: Path, tmp_path: Path) -> None:
    try:
        encoder = packaged_encoder()
    except UsageError as error:
        pytest.skip(str(error))
    from dateline.train.export import export_reader
    from dateline.train.reader import Options, train_reader

    work = tmp_path / "work"
    weights = train_reader(data, work, encoder, Settings(), Options(threads=2))
    first = weights.stat().st_mtime_ns
    assert (work / "checkpoint.pt").is_file()
    # A second call finds all batches done, and writes the same weights.
    assert train_reader(data, work, encoder, Settings(), Options(threads=2)).stat().st_mtime_ns > first
    out = tmp_path / "weights"
    out.mkdir()
    process = multiprocessing.get_context("spawn").Process(
        target=export_reader, args=(weights, encoder, out / "reader.onnx")
    )
    process.start()
    process.join()
    assert process.exitcode == 0
    (out / "tokenizer.json").write_bytes((encoder / "tokenizer.json").read_bytes())
    assert (out / "reader.onnx").stat().st_size < 30_000_000
