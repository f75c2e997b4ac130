"""Ask the current build in SQL: read-only, limited in time, memory and rows."""

from dashboard import blocks, choices, freely, lists

reader = choices.reader()
say = reader.say
blocks.head(reader, "query")
limits = {"rows": f"{freely.ROWS:,}", "seconds": f"{freely.SECONDS:.0f}", "megabytes": freely.MEGABYTES}
blocks.note(say("query_note", **limits))
left, right = blocks.wide_and_narrow()
with right, blocks.fold(say("schema"), opened=not blocks.is_narrow()):
    names = {name: say(f"schema_{name}") for name in ("table", "column", "type")}
    blocks.table(lists.renamed(freely.schema(), names), "table_schema", tall=430, as_lines=False)
with left:
    question = blocks.editor(reader, "sql", freely.examples(reader.which), say("sql"))
if not question:
    blocks.stop()

found = freely.answer(question)
if found.kind:
    blocks.empty(say("query_failed"), say(f"query_{found.kind}", **limits))
    blocks.verbatim(found.problem)
    blocks.stop()
blocks.note(
    say("query_found", rows=f"{len(found.table):,}", seconds=f"{found.seconds:.2f}")
    + (say("query_cut") if found.cut else "")
)
blocks.table(found.table, "table_sql", tall=520, as_lines=False)
blocks.take_away(reader, "query", found.table, found.table, dict)
