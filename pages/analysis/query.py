"""Ask the current build in SQL: read-only, limited in time, memory and rows."""

from dashboard import blocks, choices, freely

reader = choices.reader()
say = reader.say
blocks.head(reader, "query")
blocks.note(say("query_note", rows=f"{freely.ROWS:,}", seconds=freely.SECONDS))
question = blocks.editor(reader, "sql", freely.EXAMPLES, say("sql"))
if question:
    found = freely.answer(question)
    if found.problem:
        blocks.empty(say("query_failed"), found.problem)
    else:
        blocks.note(
            say("query_found", rows=len(found.table), seconds=f"{found.seconds:.2f}")
            + (say("query_cut") if found.cut else "")
        )
        blocks.table(found.table, "table_sql", tall=520)
        blocks.take_away(reader, "query", found.table, found.table, dict)
blocks.section(say("schema"))
shown = freely.schema()
blocks.table(shown, "table_schema", tall=520)
