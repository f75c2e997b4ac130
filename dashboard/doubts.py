"""Owns what is said of the reading of reports: its doubts as a list and a table, and whose values rest on cells that
are not certain; pure but for its queries."""

from __future__ import annotations

import html
from collections.abc import Sequence

import pandas as pd

from catalog.dimensions import label
from catalog.metrics import Metric
from catalog.problems import kinds
from dashboard.queries import doubts, measures, places
from dashboard.reader import Reader

ABOUT_CELLS = ("read_by_ocr", "figures_unproven", "reading_chosen", "grid_guessed", "columns_unclear", "cell_unclear")
OF_REGISTER = ("agency_unknown",)  # speaks of the register, and of every bureau of a city that is new to it
CHECKED = ("identities_fail",)  # the checks of the build say it place by place
NAMED = 6  # agencies that a sentence names
TAGS = {"doubtful": "W"}


def told(found: pd.DataFrame) -> pd.DataFrame:
    """The problems that no check of the build tells better."""
    return found[~found["code"].isin(CHECKED)]


def items(found: pd.DataFrame, reader: Reader) -> str:
    """The problems of one report as a list: how grave, what, what to do."""
    lines = []
    for row in found.to_dict("records"):
        kind = kinds().get(str(row["code"]))
        level = kind.level if kind else "note"
        words = kind.said_in(str(row["message"]), reader.language) if kind else str(row["message"])
        remedy = kind.remedy(reader.language) if kind else ""
        tag = f'<span class="mj-tag {TAGS.get(level, "")}">{label("problem_level", level, reader.language)}</span>'
        lines.append(
            f"<li><span>{tag}</span><span>{html.escape(words)} → {html.escape(remedy)} "
            f"<code>{html.escape(str(row['code']))}</code></span></li>"
        )
    return f'<ul class="mj-checks">{"".join(lines)}</ul>'


def of_reports(ids: Sequence[str], year: int | None) -> pd.DataFrame:
    """The problems that call a reading doubtful, of these agencies' reports; not that an agency is not listed yet."""
    apart = (*CHECKED, *OF_REGISTER)
    codes = [code for code, kind in kinds().items() if kind.level == "doubtful" and code not in apart]
    return doubts.of_reports(ids, year, codes, ABOUT_CELLS)


def table(found: pd.DataFrame, reader: Reader) -> pd.DataFrame:
    """The same as a table: agency, year, what, cells that are not certain, what to do."""
    say, known = reader.say, kinds()
    return pd.DataFrame(
        {
            say("agency"): [reader.name(zh, en) for zh, en in zip(found["name_zh"], found["name_en"], strict=True)],
            say("year"): found["year"].astype(str),
            say("message"): [
                known[code].said_in(text, reader.language)
                for code, text in zip(found["code"], found["message"], strict=True)
            ],
            say("uncertain_cells"): found["cells"].astype("Int64"),
            say("what_to_do"): [known[code].remedy(reader.language) for code in found["code"]],
        }
    )


def caption(metric: Metric, ids: Sequence[str], first: int, last: int, reader: Reader) -> str:
    """Whose values of the metric rest on cells that are not certain, by name; "" where nobody's do."""
    columns = sorted({str(part["column"]) for part in measures.behind(metric)})
    found = doubts.resting_on(columns, ids, first, last) if columns else []
    if not found:
        return ""
    names = places.names(reader.which, reader.language)
    named = reader.say("name_joint").join(names.get(one, one) for one in found[:NAMED])
    more = "……" if len(found) > NAMED else ""
    return reader.say("rests_on_uncertain", n=len(found), names=named + more)
