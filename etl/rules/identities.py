"""Owns the identities of the form (sums that must agree): their terms per form version, and the pass over wide rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product

from catalog import forms
from catalog.rules import Identity, Rule

TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Term:
    """One operand of one instance of an identity in one form version. `group` names the outcome group whose parts may
    be printed as one row instead; `is_group` marks that row."""

    rule: str
    form: str
    instance: str
    side: str
    sign: int
    year_offset: int
    table_name: str
    row_key: str
    column_key: str
    group_key: str
    is_group: bool


def choices(form: str, name: str) -> list[str]:
    """What a placeholder runs over in a form version."""
    if name == "applicant":
        return [entry.key for entry in forms.columns(form, "requests")]
    if name == "request_row":
        return [entry.key for entry in forms.rows(form, "requests")]
    return [name]


def instances(form: str, identity: Identity) -> Iterator[tuple[str, dict[str, str]]]:
    """(name, placeholder -> key) of every instance; one without a name where nothing varies."""
    lists = [values if values else choices(form, name) for name, values in identity.over.items()]
    for keys in product(*lists):
        yield "/".join(keys), dict(zip(identity.over, keys, strict=True))


def expand(form: str, text: str) -> list[tuple[str, str, str, str, bool]]:
    """(table, row, column, group, is_group) of a term; `refused.*` is every row of the group and its own row."""
    table, _, rest = text.partition(".")
    row, _, column = rest.rpartition(".")
    if row.endswith(".*"):
        group = row.removesuffix(".*")
        parts = [entry.key for entry in forms.rows(form, table) if entry.group == group]
        return [(table, part, column, group, False) for part in parts] + [(table, group, column, group, True)]
    known = {entry.key: entry for entry in forms.rows(form, table)}
    if row in known and column in known[row].columns:
        return [(table, row, column, "", False)]
    return []


def terms_of(rule: Rule, form: str) -> Iterator[Term]:
    """Every operand of every instance of one identity in one form version; nothing where the form lacks a cell."""
    if rule.identity is None:
        return
    for name, keys in instances(form, rule.identity):
        found: list[Term] = []
        complete = True
        for side, texts in (("left", rule.identity.left), ("right", rule.identity.right)):
            for given in texts:
                text = given.format(**keys)
                sign = -1 if text.startswith("-") else 1
                text = text.removeprefix("-").strip()
                offset = -1 if text.startswith("previous ") else 0
                cells = expand(form, text.removeprefix("previous "))
                complete = complete and bool(cells)
                found += [Term(rule.id, form, name, side, sign, offset, *cell) for cell in cells]
        if complete:
            yield from found


def all_terms(rules: Iterable[Rule]) -> list[Term]:
    """The operands of every identity in every form version."""
    return [term for rule in rules for form in forms.versions() for term in terms_of(rule, form)]


def wide_name(term: Term) -> str:
    """The wide column that holds a term in the fast pass: the group's sum for its parts."""
    row = term.group_key or term.row_key
    return f"{'p' if term.year_offset else 'w'}.{forms.wide_column(term.table_name, row, term.column_key)}"


def side_sum(terms: Iterable[Term], side: str) -> str:
    """SQL: the sum of one side over wide columns."""
    parts = dict.fromkeys((wide_name(term), term.sign) for term in terms if term.side == side)
    return " ".join(f"{'+' if sign > 0 else '-'} {name}" for name, sign in parts)


def fast_pass(terms: Iterable[Term]) -> str:
    """SQL of (report_id, rule) for which some instance does not plainly hold: unequal, or an operand is no number.

    One scan of core.report_wide per form version, with the same agency's year before beside it.
    """
    held: dict[str, dict[str, dict[str, list[Term]]]] = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
    for term in terms:
        held[term.form][term.rule][term.instance].append(term)
    scans = []
    newest = forms.versions()[-1]
    for form, rules in held.items():
        tests = {
            rule: " AND ".join(
                f"(({side_sum(group, 'left')}) = ({side_sum(group, 'right')})) IS TRUE" for group in one.values()
            )
            for rule, one in rules.items()
        }
        doubtful = ", ".join(f"CASE WHEN {test} THEN NULL ELSE '{rule}' END" for rule, test in tests.items())
        scans.append(
            f"SELECT w.report_id, unnest([{doubtful}]) AS rule FROM core.report_wide w "
            "JOIN checked_report r USING (report_id) LEFT JOIN core.report_wide p ON p.report_id = r.previous_id "
            f"WHERE coalesce(r.form, '{newest}') = '{form}'"
        )
    union = " UNION ALL ".join(scans)
    return f"SELECT report_id, rule FROM ({union}) WHERE rule IS NOT NULL"
