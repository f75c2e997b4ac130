"""Who is missing or late, which figures do not add up, which texts are copied, and who is told what?"""

from dashboard import blocks, cards, charts, choices, docket, faults, quality, sheets
from dashboard.queries import coverage, likeness, places, reports

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
names = places.names(reader.which, reader.language)
cards.row(reader, ("C01", "C03", "C05", "C09"), ids, year)

blocks.section(say("work_list", year=year))
listed = reports.failed_checks(ids, year)
failing = set(listed["agency_id"])
with blocks.tool_row():
    about = choices.switch(reader, "about", ("all", "number", "text", "form", "time", "copy", "doubt"), "all")
    rule = choices.one_of(reader, "rule", {one: quality.rule_words(one, reader) for one in sorted(set(listed["rule"]))})
    agency = choices.one_of(reader, "of", {one: names[one] for one in names if one in failing})
found = quality.chosen(listed, severity, about, rule, agency)
if found.empty:
    blocks.empty(say("no_failures"), say("no_failures_do"))
else:
    rules = quality.by_rule(found, reader)
    if not rule:
        blocks.chart(charts.simple_bars(*rules, charts.CHOSEN), quality.alt(found, reader), "rules")
    work = faults.table(found, reader)
    blocks.table(work, "table_checks")
    blocks.take_away(reader, f"work-list-{year}", work, found, lambda: sheets.beside(reader, [], ids, year))
    docket.decide(found, names, reader)
    blocks.report_link(reader, list(dict.fromkeys(found["agency_id"])), [year])
    blocks.section(say("notices"))
    blocks.note(say("notices_note", n=found["agency_id"].nunique()))
    blocks.take_notices(reader, found, year)

blocks.section(say("matrix"))
states = coverage.matrix(ids)
blocks.raw_html(quality.matrix(states, names, reader))
blocks.note(say("matrix_key"))
shown = quality.matrix_table(states, names, reader)
blocks.take_away(reader, "coverage", shown, states, lambda: sheets.beside(reader, [], ids, None))

blocks.section(say("alike"))
pairs = likeness.alike(ids, year)
blocks.note(say("alike_note"))
if pairs.empty:
    blocks.empty(say("no_alike"), say("no_alike_do"))
    blocks.stop()
shown = quality.alike_table(pairs, reader)
blocks.table(shown, "table_alike", links={say("alike_open"): say("alike_side")})
blocks.take_away(reader, f"alike-{year}", shown, pairs, lambda: sheets.beside(reader, [], ids, year))
