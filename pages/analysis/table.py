"""Choose metrics, agencies and years; make your own table."""

from dashboard import blocks, builder, choices, sheets, workings

reader = choices.reader()
say = reader.say
blocks.head(reader, "table")
with blocks.filter_row():
    metrics = choices.several_metrics(reader, ("requests_received", "grant_rate", "disputes"))
    years = choices.years(reader)
    across = choices.switch(reader, "across", ("agency", "kind", "region"), "agency")
    series, names = choices.series(reader, across)
    layout = choices.switch(reader, "layout", ("long", "wide", "metrics"), "long")
    parts = choices.switch(reader, "columns", builder.COLUMNS, "value")
    sort = choices.switch(reader, "sort", builder.SORTS, "official")
answer = builder.ordered(builder.answer(metrics, series, years), sort)
if answer.empty:
    blocks.empty(say("nothing_told"), say("nothing_told_do"))
    blocks.stop()

shown = builder.table(answer, metrics, names, layout, parts, reader)
ids = [agency for members in series.values() for agency in members]
blocks.note(say("table_size", rows=len(shown), columns=len(shown.columns)) + say(f"columns_{parts}_note"))
plain = parts == "value" and layout != "metrics"
blocks.table(shown, "table_own", tall=560, pinned=1)
blocks.take_away(
    reader,
    "table",
    shown,
    answer,
    lambda: sheets.beside(reader, metrics, ids, years[0] if len(years) == 1 and parts != "change" else None),
    lambda: workings.of(answer, shown, metrics, names, reader, layout) if plain else None,
)
blocks.chips(metrics, reader)
