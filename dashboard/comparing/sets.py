"""Named sets of regions, kinds or agencies: those of the registers (data/sets.yml, data/demo/sets.yml), which an owner
edits, and those that readers save, one line each in data/views/sets.jsonl, which only grows."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml

from dashboard.queries import places
from dashboard.verdicts import write_durably

ROOT = Path(__file__).resolve().parents[2]
FILES = {"real": ROOT / "data" / "sets.yml", "demo": ROOT / "data" / "demo" / "sets.yml"}
LONGEST = 40


@dataclass(frozen=True, slots=True)
class Named:
    """One set: regions, or agencies of these kinds, or agencies one by one."""

    key: str
    zh: str
    en: str
    regions: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()

    def name(self, language: str) -> str:
        """The name in a language."""
        return self.zh if language == "zh" else self.en


def path() -> Path:
    """Where saved sets lie: MINGJING_VIEWS, else data/views."""
    return Path(os.environ.get("MINGJING_VIEWS") or ROOT / "data" / "views") / "sets.jsonl"


def is_allowed() -> bool:
    """Whether this server saves sets: not when MINGJING_READ_ONLY is set."""
    return not os.environ.get("MINGJING_READ_ONLY")


def held(which: str) -> dict[str, Named]:
    """The sets of a collection by key that name anybody in it, those of the registers first; of two lines of one name
    the later counts."""
    found = registered(which) | {one.key: one for one in _saved(which)}
    return {key: one for key, one in found.items() if _names_anybody(one, which)}


def registered(which: str) -> dict[str, Named]:
    """The sets of the register of a collection by key."""
    file = FILES[which]
    told: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8")) if file.exists() else {}
    return {key: _named(key, entry) for key, entry in (told or {}).items()}


def _names_anybody(one: Named, which: str) -> bool:
    there = {agency.region_code for agency in places.agencies(which).values()}
    return bool(there & set(one.regions)) or bool(agencies(one, which))


def _named(key: str, entry: dict[str, Any]) -> Named:
    lists = {name: tuple(str(code) for code in entry.get(name, ())) for name in ("regions", "kinds", "agencies")}
    return Named(key, str(entry["zh"]), str(entry.get("en") or entry["zh"]), **lists)


def _saved(which: str) -> list[Named]:
    """The sets that readers saved; lines that cannot be read are passed over."""
    file = path()
    lines = file.read_text(encoding="utf-8").split("\n") if file.exists() else []  # a name may hold U+2028
    found = []
    for line in lines:
        try:
            entry = json.loads(line)
            if entry["collection"] == which:
                found.append(_named(f"saved-{entry['zh']}", entry))
        except (ValueError, KeyError, TypeError):
            continue
    return found


def agencies(one: Named, which: str) -> list[str]:
    """The agencies of a set that the collection has, in official order."""
    everyone = places.agencies(which)
    return [key for key, agency in everyone.items() if key in one.agencies or agency.kind in one.kinds]


def save(name: str, ids: Sequence[str], which: str) -> str:
    """Add a set under this name; its key. Raises ValueError for an empty or too long name or no agencies."""
    words = " ".join(name.split())
    if not words or len(words) > LONGEST or not ids:
        raise ValueError(words)
    line = {
        "zh": words,
        "en": words,
        "collection": which,
        "agencies": list(ids),
        "saved_at": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
    }
    write_durably(path(), json.dumps(line, ensure_ascii=False) + "\n")
    return f"saved-{words}"
