"""Draws the logs of a training: the loss of every head over the batches, stage by stage, as one SVG."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path

#: Pixels of one small chart, the space around it, and charts in a row.
WIDTH, HEIGHT, MARGIN, COLUMNS = 220, 90, 34, 4

Points = list[tuple[int, float]]


def write_curves(logs: Iterable[Path], out: Path) -> None:
    """Draw a chart for each stage and head of `*.log.jsonl` files. Raises ValueError, naming it, for a broken line."""
    charts = [
        (f"{path.name.removesuffix('.log.jsonl')}: {head}", points)
        for path in sorted(logs)
        for head, points in read_losses(path).items()
        if len(points) > 1
    ]
    rows = -(-len(charts) // COLUMNS)
    size = f'width="{COLUMNS * (WIDTH + MARGIN) + MARGIN}" height="{rows * (HEIGHT + MARGIN) + MARGIN}"'
    drawn = [_chart(number, title, points) for number, (title, points) in enumerate(charts)]
    style = "<style>text{font:11px sans-serif;fill:#333}polyline{fill:none;stroke:#1f5f8b;stroke-width:1.5}</style>"
    out.write_text(f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{style}{"".join(drawn)}</svg>\n', encoding="utf-8")


def read_losses(log: Path) -> dict[str, Points]:
    """Return (batch, mean loss) of each head. What is learned of teachers is left out where gold tells of the head."""
    found: dict[str, Points] = defaultdict(list)
    for number, line in enumerate(log.read_text(encoding="utf-8").splitlines(), 1):
        try:
            told = json.loads(line)
            for head, loss in told["losses"].items():
                found[head].append((int(told["batch"]), float(loss)))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise ValueError(f"{log}:{number} is no line of a training log: {error}") from error
    return {head: points for head, points in found.items() if not head.startswith("taught_")}


def _chart(number: int, title: str, points: Sequence[tuple[int, float]]) -> str:
    left = MARGIN + (number % COLUMNS) * (WIDTH + MARGIN)
    top = MARGIN + (number // COLUMNS) * (HEIGHT + MARGIN)
    last, most = points[-1][0], max(loss for _, loss in points) or 1.0
    line = " ".join(
        f"{left + WIDTH * batch / last:.1f},{top + HEIGHT * (1 - loss / most):.1f}" for batch, loss in points
    )
    return (
        f'<text x="{left}" y="{top - 6}">{escape(title)}, {points[-1][1]:.3f} at last</text>'
        f'<path d="M{left} {top}V{top + HEIGHT}H{left + WIDTH}" fill="none" stroke="#bbb"/>'
        f'<text x="{left - 4}" y="{top + 8}" text-anchor="end">{most:.2g}</text>'
        f'<text x="{left + WIDTH}" y="{top + HEIGHT + 12}" text-anchor="end">{last}</text>'
        f'<polyline points="{line}"/>'
    )
