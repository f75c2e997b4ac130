"""The words for every key that a reader meets (rows, columns, outcomes, kinds, states …), from dimensions.yml."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from catalog import yamlfile

LANGUAGES = ("zh", "en")


@cache
def dimensions() -> dict[str, dict[str, dict[str, str]]]:
    """Dimension -> key -> {zh, en, and where it helps short_zh, short_en}, in the order of the file."""
    found: dict[str, dict[str, dict[str, str]]] = yamlfile.read(Path(__file__).with_suffix(".yml"))
    for name, keys in found.items():
        for key, label in keys.items():
            if not isinstance(key, str) or any(language not in label for language in LANGUAGES):
                raise ValueError(f"dimensions.yml: {name}.{key} needs a text key and labels zh and en")
    return found


def members(name: str) -> dict[str, dict[str, str]]:
    """The keys of one dimension with their labels, in order."""
    return dimensions()[name]


def label(name: str, key: str, language: str = "zh", *, short: bool = False) -> str:
    """The word for a key; the key itself where the catalogue has none (local:<printed label> -> the printed label)."""
    entry = dimensions()[name].get(key)
    if entry is None:
        return key.removeprefix("local:")
    return entry.get(f"short_{language}", entry[language]) if short else entry[language]


def cell_label(table: str, row: str, column: str, language: str) -> str:
    """A cell of the form in words: row, and column unless it is the total of table three or a statistics table's own
    figure."""
    if table == "requests":
        names = [label("request_row", row, language, short=True)]
        names += [label("applicant", column, language)] if column != "total" else []
    elif table == "cases":
        names = [label("case_kind", row, language), label("case_result", column, language)]
    elif table == "statistics":
        names = [label("statistics_row", row, language)]
        names += [label("statistics_column", column, language)] if column else []
    else:
        names = [label("disclosure_row", row, language), label("disclosure_column", column, language)]
    return "·".join(names)
