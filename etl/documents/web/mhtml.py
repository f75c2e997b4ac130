"""Owns MHTML: a page saved with its parts in one file, to the Document of the page in it."""

from __future__ import annotations

import email
import email.policy
from dataclasses import replace
from email.message import Message

from etl.documents.document import Document
from etl.documents.encoding import decode
from etl.documents.web.html import read_page
from etl.errors import UnreadableDocument


def read_mhtml(data: bytes) -> Document:
    """The Document of the first HTML part that has text; the address it was saved from is in the metadata.

    Raises UnreadableDocument: "unreadable" without an HTML part, "empty_file" where no part has text."""
    try:
        message = email.message_from_bytes(data.lstrip(), policy=email.policy.compat32)
        parts = [part for part in message.walk() if part.get_content_type() in ("text/html", "application/xhtml+xml")]
    except RecursionError as error:
        raise UnreadableDocument("unreadable", "MHTML parts too deep") from error
    if not parts:
        raise UnreadableDocument("unreadable", "MHTML without a page")
    best: Document | None = None
    for part in parts:
        read = _page(part)
        if read is not None and (best is None or len(read.blocks) > len(best.blocks)):
            best = read
    if best is None:
        raise UnreadableDocument("empty_file")
    address = message.get("Snapshot-Content-Location") or parts[0].get("Content-Location") or ""
    metadata = best.metadata | ({"address": str(address).strip()} if str(address).startswith("http") else {})
    return replace(best, medium="mhtml", metadata=metadata)


def _page(part: Message) -> Document | None:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return None
    try:
        return read_page(decode(payload).text)
    except UnreadableDocument:
        return None
