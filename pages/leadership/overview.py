"""What rose, what fell, who is missing?"""

from dashboard import blocks, brief, cards, charts, choices, faults, findings, lists, sheets, tables
from dashboard.queries import coverage, places, rates, reports

reader = choices.reader()
say = reader.say
blocks.head(reader, "overview")
with blocks.filter_row():
    year = choices.year(reader)
    who = choices.population(reader)
    region = choices.region(reader)
ids = places.members(reader.which, who, region)
if not ids:
    blocks.empty(say("nobody"), say("nobody_do"))
    blocks.stop()

received = cards.by_code("A01")
unusual = findings.unusual_sentence(cards.by_code("O02"), ids, year, reader)
blocks.sentences([*findings.overview(ids, year, reader), *([unusual] if unusual else [])])
blocks.take_brief(reader, year, lambda cited: brief.compose(reader, ids, year, region, cited))
cards.row(reader, ("A01", "O02", "A06", "D04"), ids, year)

left, right = blocks.halves()
names = places.names(reader.which, reader.language, short=bool(region))
moved = rates.movers(received, ids, year)
with left:
    blocks.section(say("movers"), received, reader, "movers")
    if moved.empty:
        blocks.empty(say("no_movers"), say("no_movers_do"))
    else:
        drawn = tables.for_movers(moved, names, received, reader)
        blocks.chart(charts.movers(drawn, ""), say("alt_movers"), "movers")
        shown = lists.movers(moved, names, received, reader)
        with blocks.folded(reader):
            blocks.table(shown, "table_movers")
        blocks.take_away(reader, f"movers-{year}", shown, moved, lambda: sheets.beside(reader, [received], ids, year))
with right:
    blocks.section(say("who_is_missing"))
    missing = coverage.missing_reports(ids, year)
    if missing.empty:
        blocks.empty(say("nobody_missing"), say("nobody_missing_do"))
    else:
        shown = lists.missing(missing, reader)
        blocks.table(shown, "table_missing")
        blocks.take_away(
            reader, f"missing-{year}", shown, missing, lambda: sheets.beside(reader, [received], ids, year)
        )
    broken = reports.broken_sums(ids, year)
    if len(broken):
        blocks.section(say("broken_sums"))
        blocks.raw_html(faults.told(broken, year, reader))
    unformed = reports.faults_of_form(ids, year)
    if len(unformed):
        blocks.section(say("faults_of_form"))
        blocks.raw_html(faults.told(unformed, year, reader))
    if len(broken) or len(unformed):
        blocks.page_links(reader, ("oversight/quality",))

others = lists.held(places.held("real"), reader) if reader.which == "demo" else None
if others is not None and len(others):
    blocks.section(say("real_too", n=len(others)))
    blocks.note(say("real_too_note"))
    blocks.table(others, "table_real")
    blocks.page_links(reader, ("analysis/report",), data="real", agency="", year="")
