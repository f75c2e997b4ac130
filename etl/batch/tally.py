"""Owns the table at the end of a parse run: what came in by medium and form, and how sure it is."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from rich.console import Console
from rich.table import Column, Table

from catalog.commands import language, tell
from catalog.problems import kinds
from etl.batch.ledger import Ledger, Outcome

FEW_REPORTS = 20


def state_of(outcome: Outcome) -> str:
    """rejected: no report; doubtful: a report with a doubt; exact: every identity of its tables holds; else read."""
    if outcome.report is None:
        return "rejected"
    if any(kinds()[code].level == "doubtful" and not _is_only_new(code, outcome) for code, _ in outcome.problems):
        return "doubtful"
    return "failing" if outcome.failing else "exact"


def _is_only_new(code: str, outcome: Outcome) -> bool:
    """Whether a report is sure to be of a body that follows from its region and kind, only not listed yet: that is for
    the register to confirm, no doubt about what was read."""
    return code == "agency_unknown" and outcome.agency_id is not None


def show_tally(folder: Path, paper: Console) -> None:
    """Print documents by medium and form: read, exact identities, failing identities, doubtful, rejected; and which
    the reports are where they are few among many other papers."""
    tally: dict[tuple[str, str], Counter[str]] = {}  # by medium and form
    reasons: Counter[str] = Counter()
    reports: list[Outcome] = []
    with Ledger(folder) as ledger:
        for outcome in ledger.outcomes():
            key = (outcome.medium or "—", outcome.form or "—")
            tally.setdefault(key, Counter())[state_of(outcome)] += 1
            if outcome.report is not None and len(reports) <= FEW_REPORTS:
                reports.append(outcome)
            reasons.update({code for code, _ in outcome.problems if kinds()[code].level != "note"})
    right = ("documents", "exact", "failing", "doubtful", "rejected")
    counted = [Column(tell(f"tally_{name}"), justify="right") for name in right]
    table = Table(tell("medium"), tell("form"), *counted)
    for (medium, form), counts in sorted(tally.items()):
        numbers = (counts.total(), counts["exact"], counts["failing"], counts["doubtful"], counts["rejected"])
        table.add_row(medium, form, *(str(number) for number in numbers))
    every = sum(tally.values(), Counter())
    table.add_section()
    numbers = (every.total(), every["exact"], every["failing"], every["doubtful"], every["rejected"])
    table.add_row(tell("all"), "", *(str(number) for number in numbers))
    paper.print(table)
    for code, number in reasons.most_common():
        kind = kinds()[code]
        told = f"{kind.sentence(language=language())} → {kind.remedy(language())}"
        paper.print(f"  {number:>5}  {code}  {told}", markup=False)
    if 0 < len(reports) <= FEW_REPORTS and every["rejected"] > len(reports):
        paper.print(tell("reports_among"), markup=False)
        for found in reports:
            named = found.agency_printed or tell("agency_not_told")
            paper.print(f"  {found.year or '—'}  {named}  {found.file}", markup=False)
