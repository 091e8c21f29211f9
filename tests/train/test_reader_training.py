"""Training the reader for real, on a few reports of our own: it learns them, stops and goes on, and exports."""

from __future__ import annotations

import json
import multiprocessing
from dataclasses import replace
from pathlib import Path

import pytest

pytest.importorskip("torch", reason="training needs torch: pip install 'dateline[train]'")
pytest.importorskip("transformers", reason="training needs transformers: pip install 'dateline[train]'")

from dateline.cli.training import packaged_encoder
from dateline.errors import UsageError
from dateline.extract.nets.reader import Reader
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
        [
            {
                "incident_id": "1",
                "killed": 1,
                "injured": 0,
                "participants": people,
                "date": "2014-12-16",
                "city_or_county": "Kara",
            }
        ],
    )
    return folder


def test_train_learns_goes_on_and_exports(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    try:
        encoder = packaged_encoder()
    except UsageError as error:
        pytest.skip(str(error))
    from dateline.train import recipe
    from dateline.train.corpus import Corpus
    from dateline.train.examples import prepare
    from dateline.train.export import export_reader

    work = tmp_path / "work"
    prepare(data, work, encoder, Settings())
    corpus = Corpus.load(work / "corpus.npz")
    assert len(corpus.of("muc4", held=False)) + len(corpus.of("muc4", held=True)) == 24
    monkeypatch.setattr(recipe, "TEACHERS", 1)
    monkeypatch.setattr(recipe, "PRETRAINING", replace(recipe.PRETRAINING, passes={"names": 1}))
    weights = recipe.run(work, encoder)
    made = weights.stat().st_mtime_ns
    told = [json.loads(line) for line in (work / "held_out.jsonl").read_text().splitlines()]
    # Before any label is learned, heads say what chance makes of them: all of one sentence may be right.
    assert told[-1]["roles"] > told[0]["roles"]
    assert told[-1]["factuality"] < told[0]["factuality"]
    # A second call finds all stages done.
    assert recipe.run(work, encoder).stat().st_mtime_ns == made
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
    _compare(Reader(out), weights, encoder)


def _compare(reader: Reader, weights: Path, encoder: Path) -> None:
    """The exported graph computes what the weights do in torch."""
    import numpy
    import torch

    from dateline.evaluate.data import make_article
    from dateline.extract.nets.encoding import windows
    from dateline.extract.nets.reader import load_tokenizer, special_pieces, window_inputs
    from dateline.model import Doc
    from dateline.train.export import load_net

    doc = Doc(make_article("R", REPORTS[0]))
    scored = reader([doc])[0]
    encoding = reader.encode(doc)
    special = special_pieces(load_tokenizer(encoder / "tokenizer.json"))
    inputs = {
        name: torch.tensor([values])
        for name, values in window_inputs(encoding, next(windows(encoding)), special).items()
    }
    with torch.no_grad():
        _, article = load_net(weights, encoder)(
            inputs["ids"], torch.ones_like(inputs["ids"]), inputs["case"], inputs["kind"]
        )
    assert numpy.corrcoef(article[0].numpy(), scored.article)[0, 1] > 0.999
