"""Owns what the verb check prints: the results of the data rules, then how often each rule failed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.table import Column, Table

from catalog.commands import language, tell
from catalog.rules import rules
from catalog.texts import either

PIPED = 200  # letters a line where no terminal limits them
SEVERITIES = ("E", "W", "I")


def show_checks(rows: Sequence[dict[str, Any]], total: int, paper: Console) -> None:
    """Print a table of check results (`check_rows`), how often each rule failed, then how many of `total` failed."""
    wide = paper if paper.is_terminal else Console(file=paper.file, width=max(paper.width, PIPED))
    failed = [row for row in rows if row["result"] == "fail"]
    alike = len(failed) == len(rows)
    fixed = [Column(tell(name), no_wrap=True) for name in ("rule", "severity", "agency", "year")]
    results = [] if alike else [Column(tell("result"), no_wrap=True)]
    table = Table(*fixed, *results, Column(tell("message"), overflow="fold"))
    for row in rows:
        told = either(language(), row["message"], row["message_en"]) or row["reason"] or ""
        ends = [told] if alike else [tell(f"result_{row['result']}"), told]
        table.add_row(*(str(row[name] or "—") for name in ("rule", "severity", "agency", "year")), *ends)
    if rows:
        wide.print(table)
    for (severity, rule), number in _by_rule(failed):
        basis = rules()[rule].basis[language()] if rule in rules() else ""
        paper.print(f"{number:>6}  {severity}  {rule:<6} {basis}", markup=False, highlight=False)
    paper.print(tell("check_done", failed=len(failed), total=total))


def _by_rule(failed: Sequence[dict[str, Any]]) -> list[tuple[tuple[str, str], int]]:
    """((severity, rule), how often it failed), the gravest and most frequent first."""
    counted = Counter((row["severity"], row["rule"]) for row in failed)
    return sorted(counted.items(), key=lambda one: (SEVERITIES.index(one[0][0]), -one[1], one[0][1]))
