"""How does one metric move over the years, for several agencies or regions?"""

from dashboard import behind, blocks, choices, clicks, findings, sheets, tables, workings
from dashboard.comparing import groups, trend
from dashboard.queries import places, rates, reasons

reader = choices.reader()
say = reader.say
blocks.head(reader, "trends")
with blocks.filter_row():
    metric = choices.metric(reader, "requests_received")
    group, by = groups.for_trends(reader)
first, last = places.span(reader.which)
answer = reasons.told(rates.by_series(metric, group.series, first, last), metric, group.series)
if not tables.anything(answer):
    blocks.empty(say("nothing_told"), say("nothing_told_do"))
    blocks.stop()

blocks.section(metric.label[reader.language], metric, reader)
view = trend.ask_view(reader, metric, answer, len(group.series))
drawn = trend.drawn(answer, group, metric, view, reader)
happened = trend.happened(metric, (first, last), group, reader)
figure = trend.figure(drawn, metric, view, happened, reader)
which, year = clicks.point(list(group.series), places.years(reader.which))
alt = findings.from_to(answer, group.names, metric, reader)
clicks.keep_point(blocks.clicked(figure, alt, f"trend_{metric.key}_{by}_{view}_{which}_{year}"))
blocks.note(trend.note(metric, view, reader) + ("" if which else say("click_a_point")))
blocks.of_reading(reader, metric, group.ids, first, last)
if happened.lines:
    blocks.section(say("happenings"))
    blocks.bullets(happened.lines)
if which:
    drawn_point = answer[(answer["series"] == which) & (answer["year"] == year)]
    name = f"{group.names[which]} · {year}"
    behind.panel(reader, metric, name, group.series[which], year, drawn_point, view.against(year))
shown = trend.table(drawn, answer, group, metric, view, reader, say(by))
blocks.table(shown, "table_trend", pinned=1)
blocks.take_away(
    reader,
    f"trends-{metric.key}",
    shown,
    answer,
    lambda: sheets.beside(reader, [metric], group.ids, None),
    lambda: workings.of(answer, shown, [metric], group.names, reader) if view.is_plain else None,
)
