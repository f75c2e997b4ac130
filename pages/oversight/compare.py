"""Who stands where on one metric in one year, and which printed cells are behind it?"""

from dashboard import behind, blocks, charts, choices, findings, sheets, tables
from dashboard.queries import rates

reader = choices.reader()
say = reader.say
blocks.head(reader, "compare")
with blocks.filter_row():
    metric = choices.metric(reader, "grant_rate")
    year = choices.year(reader)
    by = choices.switch(reader, "across", ("agency", "kind", "region"), "agency")
    series, names = choices.series(reader, by)
answer = rates.by_series(metric, series, year, year)
if not tables.anything(answer):
    blocks.empty(say("nothing_told"), say("nothing_told_do"))
    blocks.stop()

drawn = tables.for_bars(answer, names, metric, reader)
blocks.section(f"{metric.label[reader.language]} · {year}", metric, reader)
blocks.note(say(tables.bar_note(metric, drawn), base=metric.rank_base))
most = choices.most(reader, len(drawn))
chosen = choices.bar(drawn["key"])
figure = charts.ranked_bars(drawn.head(most), metric.kind, tables.value_header(metric, reader), chosen)
alt = findings.highest_and_lowest(drawn, metric, reader)
choices.keep_bar(blocks.clicked(figure, alt, f"bars_{metric.key}_{year}_{by}_{chosen}"), chosen)

ids = [agency for members in series.values() for agency in members]
blocks.of_prose(reader, metric, ids, year, year)

if chosen:
    behind.panel(reader, metric, names[chosen], series[chosen], year, answer[answer["series"] == chosen])
else:
    blocks.note(say("click_a_bar"))

ranking = tables.ranking(answer, names, metric, reader, say("unit_compared"))
blocks.section(say("whole_table"))
blocks.table(ranking, "table_compare")
blocks.take_away(
    reader,
    f"compare-{metric.key}-{year}",
    ranking,
    answer,
    lambda: sheets.beside(reader, [metric], ids, year),
    title=f"{metric.label[reader.language]} · {year}",
)
