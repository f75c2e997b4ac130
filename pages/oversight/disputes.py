"""How many requests end in reviews and lawsuits, and how often is the agency corrected?"""

from dashboard import blocks, cards, charts, choices, mixes, sheets
from dashboard.queries import cases

reader = choices.reader()
say = reader.say
blocks.head(reader, "disputes")
with blocks.filter_row():
    year = choices.year(reader)
    across = choices.switch(reader, "across", ("agency", "kind", "region"), "agency")
    series, names = choices.series(reader, across)
    court = choices.switch(reader, "court", ("all", "review", "litigation"), "all")
    scale = choices.switch(reader, "scale", ("share", "count"), "count")
ids = [agency for members in series.values() for agency in members]
cards.row(reader, ("D01", "D02", "D06", "D10"), ids, year)

kinds = {"all": cases.CASE_NOUN, "review": ("review",), "litigation": ("direct_litigation", "litigation_after_review")}
parts = mixes.results(reader)
answer = cases.case_results(series, year, list(kinds[court]))
drawn = mixes.for_bars(answer, names)
metric = cards.by_code({"all": "D06", "review": "D04", "litigation": "D05"}[court])
blocks.section(say("case_mix", year=year), metric, reader)
if drawn.empty:
    blocks.empty(say("no_cases"), say("no_cases_do"))
    blocks.stop()
most = choices.most(reader, len(drawn))
figure = charts.mix_bars(drawn.head(most), parts, scale == "share", say(f"case_axis_{scale}"))
blocks.chart(figure, mixes.alt(drawn, reader, parts), f"cases_{scale}_{court}")
blocks.note(say("case_note", shown=len(drawn), all=len(answer)))
shown = mixes.table(answer, names, reader, parts)
blocks.table(shown, "table_cases")
blocks.take_away(reader, f"disputes-{court}-{year}", shown, answer, lambda: sheets.beside(reader, [metric], ids, year))
