"""How does one metric move over the years, for several agencies or regions?"""

from dashboard import behind, blocks, charts, choices, findings, sheets, tables, workings
from dashboard.queries import places, rates

reader = choices.reader()
say = reader.say
blocks.head(reader, "trends")
with blocks.filter_row():
    metric = choices.metric(reader, "requests_received")
    by = choices.switch(reader, "by", ("agency", "region"), "agency")
    if by == "agency":
        chosen = choices.agencies(reader, places.busiest(reader.which))
        series, names = {key: [key] for key in chosen}, places.names(reader.which, reader.language)
    else:
        who = choices.population(reader)
        regions, names = places.by_region(reader.which, who), places.regions(reader.which, reader.language)
        series = {code: regions[code] for code in choices.regions(reader) if code in regions}
first, last = places.span(reader.which)
answer = rates.by_series(metric, series, first, last)
if not tables.anything(answer):
    blocks.empty(say("nothing_told"), say("nothing_told_do"))
    blocks.stop()

drawn = tables.for_lines(answer, names, metric, reader)
figure = charts.lines(
    drawn, metric.kind, tables.value_header(metric, reader), tables.breaks(metric, (first, last), reader), say("gaps")
)
blocks.section(metric.label[reader.language], metric, reader)
ids = [agency for members in series.values() for agency in members]
which, year = choices.point(list(series), places.years(reader.which))
alt = findings.from_to(answer, names, metric, reader)
choices.keep_point(blocks.clicked(figure, alt, f"trend_{metric.key}_{by}_{which}_{year}"))
blocks.note(say("gap_note"))
blocks.of_prose(reader, metric, ids, first, last)
if which:
    drawn_point = answer[(answer["series"] == which) & (answer["year"] == year)]
    behind.panel(reader, metric, f"{names[which]} · {year}", series[which], year, drawn_point)
else:
    blocks.note(say("click_a_point"))
shown = tables.years_across(answer, names, metric, reader, say(by))
blocks.table(shown, "table_trend")
blocks.take_away(
    reader,
    f"trends-{metric.key}",
    shown,
    answer,
    lambda: sheets.beside(reader, [metric], ids, None),
    lambda: workings.of(answer, shown, [metric], names, reader),
)
