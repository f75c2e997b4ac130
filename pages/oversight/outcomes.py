"""How did requests end, for what reasons, and who asked?"""

from dashboard import blocks, cards, charts, choices, mixes, sheets
from dashboard.queries import outcomes

reader = choices.reader()
say = reader.say
blocks.head(reader, "outcomes")
with blocks.filter_row():
    year = choices.year(reader)
    across = choices.switch(reader, "across", ("agency", "kind", "region"), "agency")
    series, names = choices.series(reader, across)
    scale = choices.switch(reader, "scale", ("share", "count"), "share")
ids = [agency for members in series.values() for agency in members]
metric = cards.by_code("O02")
parts = mixes.labels(reader)
answer = outcomes.outcome_mix(series, year)
drawn = mixes.for_bars(answer, names)
if drawn.empty:
    blocks.empty(say("nothing_told"), say("nothing_told_do"))
    blocks.stop()

blocks.section(say("mix", year=year), metric, reader)
most = choices.most(reader, len(drawn))
figure = charts.mix_bars(drawn.head(most), parts, scale == "share", say(f"mix_axis_{scale}"))
blocks.chart(figure, mixes.alt(drawn, reader, parts), f"mix_{scale}")
blocks.note(say("mix_note", shown=len(drawn), all=len(answer)))
shown = mixes.table(answer, names, reader, parts)
with blocks.folded(reader):
    blocks.table(shown, "table_mix")
blocks.take_away(reader, f"outcomes-{year}", shown, answer, lambda: sheets.beside(reader, [metric], ids, year))

left, right = blocks.halves()
with left:
    blocks.section(say("reasons"))
    outcome = choices.outcome(reader)
    found = outcomes.reasons(ids, year, outcome)
    if found.empty or not found["cases"].sum():
        blocks.empty(say("no_reasons"), say("no_reasons_do"))
    else:
        blocks.chart(mixes.reason_bars(found, outcome, reader), mixes.reason_alt(found, reader), "reasons")
        reasons = mixes.reason_table(found, reader)
        blocks.take_away(
            reader, f"reasons-{outcome}-{year}", reasons, found, lambda: sheets.beside(reader, [metric], ids, year)
        )
with right:
    blocks.section(say("applicants"))
    asked = outcomes.applicants(ids, year)
    people = mixes.applicant_table(asked, reader)
    blocks.table(people, "applicants")
    blocks.note(say("applicants_note"))
    blocks.take_away(reader, f"applicants-{year}", people, asked, lambda: sheets.beside(reader, [metric], ids, year))
