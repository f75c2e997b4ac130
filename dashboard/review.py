"""Owns the review of figures of the prose: the queue, the view of one figure as HTML, the line a verdict becomes."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from catalog.dimensions import label
from catalog.metrics import Metric, columns_of, metrics
from dashboard import numbers, verdicts
from dashboard.queries import figures
from dashboard.reader import Reader
from dashboard.words import figure_label

Row = Mapping[str, Any]
SENTENCE_BEFORE = re.compile(r"[^。！？\n]{1,200}[。！？\n]*$")
NUMBERED = re.compile(r"[（(第]?[一二三四五六七八九十\d]+[、.．）)]")
FAR = 260  # signs in which the sentence before is looked for
SENTENCE_AFTER = re.compile(r"\s*[^。！？\n]{1,200}[。！？]?")


def queue(reader: Reader, chosen: Mapping[str, str], pinned: str = "") -> pd.DataFrame:
    """The figures that ask for a person and fit the filters (metric, region, confidence, rival), in order, each with
    the verdict given since the build ("" for none)."""
    found = figures.to_review(reader.which, pinned)
    given = verdicts.read(figures.verdict_lines()).since_build()
    keep = found["figure_id"] == pinned
    fits = pd.Series(True, index=found.index)
    for name in ("metric", "region_code", "confidence"):
        if chosen.get(name):
            fits &= found[name] == chosen[name]
    if chosen.get("rival"):
        fits &= found["rival"] == (chosen["rival"] == "yes")
    asked = found[fits | keep]
    pairs = zip(asked["figure_id"], asked["metric"], strict=True)
    words = [verdict_on(given.get(figure_id), metric) for figure_id, metric in pairs]
    return asked.assign(verdict=pd.Series(words, index=asked.index, dtype="object")).reset_index(drop=True)


def verdict_on(line: Row | None, metric: str) -> str:
    """The word of a line about a figure of this metric, else ""."""
    return str(line["verdict"]) if line and line["metric"] == metric else ""


def following(asked: pd.DataFrame, current: str) -> str:
    """The next figure without a verdict after the current one, from the top again at the end; "" where none is left."""
    ids, open_ = list(asked["figure_id"]), list(asked["verdict"] == "")
    start = ids.index(current) + 1 if current in ids else 0
    turn = [*range(start, len(ids)), *range(start)]
    return next((ids[place] for place in turn if open_[place] and ids[place] != current), "")


def line_for(figure: Row, verdict: str, person: str, reason: str = "", corrected: str = "") -> dict[str, Any]:
    """The line of the file that says this verdict on this figure."""
    return {
        "agency_id": figure["agency_id"],
        "year": int(figure["year"]),
        "scope": figure["report_scope"],
        "metric": figure["metric"],
        "period": figure["period"],
        "value": plain(figure["read_value"]),
        "sentence": figure["sentence"],
        "figure": figure["printed"],
        "offset": int(figure["offset"]),
        "verdict": verdict,
        "corrected_value": corrected or None,
        "reason": reason,
        "person": person,
        "figure_id": figure["figure_id"],
    }


def plain(value: object) -> str:
    """A number as it is written in the file: 1148, 99.7."""
    return f"{float(str(value)):.6f}".rstrip("0").rstrip(".")


def typed(text: str) -> str:
    """A number as a person types it (1,148 or １１４８ or 99.7%), as the file writes it; "" where it is none."""
    try:
        return plain(text.strip().replace(",", "").replace("，", "").rstrip("%％"))
    except ValueError:
        return ""


def highlighted(sentence: str, place: object, printed: str) -> str:
    """The sentence as HTML with the figure marked, where it is known where that stands."""
    if not numbers.is_number(place) or not printed:
        return html.escape(sentence)
    start = int(float(str(place)))
    before, figure, after = sentence[:start], sentence[start : start + len(printed)], sentence[start + len(printed) :]
    return f"{html.escape(before)}<mark>{html.escape(figure)}</mark>{html.escape(after)}"


def sentence_view(figure: Row, reader: Reader) -> str:
    """Agency, year, section and the sentence with its figure marked, and dimmed the sentences beside it."""
    who = html.escape(reader.name(figure["name_zh"], figure["name_en"]))
    section = html.escape(section_name(str(figure["section"]), str(figure["section_title"]).strip()))
    head = f'<div class="mj-note">{who} · {int(figure["year"])} · {section}</div>'
    quoted = highlighted(str(figure["sentence"]), figure["place"], str(figure["printed"]))
    before, after = (f"<span>{html.escape(words)}</span>" if words else "" for words in beside(figure))
    quoted = f"{before}{quoted or html.escape(reader.say('no_sentence'))}{after}"
    return f'{head}<blockquote class="mj-quote">{quoted}</blockquote>'


def section_name(number: str, title: str) -> str:
    """Number and title of a section; the title alone where it has its own number."""
    return title if NUMBERED.match(title) else f"{number} {title}".strip()


def beside(figure: Row) -> tuple[str, str]:
    """The sentence before and the one after that of the figure in its section; "" where its place is unknown."""
    sentence, text = str(figure["sentence"]), str(figure["section_text"])
    if not numbers.is_number(figure["place"]) or not sentence:
        return "", ""
    start = int(figure["offset"]) - int(float(str(figure["place"])))
    end = start + len(sentence)
    if start < 0 or text[start:end] != sentence:
        return "", ""
    before, after = SENTENCE_BEFORE.search(text, max(0, start - FAR), start), SENTENCE_AFTER.match(text, end)
    return before[0].strip() if before else "", after[0].strip() if after else ""


def proposal(figure: Row, reader: Reader) -> str:
    """What the reader of prose proposes: metric, value with bound and unit, time, whose, rule, how sure, definition."""
    say, language = reader.say, reader.language
    metric = metric_of(str(figure["metric"]))
    rows = {
        "figure": figure_label(str(figure["metric"]), str(figure["part"]), language),
        "counted": f"{bound_word(figure, reader)}{numbers.plain(float(figure['value']))} {figure['unit']}",
        "printed_unit": str(figure["printed_unit"]),
        "period": label("figure_scope", str(figure["period"]), language),
        "whose": label("figure_level", str(figure["level"]), language),
        "part": str(figure["part"]),
        "definition_of_figure": str(figure["definition"]),
        "confidence": label("confidence", str(figure["confidence"]), language),
        "why_asked": say(f"why_{figure['why_asked']}") if figure["why_asked"] else "",
        "status": label("figure_status", str(figure["status"]), language),
        "rule": str(figure["rule"]),
        "meaning": metric.definition[language] if metric else "",
    }
    body = "".join(
        f'<tr><th>{html.escape(say(name))}</th><td class="text">{html.escape(text)}</td></tr>'
        for name, text in rows.items()
        if text
    )
    return f'<table class="mj plain"><tbody>{body}</tbody></table>'


def bound_word(figure: Row, reader: Reader) -> str:
    """The bound before a value, nothing where it is exact."""
    return "" if figure["bound"] == "=" else f"{label('bound', str(figure['bound']), reader.language)} "


def metric_of(name: str) -> Metric | None:
    """The metric of the catalogue that shows this figure by itself."""
    return next((one for one in metrics().values() if list(columns_of(one)) == [f"stated_{name}"]), None)


def rivals(found: pd.DataFrame, reader: Reader) -> str:
    """The figures that say otherwise, each with its sentence."""
    items = []
    for rival in found.to_dict("records"):
        value = f"{bound_word(rival, reader)}{numbers.plain(float(rival['value']))} {rival['unit']}"
        quoted = highlighted(str(rival["sentence"]), rival["place"], str(rival["printed"]))
        status = label("figure_status", str(rival["status"]), reader.language)
        items.append(f"<li><b>{html.escape(value)}</b> · {html.escape(status)}<br>{quoted}</li>")
    return f'<ul class="mj-rivals">{"".join(items)}</ul>'


def offered_metrics(asked: pd.DataFrame, reader: Reader) -> dict[str, str]:
    """The metrics that have a figure to review, with their names."""
    return {name: figure_label(name, "", reader.language) for name in dict.fromkeys(asked["metric"])}


def progress(asked: pd.DataFrame, times: Sequence[float], reader: Reader) -> str:
    """How many are done and left, and how many an hour at this person's pace."""
    done = int((asked["verdict"] != "").sum())
    line = reader.say("review_progress", done=done, left=len(asked) - done)
    if len(times) > 1 and times[-1] > times[0]:
        line += reader.say("review_pace", pace=round((len(times) - 1) * 3600 / (times[-1] - times[0])))
    return line


def lapsed_table(found: pd.DataFrame, reader: Reader) -> pd.DataFrame:
    """Verdicts that no longer apply: whose, what, why, what was decided."""
    say, language = reader.say, reader.language
    return pd.DataFrame(
        {
            say("agency"): [reader.name(zh, en) for zh, en in zip(found["name_zh"], found["name_en"], strict=True)],
            say("year"): [None if pd.isna(year) else str(int(year)) for year in found["year"]],
            say("figure"): [figure_label(name, "", language) for name in found["metric"]],
            say("counted"): pd.to_numeric(found["value"], errors="coerce"),
            say("verdict"): [label("figure_verdict", word, language) for word in found["verdict"]],
            say("status"): [label("verdict_fate", fate, language) for fate in found["status"]],
            say("person"): found["person"],
            say("reason_given"): found["reason"],
            say("sentence"): found["sentence"],
        }
    )
