"""Which build is shown, and what changed since the last one?"""

from dashboard import blocks, choices, revisions

reader = choices.reader()
say = reader.say
blocks.head(reader, "builds")
held = revisions.builds()
blocks.section(say("builds_held", n=len(held)))
shown = revisions.build_table(held, reader)
revisions.choose_build(reader, held)
blocks.table(shown, "table_builds")
blocks.take_away(reader, "builds", shown, held, dict)

blocks.section(say("revisions"))
if revisions.before() is None:
    blocks.empty(say("one_build"), say("one_build_do"))
    blocks.stop()
changed = revisions.changes(reader.which)
if changed.empty:
    blocks.empty(say("no_revisions"), say("no_revisions_do"))
    blocks.stop()
blocks.note(say("revisions_note", n=len(changed)))
listed = revisions.change_table(changed, reader)
blocks.table(listed, "table_revisions")
blocks.take_away(reader, "revisions", listed, changed, dict)
