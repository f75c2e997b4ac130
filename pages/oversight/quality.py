"""Who is missing or late, which figures do not add up, which texts are copied, and who is told what?"""

from dashboard import blocks, cards, choices, quality, sheets, worklist
from dashboard.queries import coverage, likeness, places

reader = choices.reader()
say = reader.say
blocks.head(reader, "quality")
with blocks.filter_row():
    year = choices.year_or_all(reader)
    who = choices.population(reader, everything=True)
    region = choices.region(reader)
    kind = choices.kind(reader)
    severity = choices.switch(reader, "level", ("E", "EW", "EWI"), "E")
ids = places.members(reader.which, who, region, kind)
if not ids:
    blocks.empty(say("nobody"), say("nobody_do"))
    blocks.stop()
names = places.names(reader.which, reader.language)
if year:
    cards.row(reader, ("C01", "C03", "C05", "C09"), ids, year)
else:
    worklist.missing(reader, ids)
worklist.show(reader, ids, names, year, severity)

worklist.doubtful(reader, ids, year)

blocks.section(say("matrix"))
states = coverage.matrix(ids)
blocks.raw_html(quality.matrix(states, names, reader))
blocks.note(say("matrix_key"))
shown = quality.matrix_table(states, names, reader)
blocks.take_away(reader, "coverage", shown, states, lambda: sheets.beside(reader, [], ids, None))

if not year:
    blocks.note(say("alike_by_year"))
    blocks.stop()
blocks.section(say("alike"))
pairs = likeness.alike(ids, year)
blocks.note(say("alike_note"))
if pairs.empty:
    blocks.empty(say("no_alike"), say("no_alike_do"))
    blocks.stop()
shown = quality.alike_table(pairs, reader)
blocks.table(shown, "table_alike", links={say("alike_open"): say("alike_side")})
blocks.take_away(reader, f"alike-{year}", shown, pairs, lambda: sheets.beside(reader, [], ids, year))
