"""What do the reports' texts say of services, online completion and satisfaction, and what can it mean?"""

from dashboard import behind, blocks, cards, choices, services, sheets, tables
from dashboard.comparing import groups, service_views
from dashboard.queries import reports

reader = choices.reader()
say = reader.say
blocks.head(reader, "services")
with blocks.filter_row():
    metric = choices.metric(reader, "dissatisfied_per_10k", groups=("services", "satisfaction"), name="service")
    year = choices.year(reader)
    group = groups.choose(reader)
if group.note:
    blocks.note(group.note)
blocks.section(say("items"))
cards.row(reader, ("V00", "V02", "V05"), group.ids, year)
blocks.section(say("service_cases"))
cards.row(reader, ("V12n", "Q00", "Q04"), group.ids, year)
blocks.note(say("two_worlds"))

blocks.section(f"{metric.label[reader.language]} · {year}", metric, reader)
answer = service_views.answer(metric, group, year)
if not tables.anything(answer):
    blocks.empty(say("nothing_told"), say("nothing_told_do"))
    blocks.stop()
chosen = service_views.chart(reader, metric, group, answer, year)
blocks.of_reading(reader, metric, group.ids, year, year)
if chosen:
    point = answer[answer["series"] == chosen]
    behind.panel(reader, metric, group.names[chosen], group.series[chosen], year, point)
shown = service_views.table(answer, group, metric, reader)
blocks.table(shown, "table_services")
blocks.take_away(
    reader, f"services-{metric.key}-{year}", shown, answer, lambda: sheets.beside(reader, [metric], group.ids, year)
)

quoted = reports.figures_behind(services.stated_names(metric), group.ids, year)
if len(quoted):
    blocks.section(say("sentences_behind"))
    said = services.sentences(quoted, reader)
    blocks.table(said, "table_sentences")
    blocks.take_away(
        reader, f"sentences-{metric.key}-{year}", said, quoted, lambda: sheets.beside(reader, [metric], group.ids, year)
    )
