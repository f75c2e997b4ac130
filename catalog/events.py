"""The events that a line in a chart should be read with, from events.yml."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

KINDS = ("form", "law", "reform", "event")


@cache
def events() -> tuple[dict[str, Any], ...]:
    """Every event, oldest first: year, region_code, kind, zh, en, source (zh, en), groups of metrics (all without)."""
    found = yaml.safe_load(Path(__file__).with_suffix(".yml").read_text(encoding="utf-8"))
    return tuple(sorted(({"groups": []} | event for event in found), key=lambda event: int(event["year"])))
