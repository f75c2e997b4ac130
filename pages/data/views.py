"""Which views have a name, everybody's and mine?"""

from dashboard import blocks, choices, shelf

reader = choices.reader()
say = reader.say
blocks.head(reader, "views")
blocks.note(say("views_note"))
for heading, owner, views in shelf.lists(say):
    blocks.section(f"{heading}（{len(views)}）" if reader.language == "zh" else f"{heading} ({len(views)})")
    if views:
        shelf.listed(views, owner, say)
    else:
        blocks.empty(say("no_views"), say("no_views_do"))
    if owner:
        shelf.carry(views, owner, say)
