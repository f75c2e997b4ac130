"""How did requests end, for what reasons, who asked, and what does the choice of a rate change?"""

from dashboard import blocks, choices
from dashboard.comparing import groups, outcome_views

reader = choices.reader()
blocks.head(reader, "outcomes")
with blocks.filter_row():
    aspect = choices.switch(reader, "aspect", outcome_views.ASPECTS, "mix")
    if aspect == "heat":
        metric = choices.metric(reader, "grant_rate")
    else:
        year = choices.year(reader)
    group = groups.choose(reader)
if group.note:
    blocks.note(group.note)

if aspect == "mix":
    outcome_views.mix(reader, group, year)
elif aspect == "heat":
    outcome_views.heat(reader, group, metric)
else:
    outcome_views.five(reader, group, year)
