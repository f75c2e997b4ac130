"""Drop reports in, see what was read, then make a new build."""

from dashboard import blocks, choices, intake

reader = choices.reader()
say = reader.say
blocks.head(reader, "add")
if not intake.is_allowed():
    blocks.empty(say("add_closed"), say("add_closed_do"))
    blocks.stop()
blocks.note(say("add_note", megabytes=intake.MEGABYTES))
files = blocks.upload(say("add_files"), intake.ENDINGS, intake.MEGABYTES)
if files and blocks.button(say("add_read"), "read"):
    with blocks.progress(say("add_reading")) as move:
        intake.read(files, on_progress=move)

read = intake.last_reading()
if read is None:
    blocks.stop()
blocks.section(say("add_found", reports=len(read.reports), problems=len(read.problems)))
if read.failure:
    blocks.empty(say("add_failed"), read.failure)
if len(read.reports):
    blocks.table(intake.report_table(read.reports, reader), "table_read")
if len(read.problems):
    blocks.section(say("add_problems"))
    blocks.table(intake.problem_table(read.problems, reader), "table_problems")
if len(read.reports) and blocks.button(say("add_build"), "build"):
    with blocks.progress(say("add_building")) as move:
        made = intake.build(on_progress=move)
    blocks.empty(*((say("add_built"), say("add_built_do")) if made else (say("add_failed"), intake.last_failure())))
