"""Which agencies are alike, from peer_groups.yml: classes of residents and the smallest group worth comparing with."""

from __future__ import annotations

from bisect import bisect_left
from functools import cache
from pathlib import Path
from typing import Any

from catalog import yamlfile


@cache
def _told() -> dict[str, Any]:
    found: dict[str, Any] = yamlfile.read(Path(__file__).with_suffix(".yml"))
    return found


def residents_class(residents: int | None) -> int | None:
    """The class of a region by its residents, 0 the smallest; None where they are not known."""
    return None if residents is None else bisect_left(_told()["residents"], residents)


def smallest_group() -> int:
    """A group with fewer members is widened."""
    return int(_told()["smallest"])
