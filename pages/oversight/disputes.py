"""How many requests end in reviews and lawsuits, and how often is the agency corrected?"""

from dashboard import blocks, cards, choices
from dashboard.comparing import dispute_views, groups

reader = choices.reader()
say = reader.say
blocks.head(reader, "disputes")
with blocks.filter_row():
    aspect = choices.switch(reader, "dispute", dispute_views.ASPECTS, "results")
    year = choices.year(reader)
    group = groups.choose(reader)
if group.note:
    blocks.note(group.note)
cards.row(reader, ("D01", "D02", "D06", "D10"), group.ids, year)

metric = cards.by_code("D10" if aspect == "conversion" else "D06")
blocks.section(say(f"dispute_{aspect}_of", year=year), metric, reader, aspect)
if aspect == "results":
    dispute_views.results(reader, group, year)
else:
    dispute_views.rate(reader, group, year, aspect)
