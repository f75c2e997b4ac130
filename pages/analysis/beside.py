"""What changed from one year to the next, or what sets two agencies apart, cell by cell and sentence by sentence?"""

from dashboard import blocks, choices, reading, sheets
from dashboard.beside import cells, view
from dashboard.queries import places, reports

reader = choices.reader()
say = reader.say
blocks.head(reader, "beside")
with blocks.filter_row():
    agency = choices.agency(reader)
    year = choices.year(reader, agency)
    pairing = choices.switch(reader, "pair", ("years", "agencies"), "years")
    other, before_year = choices.counterpart(reader, pairing, agency, year)
    extent = choices.switch(reader, "cells", ("changed", "all"), "changed")
names = places.names(reader.which, reader.language)
sides = ((other, before_year), (agency, year))
heads = [reports.report_head(*side) for side in sides]
lacking = [side for side, head in zip(sides, heads, strict=True) if head.empty]
if lacking:
    blocks.empty(say("no_report", name=names.get(lacking[0][0], ""), year=lacking[0][1] or ""), say("no_report_do"))
    blocks.year_links(reader, agency, reports.years_held(agency))
    blocks.stop()

before, after = (head.iloc[0] for head in heads)
titles = view.titles(names, sides)
checks = [reports.checks_of(head.report_id) for head in (before, after)]
marks = [view.marks_of(found, head, reader) for found, head in zip(checks, (before, after), strict=True)]
printed = [reports.printed_cells(head.report_id) for head in (before, after)]
both = cells.pair(*printed)
texts = view.texts(*(reports.sections_of(head.report_id) for head in (before, after)), reader)
blocks.raw_html(view.heads(titles, (before, after), [len(found) for found in checks], reader))
blocks.sentences(view.summary(cells.tally(both), view.likeness(texts), reader))

later = view.form(reading.printed(after, printed[1], checks[1], reader), both, titles[0], marks[0], reader)
blocks.note(say("beside_key", before=titles[0], after=titles[1]))
for name, table in reading.form_tables(later, reader):
    blocks.section(name)
    blocks.raw_html(table)
blocks.section(say(f"cells_{extent}"))
shown = cells.table(both if extent == "all" else cells.changed(both, marks), titles, marks, reader)
if shown.empty:
    blocks.empty(say("no_difference"), say("no_difference_do"))
blocks.table(shown, "table_beside", pinned=2, title=say("cell"))
blocks.take_away(
    reader,
    f"beside-{agency}-{before_year}-{year}",
    shown,
    both,
    lambda: sheets.beside(reader, [], list(dict.fromkeys((other, agency))), None),
    title=say("page_beside"),
)

for number, (title, one) in enumerate(texts):
    blocks.section(title if number else f"{say('own_text')} · {title}")
    blocks.note(view.counts(one, reader))
    blocks.raw_html(view.words(one, titles, reader))
