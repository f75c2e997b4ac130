"""What a verdict on a figure of the prose is: its fields, which figure it is about, which of several counts."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

STATUS = {"accept": "confirmed", "correct": "corrected", "reject": "rejected", "doubt": "ask"}
WITHDRAW = "withdraw"
REPORT_FIELDS = ("agency_id", "year", "scope")
FIGURE_FIELDS = (*REPORT_FIELDS, "metric", "period", "value", "sentence", "figure", "offset")
NEEDED = (*REPORT_FIELDS, "metric", "value", "verdict", "person", "decided_at")

Line = Mapping[str, Any]
Key = tuple[str, ...]


def normal_sentence(text: str) -> str:
    """A sentence as verdicts compare it: without spaces, full-width signs as half-width ones."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def normal_number(value: object) -> str:
    """A number in one spelling (1148 for 1148.0); "" for what is none."""
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return ""
    return format(number.normalize(), "f") if number.is_finite() else ""


def figure_key(line: Line) -> Key:
    """What names the figure that a verdict is about: report, metric, time, value as read, sentence."""
    period = str(line.get("period") or "year")
    names = [str(line.get(name) or "") for name in (*REPORT_FIELDS, "metric")]
    return (*names, period, normal_number(line.get("value")), normal_sentence(str(line.get("sentence") or "")))


def faults(line: Line) -> list[str]:
    """What a line lacks to be a verdict; empty for a sound one."""
    found = [f"{name} is missing" for name in NEEDED if line.get(name) in (None, "")]
    if line.get("verdict") not in (*STATUS, WITHDRAW):
        found.append(f"verdict is one of {', '.join((*STATUS, WITHDRAW))}")
    if line.get("verdict") == "correct" and not normal_number(line.get("corrected_value")):
        found.append("corrected_value is no number")
    return found


def lines_of(text: str) -> list[Line]:
    """Every line of the file in order: a sound one as it is, an empty one as {}, a wrong one as {"fault": why}."""
    return [_line(number, words) for number, words in enumerate(text.removesuffix("\n").split("\n"), 1)]


def _line(number: int, words: str) -> Line:
    if not words.strip():
        return {}
    try:
        line = json.loads(words)
    except json.JSONDecodeError:
        return {"fault": f"line {number}: not valid JSON"}
    wrong = faults(line) if isinstance(line, dict) else ["not an object"]
    return {"fault": f"line {number}: {'; '.join(wrong)}"} if wrong else line


def standing(lines: Iterable[Line]) -> dict[Key, Line]:
    """The verdict that counts for each figure: the last one; a withdrawal takes the last one back. Lines that are no
    verdicts are passed over."""
    said: dict[Key, list[Line]] = {}
    for line in lines:
        if "verdict" not in line or "fault" in line:
            continue
        words = said.setdefault(figure_key(line), [])
        if line["verdict"] != WITHDRAW:
            words.append(line)
        elif words:
            words.pop()
    return {key: words[-1] for key, words in said.items() if words}
