"""Where does one agency stand among its peers?"""

from dashboard import blocks, charts, choices, peers, sheets
from dashboard.queries import places

reader = choices.reader()
say = reader.say
blocks.head(reader, "profile")
with blocks.filter_row():
    agency = choices.agency(reader)
    year = choices.year(reader)
    group = choices.switch(reader, "peers", ("kind", "region"), "kind")
ids = places.peers(reader.which, agency, group)
names = places.names(reader.which, reader.language)
others = [names[key] for key in ids if key != agency]
blocks.note(say("peer_note", n=len(others), names=say("name_joint").join(others[:6])))
standing = peers.standing(agency, ids, year)
if standing.empty:
    blocks.empty(say("no_report", name=names.get(agency, agency), year=year), say("no_report_do"))
    blocks.stop()

blocks.section(say("standing", name=names[agency], year=year))
drawn = peers.for_dots(standing, reader)
blocks.chart(charts.dots(drawn, say("percentile_axis")), peers.alt(standing, names[agency], reader), "standing")
blocks.note(say("percentile_note"))
shown = peers.table(standing, reader)
blocks.table(shown, "table_standing")
blocks.take_away(
    reader, f"profile-{agency}-{year}", shown, standing, lambda: sheets.beside(reader, peers.shown_metrics(), ids, year)
)
blocks.report_link(reader, [agency], year)
