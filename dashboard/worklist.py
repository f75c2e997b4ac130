"""The part of the page of quality that lists failed checks: which rules, the list, verdicts, notices to hand out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dashboard import blocks, charts, choices, clicks, docket, doubts, faults, lists, quality, sheets
from dashboard.queries import coverage, reports
from dashboard.reader import Reader

MOST = 3_000  # lines of a list of all years; more would take a browser seconds
ABOUT = ("all", "sums", "number", "text", "form", "time", "copy", "doubt")


def show(reader: Reader, ids: Sequence[str], names: Mapping[str, str], year: int | None, severities: str) -> None:
    """The failed checks of these agencies in a year, or (None) in all years, filtered by kind, rule and agency."""
    say, span = reader.say, str(year or "all")
    blocks.section(say("work_list", year=year or say("all_years")))
    listed = reports.failed_checks(ids, year)
    failing = set(listed["agency_id"])
    with blocks.tool_row():
        about = choices.switch(reader, "about", ABOUT, "all")
        words = {one: quality.rule_words(one, reader) for one in sorted(set(listed["rule"]))}
        rule = choices.one_of(reader, "rule", words)
        agency = choices.one_of(reader, "of", {one: names[one] for one in names if one in failing})
    found = quality.chosen(listed, severities, about, rule, agency)
    if found.empty:
        blocks.empty(say("no_failures"), say("no_failures_do"))
        return
    blocks.note(quality.counted(found, reader))
    if len(found) > MOST and not year:
        blocks.note(say("work_list_cut", most=f"{MOST:,}"))
        found = found.head(MOST)
    if not rule:
        labels, sizes, tips, rules = quality.by_rule(found, reader)
        figure = charts.simple_bars(labels, sizes, tips, charts.CHOSEN, keys=rules)
        clicks.keep("rule", blocks.clicked(figure, quality.alt(found, reader), f"rules_{span}_{about}"))
        blocks.note(say("click_a_rule"))
    work = faults.table(found, reader)
    blocks.table(work, "table_checks")
    blocks.take_away(reader, f"work-list-{span}", work, found, lambda: sheets.beside(reader, [], ids, year))
    docket.decide(found, dict(names), reader)
    years = [year] if year else sorted({int(one) for one in found["year"]}, reverse=True)[:1]
    blocks.report_link(reader, list(dict.fromkeys(found[found["year"] == years[0]]["agency_id"])), years)
    blocks.section(say("notices"))
    blocks.note(say("notices_note", n=found["agency_id"].nunique()))
    blocks.take_notices(reader, found, span)


def doubtful(reader: Reader, ids: Sequence[str], year: int | None) -> None:
    """The reports that were read with doubts, with what to do; nothing where there is none."""
    say, found = reader.say, doubts.of_reports(ids, year)
    if found.empty:
        return
    blocks.section(say("doubtful_reports", n=found[["agency_id", "year"]].drop_duplicates().shape[0]))
    blocks.note(say("doubtful_note"))
    shown = doubts.table(found, reader)
    blocks.table(shown.head(MOST), "table_doubts")
    blocks.take_away(reader, f"doubts-{year or 'all'}", shown, found, lambda: sheets.beside(reader, [], ids, year))
    years = [year] if year else sorted({int(one) for one in found["year"]}, reverse=True)[:1]
    blocks.report_link(reader, list(dict.fromkeys(found[found["year"] == years[0]]["agency_id"])), years)


def missing(reader: Reader, ids: Sequence[str]) -> None:
    """The reports of all years that are missing or late, behind the sentence that counts them."""
    say = reader.say
    blocks.sentences([quality.of_all_years(coverage.publication(ids, None), reader)])
    found = coverage.missing_reports(ids, None)
    if found.empty:
        return
    shown = lists.missing(found, reader)
    with blocks.fold(say("who_is_missing_all", n=len(found))):
        blocks.table(shown, "table_missing")
        blocks.take_away(reader, "missing-all", shown, found, lambda: sheets.beside(reader, [], ids, None))
