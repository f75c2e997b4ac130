"""Owns the evaluation of the data rules over a build: identities in one pass, then cell by cell, then the queries."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import duckdb

from catalog import dimensions
from catalog.rules import Rule, rules
from catalog.stated import stated_metrics
from etl.loading.database import ask, count, run_file, stage_columns, stage_texts
from etl.loading.stated import stated_query
from etl.rules.identities import all_terms, fast_pass
from etl.rules.prose import check_prose
from etl.rules.repairs import store_candidates

QUERIES = Path(__file__).parent / "checks"
LABELS = {
    "requests": ("request_row", "applicant"),
    "cases": ("case_kind", "case_result"),
    "disclosure": ("disclosure_row",),
    "disclosure_column": ("disclosure_column",),
    "statistics": ("statistics_row",),
    "table": ("table",),
    "sign": ("sign",),
    "local": ("local_place",),
}
APPLICABLE = """
CREATE OR REPLACE TEMP TABLE applicable AS
SELECT DISTINCT r.report_id, t.rule
FROM checked_report r
JOIN (SELECT rule, form, any_value(across) AS across, min(year_offset) < 0 AS looks_back
      FROM identity_term GROUP BY rule, form) t
  ON t.form = r.known_form
WHERE NOT t.looks_back
   OR (r.previous_id IS NULL AND r.year_before_loaded AND t.across <> 'change')
   -- the form of the year before must have the cells that are looked for in it
   OR (r.previous_id IS NOT NULL
       AND (t.across = '' OR (t.across = 'same') = (r.previous_known_form = r.known_form)) AND NOT EXISTS (
        FROM identity_term b ANTI JOIN core.form_cell f
          ON f.form = r.previous_known_form AND f.table_name = b.table_name AND f.row_key = b.row_key
         AND f.column_key = b.column_key
        WHERE b.rule = t.rule AND b.form = t.form AND b.year_offset < 0))
"""


def run_checks(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Evaluate every rule on an unfinished build and fill core.check_result; the ids of the rules evaluated."""
    known = rules()
    stage_rules(connection, known)
    run_file(connection, QUERIES / "_prepare.sql")
    check_identities(connection)
    if count(connection, "checked_report") > 1:
        from etl.rules.likeness import measure_likeness  # brings numpy along: not for one report alone

        measure_likeness(connection)
    for rule in known.values():
        if rule.stated is not None:
            ask(connection, f"INSERT INTO found BY NAME {stated_query(rule)}")
        elif rule.query:
            run_query(connection, rule)
    check_prose(connection)
    run_file(connection, QUERIES / "_results.sql")
    store_candidates(connection)
    return list(known)


def run_query(connection: duckdb.DuckDBPyConnection, rule: Rule) -> None:
    """Gather what one query file returns under the id of its rule."""
    query = (QUERIES / f"{rule.query}.sql").read_text(encoding="utf-8").rstrip().removesuffix(";")
    ask(connection, f"INSERT INTO found BY NAME SELECT '{rule.id}' AS rule, * FROM ({query})")


def stage_rules(connection: duckdb.DuckDBPyConnection, known: dict[str, Rule]) -> None:
    """The catalogue of rules and of labels as temporary tables."""
    lines = [
        {
            "rule": rule.id,
            "since": str(rule.since),
            "severity": rule.severity,
            "about": rule.about,
            "strict": rule.strict,
            "back": str(rule.back).lower(),
            "zh": rule.zh,
            "en": rule.en,
        }
        for rule in known.values()
    ]
    stage_texts(connection, "rule_text", ["rule", "since", "severity", "about", "strict", "back", "zh", "en"], lines)
    ask(
        connection,
        "CREATE OR REPLACE TEMP TABLE stage_rule AS SELECT *, row_number() OVER () AS position FROM rule_text",
    )
    labels = [
        {"table_name": table, "key": key, "zh": label["zh"], "en": label["en"]}
        for table, names in LABELS.items()
        for name in names
        for key, label in dimensions.members(name).items()
    ]
    labels += [
        {"table_name": "figure", "key": one.metric, "zh": one.label_zh, "en": one.label_en} for one in stated_metrics()
    ]
    labels += [
        {"table_name": rule.id, "key": key} | words for rule in known.values() for key, words in rule.names.items()
    ]
    stage_texts(connection, "stage_label", ["table_name", "key", "zh", "en"], labels)
    partners = {metric for rule in known.values() if rule.stated is not None for metric in rule.stated.figures}
    stage_texts(connection, "stage_partner", ["metric"], [{"metric": metric} for metric in sorted(partners)])


def stage_terms(connection: duckdb.DuckDBPyConnection) -> None:
    """The operands of the identities as the temporary table identity_term."""
    terms = all_terms(rules().values())
    identities = {rule.id: rule.identity for rule in rules().values() if rule.identity is not None}
    kinds = {"sign": "BIGINT", "year_offset": "BIGINT", "is_group": "BOOLEAN"}
    names = type(terms[0]).__slots__
    columns: dict[str, tuple[str, list[Any]]] = {
        name: (kinds.get(name, "VARCHAR"), [getattr(term, name) for term in terms]) for name in names
    }
    columns["signed"] = ("BOOLEAN", [identities[term.rule].signed for term in terms])
    columns["across"] = ("VARCHAR", [identities[term.rule].across for term in terms])
    stage_columns(connection, "identity_term", columns)


def check_identities(connection: duckdb.DuckDBPyConnection) -> None:
    """The sums that must agree: one pass over the wide rows, then cell by cell where they do not plainly hold."""
    stage_terms(connection)
    ask(connection, APPLICABLE)
    find_suspects(connection)
    run_file(connection, QUERIES / "_identities.sql")
    run_file(connection, QUERIES / "_identity_found.sql")


def find_suspects(connection: duckdb.DuckDBPyConnection) -> None:
    """The temporary table `suspect`: (report, rule) where an identity does not plainly hold."""
    query = fast_pass(all_terms(rules().values()))
    ask(
        connection,
        "CREATE OR REPLACE TEMP TABLE suspect AS "
        f"SELECT s.* FROM ({query}) s SEMI JOIN applicable USING (report_id, rule)",
    )


def unsound_identities(connection: duckdb.DuckDBPyConnection) -> int:
    """How many (report, rule) of a finished build do not plainly hold: the fast pass alone, for measuring."""
    run_file(connection, QUERIES / "_measure.sql")
    return int(ask(connection, f"SELECT count(*) FROM ({fast_pass(all_terms(rules().values()))})")[0][0])


def check_rows(build: Path) -> list[dict[str, Any]]:
    """Every result of a build in the order of agencies, years and rules, as plain data for JSON or a table."""
    names = ["rule", "severity", "agency_id", "agency", "year", "result", "left", "right", "difference", "operands"]
    names += ["message", "message_en", "reason", "report_id", "operands_mark", "verdict"]
    with duckdb.connect(str(build), read_only=True) as connection:
        found = ask(
            connection,
            "SELECT rule, severity, agency_id, agency, year, result, left_value::DOUBLE, right_value::DOUBLE, "
            "difference::DOUBLE, coalesce(operands, '[]'), message_zh, message_en, reason, report_id, "
            "operands_mark, verdict "
            "FROM core.check_result",
        )
    rows = [dict(zip(names, line, strict=True)) for line in found]
    return [row | {"operands": json.loads(row["operands"])} for row in rows]
