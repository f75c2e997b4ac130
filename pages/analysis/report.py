"""What exactly did one agency print in one year, and what in it does not add up?"""

from dashboard import blocks, choices, docket, doubts, mending, reading, sheets
from dashboard.queries import doubts as reading_doubts
from dashboard.queries import places, repairs, reports

reader = choices.reader()
say = reader.say
blocks.head(reader, "report")
with blocks.filter_row():
    agency = choices.agency(reader)
    year = choices.year(reader, agency)
head = reports.report_head(agency, year)
if head.empty:
    name = places.names(reader.which, reader.language).get(agency, agency)
    blocks.empty(say("no_report", name=name, year=year), say("no_report_do"))
    years = reports.years_held(agency)
    blocks.year_links(reader, agency, years)
    blocks.stop()

report = head.iloc[0]
cells, checks = reports.printed_cells(report.report_id), reports.checks_of(report.report_id)
blocks.section(report.title or say("untitled"))
blocks.raw_html(reading.facts(report, reader))
blocks.section(say("checks_failed", k=len(checks)))
if checks.empty:
    blocks.note(say("checks_all_well"))
else:
    blocks.raw_html(reading.check_list(checks, reader))
    docket.decide(checks, {}, reader)
found = mending.grouped(repairs.candidates(report.report_id))
if found:
    blocks.section(say("mend"))
    blocks.note(say("mend_note"))
    blocks.table(mending.table(found, reader), "table_mend")
    docket.decide_repairs(found, reader)

unclear = doubts.told(reading_doubts.of_report(report.report_id))
if len(unclear):
    blocks.section(say("doubts_of_reading", n=len(unclear)))
    blocks.raw_html(doubts.items(unclear, reader))
    docket.compare(report, cells, reading_doubts.compared(report.report_id), reader)

versions = reports.versions_of(agency, year)
if len(versions):
    blocks.section(say("versions_changed", n=len(versions)))
    blocks.note(say("versions_note"))
    told = reading.version_table(versions, reader)
    blocks.table(told, "table_versions")
    blocks.take_away(reader, f"versions-{agency}-{year}", told, versions, dict)
blocks.note(say("form_key") if cells["certain"].all() else f"{say('form_key')}{say('form_key_uncertain')}")
for name, table in reading.form_tables(reading.printed(report, cells, checks, reader), reader):
    blocks.section(name)
    blocks.raw_html(table)
blocks.take_away(
    reader,
    f"report-{agency}-{year}",
    reading.cell_table(cells, reader),
    cells,
    lambda: sheets.beside(reader, [], [agency], year),
    title=report.title or say("untitled"),
)

figures = reports.figures_of(report.report_id)
if len(figures):
    blocks.section(say("figures_of_text"))
    blocks.table(reading.figure_table(figures, reader), "figures")
sections = reports.sections_of(report.report_id)
if len(sections):
    blocks.section(say("own_text"))
    for part in sections.itertuples():
        with blocks.fold(part.title or say("before_sections")):
            blocks.raw_html(reading.prose(part.text))
