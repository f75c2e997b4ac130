"""Owns the pieces every page is built of: head, row of filters, chart, table, definition chip, downloads, links."""

from dashboard.blocks.asking import button, editor, forget, kept, progress, upload, upload_one, waiting
from dashboard.blocks.drawn import chart, clicked, of_prose, table
from dashboard.blocks.heads import (
    bullets,
    chip,
    chips,
    definition,
    filter_row,
    fold,
    folded,
    halves,
    head,
    note,
    raw_html,
    section,
    sentences,
    stop,
    tool_row,
)
from dashboard.blocks.links import page_links, report_link, year_links
from dashboard.blocks.taking import downloads, picture, take_away, take_brief
from dashboard.frame import empty

__all__ = [
    "bullets",
    "button",
    "chart",
    "chip",
    "chips",
    "clicked",
    "definition",
    "downloads",
    "editor",
    "empty",
    "filter_row",
    "fold",
    "folded",
    "forget",
    "halves",
    "head",
    "kept",
    "note",
    "of_prose",
    "page_links",
    "picture",
    "progress",
    "raw_html",
    "report_link",
    "section",
    "sentences",
    "stop",
    "table",
    "take_away",
    "take_brief",
    "tool_row",
    "upload",
    "upload_one",
    "waiting",
    "year_links",
]
