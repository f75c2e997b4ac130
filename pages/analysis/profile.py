"""What should an officer know of one agency before a visit: where it stands among its peers, what does not add up?"""

from dashboard import areas, blocks, charts, choices, docket, peers, reading, sheets, visit
from dashboard.queries import alike, places, reports

reader = choices.reader()
say = reader.say
blocks.head(reader, "profile")
with blocks.filter_row():
    agency = choices.agency(reader)
    year = choices.year(reader, agency)
    chosen = choices.switch(reader, "peers", alike.GROUPS, "auto")
group = alike.of(reader.which, agency, chosen)
names = places.names(reader.which, reader.language)
head = reports.report_head(agency, year)
standing = peers.standing(agency, group.ids, year)
if standing.empty or head.empty:
    blocks.empty(say("no_report", name=names.get(agency, agency), year=year), say("no_report_do"))
    blocks.year_links(reader, agency, reports.years_held(agency))
    blocks.stop()

checks = reports.checks_of(head.iloc[0].report_id)
blocks.section(say("standing", name=names[agency], year=year))
blocks.sentences(visit.sentences(standing, checks, agency, year, reader))
blocks.page_links(reader, ("analysis/report", "analysis/beside"), agency=agency, year=str(year))

blocks.section(say("among_peers"))
blocks.note(visit.note(group.ids, group.alike, agency, reader))
drawn = peers.for_dots(standing, reader)
if len(drawn):
    blocks.chart(charts.dots(drawn, say("percentile_axis")), peers.alt(standing, names[agency], reader), "standing")
blocks.note(say("percentile_note"))
shown = peers.table(standing, reader)
with_lines = visit.with_trend(shown, standing, agency, group.ids, year, reader)
blocks.table(with_lines, "table_standing", pinned=1, lead=say("value"))
ids = list(group.ids)
blocks.take_away(
    reader, f"profile-{agency}-{year}", shown, standing, lambda: sheets.beside(reader, peers.shown_metrics(), ids, year)
)

blocks.chips(peers.shown_metrics(), reader)

blocks.section(say("checks_failed", k=len(checks)))
if checks.empty:
    blocks.note(say("checks_all_well"))
else:
    blocks.raw_html(reading.check_list(checks, reader))
    docket.decide(checks, {}, reader)
areas.of_agency(reader, agency, year)
