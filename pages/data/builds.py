"""Which build is shown, from how many documents, and what changed since the last one?"""

from dashboard import blocks, buildlists, choices, mending, revisions
from dashboard.queries import repairs

reader = choices.reader()
say = reader.say
blocks.head(reader, "builds")
held = buildlists.held()
blocks.section(say("build_now"))
buildlists.choose(reader, held)
blocks.raw_html(buildlists.facts(reader))

declared = repairs.corrections(reader.which)
if len(declared):
    blocks.section(say("mend_declared", n=len(declared)))
    blocks.note(say("mend_declared_note"))
    told = mending.correction_table(declared, reader)
    blocks.table(told, "table_corrections")
    blocks.take_away(reader, "corrections", told, declared, dict)

blocks.section(say("revisions"))
changed, of_other_shape = None, ""
try:
    changed = revisions.changes(reader.which)
except revisions.OtherShape as older:
    of_other_shape = str(older)
links = {say("open"): say("open_short")}
if of_other_shape:
    blocks.empty(say("other_shape"), say("other_shape_do", build=of_other_shape))
elif changed is None:
    blocks.empty(say("one_build"), say("one_build_do"))
elif changed.is_empty:
    blocks.empty(say("no_revisions"), say("no_revisions_do", build=changed.older.name))
else:
    blocks.sentences(buildlists.sentences(changed, reader))
    for name, rows, make in (
        ("reports", changed.reports, buildlists.reports),
        ("faults", changed.faults, buildlists.faults),
        ("cells", changed.places, buildlists.cells),
    ):
        shown = make(changed, reader)
        if shown.empty:
            continue
        blocks.section(say(f"changed_{name}_list", n=len(shown)))
        blocks.table(shown, f"table_changed_{name}", links=links, title=say("agency"), lead=say("value_after"))
        blocks.take_away(reader, f"revisions-{name}", shown, rows, dict)

blocks.section(say("builds_held", n=len(held)))
shown = buildlists.table(held, reader)
blocks.table(shown, "table_builds", title=say("build"))
blocks.take_away(reader, "builds", shown, held, dict)
