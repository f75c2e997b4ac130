"""Who is missing or late, and which figures do not add up?"""

from dashboard import blocks, cards, charts, choices, docket, lists, quality, sheets
from dashboard.queries import coverage, places, reports

reader = choices.reader()
say = reader.say
blocks.head(reader, "quality")
with blocks.filter_row():
    year = choices.year(reader)
    who = choices.population(reader)
    region = choices.region(reader)
    kind = choices.kind(reader)
    severity = choices.switch(reader, "level", ("E", "EW", "EWI"), "E")
ids = places.members(reader.which, who, region, kind)
if not ids:
    blocks.empty(say("nobody"), say("nobody_do"))
    blocks.stop()
cards.row(reader, ("C01", "C03", "C05", "C09"), ids, year)

blocks.section(say("matrix"))
blocks.raw_html(quality.matrix(coverage.matrix(ids), places.names(reader.which, reader.language), reader))
blocks.note(say("matrix_key"))
states = coverage.matrix(ids)
shown = quality.matrix_table(states, places.names(reader.which, reader.language), reader)
blocks.take_away(reader, "coverage", shown, states, lambda: sheets.beside(reader, [], ids, None))

blocks.section(say("work_list", year=year))
found = quality.of_severity(reports.failed_checks(ids, year), severity)
if found.empty:
    blocks.empty(say("no_failures"), say("no_failures_do"))
    blocks.stop()
rules = quality.by_rule(found, reader)
blocks.chart(
    charts.simple_bars(*rules, charts.CHOSEN),
    say("alt_rules", k=len(found), rule=rules[0][0]),
    "rules",
)
work = lists.checks(found, reader)
blocks.table(work, "table_checks")
blocks.take_away(reader, f"work-list-{year}", work, found, lambda: sheets.beside(reader, [], ids, year))
docket.decide(found, places.names(reader.which, reader.language), reader)
blocks.report_link(reader, list(dict.fromkeys(found["agency_id"])), year)
