"""Owns how two reports side by side are drawn: what they are, the form with both numbers in each cell, their words;
HTML from escaped parts."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence

import pandas as pd

from dashboard import numbers, reading, tables
from dashboard.beside import cells, wording
from dashboard.forms_html import Place, Printed
from dashboard.reader import Reader

Marks = Mapping[Place, tuple[str, str]]
KIND_SIGNS = {"changed": "≠", "removed": "−", "added": "+"}


def heads(names: tuple[str, str], reports: Sequence[pd.Series], failed: Sequence[int], reader: Reader) -> str:
    """The two reports as two cards: name, title, day, failed checks."""
    say, cards = reader.say, []
    for name, report, count in zip(names, reports, failed, strict=True):
        late = int(report.days_late) if pd.notna(report.days_late) and report.days_late > 0 else 0
        day = tables.days(pd.Series([report.published_on]))[0] or "—"
        facts = [
            f"{say('published_on')} {day}" + (f" · {say('days_late')} {late}" if late else ""),
            say("checks_failed", k=count),
        ]
        cards.append(
            f"<div><b>{html.escape(name)}</b><span>{html.escape(str(report.title or say('untitled')))}</span>"
            + "".join(f"<small>{html.escape(fact)}</small>" for fact in facts)
            + "</div>"
        )
    return f'<div class="mj-two">{"".join(cards)}</div>'


def form(report: Printed, both: pd.DataFrame, name: str, earlier_marks: Marks, reader: Reader) -> Printed:
    """The later report with, below each number, what the earlier one prints there and the difference."""
    below = {}
    for row in both.to_dict("records"):
        place = (row["table_name"], row["row_key"], row["column_key"])
        if place not in report.cells:
            continue
        was = row["printed_before"]
        if not isinstance(was, str):
            below[place] = f'<small class="was">{reader.say("not_there")}</small>'
            continue
        moved = cells.words(row["difference"], row["growth"], row["value_before"])
        failed = f" ✗ {html.escape(earlier_marks[place][1])}" if place in earlier_marks else ""
        tip = f"{name}: {was or reader.say('state_blank_word')}{failed}"
        if row["difference"] == 0 and not failed:
            below[place] = ""
            continue
        kind = "rise" if numbers.is_number(row["difference"]) and row["difference"] > 0 else "fall"
        sign = " ✗" if failed else ""
        below[place] = (
            f'<small class="was" title="{html.escape(tip)}">{html.escape(was) or "—"}{sign} →</small>'
            f'<small class="{kind}">{html.escape(moved)}</small>'
        )
    return Printed(report.form, report.cells, report.marks, below)


def alone(both: pd.DataFrame) -> pd.DataFrame:
    """The places that only the earlier report has."""
    return both[both["state_after"].isna()].reset_index(drop=True)


def texts(before: pd.DataFrame, after: pd.DataFrame, reader: Reader) -> list[tuple[str, wording.Wording]]:
    """(title, words side by side) of every section of which either report has words, in the order of the later one."""
    titles = {row.number: row.title for row in [*before.itertuples(), *after.itertuples()]}
    order = list(dict.fromkeys([*after["number"], *before["number"]]))

    def words(held: pd.DataFrame, number: object) -> str:
        return "\n".join(str(text) for text in held[held["number"] == number]["text"])

    compared = [
        (titles[number] or reader.say("before_sections"), wording.compare(words(before, number), words(after, number)))
        for number in order
    ]
    return [(title, one) for title, one in compared if one.rows]


def likeness(found: Sequence[tuple[str, wording.Wording]]) -> float | None:
    """The likeness of all sections together, weighed by their length in sentences; None without any text."""
    told = [(one.likeness, len(one.rows)) for _, one in found if one.likeness is not None]
    return sum(value * many for value, many in told) / sum(many for _, many in told) if told else None


def words(one: wording.Wording, names: tuple[str, str], reader: Reader) -> str:
    """Two columns: the earlier text on the left, the later on the right; sentences that both have are folded away."""
    say = reader.say
    parts = [
        f'<div class="head"><b>{html.escape(names[0])}</b></div><div class="head"><b>{html.escape(names[1])}</b></div>'
    ]
    same: list[str] = []

    def fold() -> None:
        if same:
            body = "".join(f"<p>{text}</p>" for text in same)
            parts.append(f"<details><summary>{say('same_sentences', n=len(same))}</summary>{body}</details>")
            same.clear()

    for kind, left, right in one.rows:
        if kind == "same":
            same.append(left)
            continue
        fold()
        tag = f'<abbr title="{say(f"sentence_{kind}")}">{KIND_SIGNS[kind]}</abbr> '
        parts.append(f"<div>{tag + left if left else ''}</div><div>{tag + right if right else ''}</div>")
    fold()
    return f'<div class="mj-words">{"".join(parts)}</div>'


def summary(found: cells.Tally, alike: float | None, reader: Reader) -> list[tuple[str, str]]:
    """What the page says first, each with its caution."""
    say = reader.say
    lines = [
        (
            say("beside_cells", both=found.both, moved=found.moved),
            say("beside_cells_more", lost=found.lost, alone=found.alone),
        )
    ]
    if alike is not None:
        lines.append((say("beside_words", share=numbers.percent(alike, 0)), say("beside_words_more")))
    return lines


def marks_of(checks: pd.DataFrame, report: pd.Series, reader: Reader) -> Marks:
    """The places that the failed checks of one report name."""
    return reading.marks(checks, int(report.year), str(report.form), reader)


def titles(names: Mapping[str, str], sides: Sequence[tuple[str, int]]) -> tuple[str, str]:
    """What the two sides are called: the years where the agency is the same, else agency and year."""
    one, other = sides
    if one[0] == other[0]:
        return str(one[1]), str(other[1])
    return f"{names[one[0]]} {one[1]}", f"{names[other[0]]} {other[1]}"


def counts(one: wording.Wording, reader: Reader) -> str:
    """How many sentences of a section are the same, changed, left out, added, and how alike it is."""
    told = {kind: one.count(kind) for kind in ("same", "changed", "removed", "added")}
    return reader.say("section_counts", share=numbers.percent(one.likeness, 0), **told)
