"""Who stands where on one metric in one year, and which printed cells are behind it?"""

from dashboard import areas, behind, blocks, choices, sheets, tables
from dashboard.comparing import groups, saving, show, standing, switches

reader = choices.reader()
say = reader.say
blocks.head(reader, "compare")
with blocks.filter_row():
    metric = choices.metric(reader, "grant_rate")
    year = choices.year(reader)
    group = groups.choose(reader)
    saving.offer(reader, group)
if group.note:
    blocks.note(group.note)
blocks.section(f"{metric.label[reader.language]} · {year}", metric, reader)
asked, before, row = show.ask_view(reader, metric, year)
with row:
    changes = switches.year_on_year(reader)
stood = standing.of(metric, group.series, year, before)
if not tables.anything(stood):
    blocks.empty(say("nothing_told"), say("nothing_told_do"))
    blocks.stop()

chosen = show.view(reader, metric, group, stood, (before, year), asked, row)
blocks.of_reading(reader, metric, group.ids, year, year)
if chosen:
    point = stood[stood["series"] == chosen]
    earlier = before if asked in show.OF_TWO_YEARS else 0
    behind.panel(reader, metric, group.names[chosen], group.series[chosen], year, point, earlier)
else:
    blocks.note(say("click_a_bar"))

ranking = tables.ranking(stood, group.names, metric, reader, say("unit_compared"), changes)
blocks.section(say("whole_table"))
blocks.table(ranking, "table_compare", lead=tables.value_header(metric, reader))
blocks.take_away(
    reader,
    f"compare-{metric.key}-{year}",
    ranking,
    stood,
    lambda: sheets.beside(reader, [metric], group.ids, year),
    title=f"{metric.label[reader.language]} · {year}",
)
areas.of_metric(reader, metric, list(group.series), year)
