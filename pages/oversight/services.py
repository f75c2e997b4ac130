"""What do the reports' texts say of services, online completion and satisfaction, and what can it mean?"""

from dashboard import behind, blocks, cards, charts, choices, findings, services, sheets, tables
from dashboard.queries import rates, reports

reader = choices.reader()
say = reader.say
blocks.head(reader, "services")
with blocks.filter_row():
    metric = choices.metric(reader, "dissatisfied_per_10k", groups=("services", "satisfaction"), name="service")
    year = choices.year(reader)
    across = choices.switch(reader, "across", ("agency", "kind", "region"), "agency")
    series, names = choices.series(reader, across)
ids = [agency for members in series.values() for agency in members]
blocks.section(say("items"))
cards.row(reader, ("V00", "V02", "V05"), ids, year)
blocks.section(say("service_cases"))
cards.row(reader, ("V12n", "Q00", "Q04"), ids, year)
blocks.note(say("two_worlds"))

blocks.section(f"{metric.label[reader.language]} · {year}", metric, reader)
answer = rates.by_series(metric, series, year, year)
if not tables.anything(answer):
    blocks.empty(say("nothing_told"), say("nothing_told_do"))
    blocks.stop()
drawn = tables.for_bars(answer, names, metric, reader)
most = choices.most(reader, len(drawn))
chosen = choices.bar(drawn["key"])
figure = charts.ranked_bars(drawn.head(most), metric.kind, tables.value_header(metric, reader), chosen)
alt = findings.highest_and_lowest(drawn, metric, reader)
choices.keep_bar(blocks.clicked(figure, alt, f"services_{metric.key}_{year}_{across}_{chosen}"), chosen)
blocks.of_prose(reader, metric, ids, year, year)
if chosen:
    behind.panel(reader, metric, names[chosen], series[chosen], year, answer[answer["series"] == chosen])
ranking = tables.ranking(answer, names, metric, reader, say("unit_compared"))
blocks.table(ranking, "table_services")
blocks.take_away(
    reader, f"services-{metric.key}-{year}", ranking, answer, lambda: sheets.beside(reader, [metric], ids, year)
)

quoted = reports.figures_behind(services.stated_names(metric), ids, year)
if len(quoted):
    blocks.section(say("sentences_behind"))
    shown = services.sentences(quoted, reader)
    blocks.table(shown, "table_sentences")
    blocks.take_away(
        reader, f"sentences-{metric.key}-{year}", shown, quoted, lambda: sheets.beside(reader, [metric], ids, year)
    )
