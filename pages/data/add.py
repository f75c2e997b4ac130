"""Drop reports in, see what was read beside the document, try what would change, then make a new build."""

from dashboard import blocks, choices, intake, previews

reader = choices.reader()
say = reader.say
blocks.head(reader, "add")
if not intake.is_allowed():
    blocks.empty(say("add_closed"), say("add_closed_do"))
    blocks.stop()
blocks.note(say("add_note", megabytes=intake.MEGABYTES))
files = blocks.upload(say("add_files"), intake.ENDINGS, intake.MEGABYTES)
if files and blocks.button(say("add_read"), "read", primary=True):
    with blocks.progress(say("add_reading")) as move:
        intake.read(files, on_progress=move)

read, folder = intake.last_reading(), intake.upload_folder()
if read is None or folder is None:
    blocks.empty(say("add_first"), say("add_first_do"))
    blocks.stop()
blocks.section(say("add_found", reports=len(read.reports), problems=len(read.problems)))
if read.failure:
    blocks.empty(say("add_failed"), read.failure)
if len(read.reports):
    blocks.table(intake.report_table(read.reports, reader), "table_read")
if len(read.problems):
    blocks.section(say("add_problems"))
    blocks.table(intake.problem_table(read.problems, reader), "table_problems")
if not len(read.reports):
    blocks.stop()

blocks.section(say("add_preview"))
previews.show(reader, folder)

blocks.section(say("add_trial"))
blocks.note(say("add_trial_note"))
if blocks.button(say("add_try"), "try"):
    with blocks.progress(say("add_trying")) as move:
        tried = intake.try_out(on_progress=move)
    if not tried:
        blocks.empty(say("add_failed"), intake.last_failure())
changes = intake.trial()
if changes is not None:
    blocks.note(intake.trial_words(changes, reader))
    if len(changes):
        blocks.table(intake.trial_table(changes, reader), "table_trial")
if blocks.button(say("add_build"), "build", primary=True):
    with blocks.progress(say("add_building")) as move:
        made = intake.build(on_progress=move)
    blocks.empty(*((say("add_built"), say("add_built_do")) if made else (say("add_failed"), intake.last_failure())))
    if made:
        blocks.page_links(reader, ("data/builds", "leadership/overview"))
