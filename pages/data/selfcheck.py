"""What is wrong with one draft before it is published?"""

from dashboard import blocks, choices, selfcheck

reader = choices.reader()
say = reader.say
blocks.head(reader, "selfcheck")
blocks.note(say("selfcheck_note", megabytes=selfcheck.MEGABYTES))
one, other = blocks.halves()
with one:
    draft = blocks.upload_one(say("selfcheck_file"), selfcheck.ENDINGS, selfcheck.MEGABYTES, "draft")
with other:
    previous = blocks.upload_one(say("selfcheck_previous"), selfcheck.ENDINGS, selfcheck.MEGABYTES, "previous")
if draft is None:
    blocks.forget("selfcheck")
    blocks.empty(say("selfcheck_first"), say("selfcheck_first_do"))
    blocks.stop()

with blocks.waiting(say("selfcheck_working")):
    answer = blocks.kept(
        "selfcheck",
        selfcheck.mark(draft, previous, reader.language),
        lambda: selfcheck.check(draft, previous, reader.language),
    )
if not answer.sheet:
    if answer.why:
        blocks.empty(f"{say('selfcheck_unreadable')}：{answer.why}", answer.what_to_do)
    else:
        blocks.empty(say("selfcheck_failed"), say("selfcheck_failed_do"))
    blocks.stop()

sheet = answer.sheet
blocks.section(sheet["summary"])
blocks.note(" · ".join(sheet["facts"]))
blocks.downloads(
    [
        (say("selfcheck_docx"), answer.docx, selfcheck.list_name(draft, "docx"), "list_docx"),
        (say("selfcheck_pdf"), answer.pdf, selfcheck.list_name(draft, "pdf"), "list_pdf"),
    ]
)
for title, table in selfcheck.chapters(sheet):
    blocks.section(title)
    blocks.raw_html(selfcheck.as_html(table))
if sheet["remark"]:
    blocks.note(sheet["remark"])
blocks.section(sheet["unchecked_title"])
blocks.bullets(sheet["unchecked"])
