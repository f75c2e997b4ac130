"""Is this figure of the text right? A person decides, one after another, by the keyboard."""

from dashboard import blocks, choices, desk, review, verdicts
from dashboard.queries import figures

reader = choices.reader()
say = reader.say
blocks.head(reader, "review")
if not verdicts.is_allowed():
    blocks.empty(say("add_closed"), say("add_closed_do"))
    blocks.stop()
with blocks.filter_row():
    who = desk.person(reader)
    everything = figures.to_review(reader.which, desk.pinned())
    chosen = {
        "metric": choices.optional(reader, "stated", review.offered_metrics(everything, reader), "all_metrics_short"),
        "region_code": choices.region(reader),
        "confidence": choices.confidence(reader),
        "rival": choices.rival(reader),
    }
asked = review.queue(reader, chosen, desk.pinned())
blocks.note(review.progress(asked, desk.times(), reader))
figure = desk.figure_on(asked)
if figure:
    left, right = blocks.wide_and_narrow()
    with left:
        desk.lay(figure, asked, who, reader)
        blocks.report_link(reader, [str(figure["agency_id"])], [int(figure["year"])])
    with right:
        blocks.raw_html(review.proposal(figure, reader))
        others = figures.rivals_of(str(figure["figure_id"]))
        if len(others):
            blocks.section(say("rivals"))
            blocks.raw_html(review.rivals(others, reader))
else:
    blocks.empty(say("nothing_to_review"), say("nothing_to_review_do"))
blocks.note(say("review_note"))

gone = figures.lapsed()
if len(gone):
    blocks.section(say("lapsed", n=len(gone)))
    blocks.table(review.lapsed_table(gone, reader), "table_lapsed")
