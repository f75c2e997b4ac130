"""Which printed cells stand behind a column of the wide row: itself, or the parts of a group in a form version."""

from __future__ import annotations

from functools import cache

from catalog import forms


@cache
def group_parts(form: str) -> dict[str, tuple[str, ...]]:
    """Wide name of a group's sum -> wide names of its parts in one form version."""
    groups = {entry.key for entry in forms.groups(form)}
    parts: dict[str, list[str]] = {}
    for entry in forms.rows(form, "requests"):
        if entry.group in groups:
            for column in entry.columns:
                whole = forms.wide_column("requests", entry.group, column)
                parts.setdefault(whole, []).append(forms.wide_column("requests", entry.key, column))
    return {whole: tuple(names) for whole, names in parts.items()}


def cells_of(column: str, form: str | None = None) -> tuple[tuple[str, str, str], ...]:
    """(table, row, column) of the cells behind a wide column: itself, or the parts of a group in that form version."""
    own = forms.wide_columns().get(column)
    parts = group_parts(form or forms.versions()[-1]).get(column, ())
    cells = tuple(forms.wide_columns()[part] for part in parts)
    return ((own,) if own else ()) + cells
