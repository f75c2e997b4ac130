"""The part of the page that adds reports which shows what was read of one document beside the document itself."""

from __future__ import annotations

from pathlib import Path

from dashboard import blocks, preview
from dashboard.reader import Reader


def show(reader: Reader, folder: Path) -> None:
    """One document at choice: a PDF page by page beside its tables, any other in order beside what was read of it."""
    say, held = reader.say, preview.reports(folder)
    names = {key: preview.name_of(one) for key, one in held.items()}
    record = held[blocks.choose(say("document"), names, "preview")]
    document = preview.document(folder, record)
    if document is not None and not document.is_paper:
        with blocks.waiting(say("add_explaining")):
            page = preview.explained(folder, document, reader.language)
        if page:
            blocks.closed_frame(page, say("add_preview"), 760)
            return
    for name, table, page_number in preview.tables(record, reader):
        left, right = blocks.halves()
        with left:
            blocks.section(name)
            blocks.raw_html(table)
        with right:
            picture = preview.page_picture(document, page_number)
            blocks.image(picture, say("add_page", page=page_number), say("add_no_page"))
    with blocks.fold(say("own_text")):
        for title, text in preview.words(record):
            blocks.prose_of(title, text)
