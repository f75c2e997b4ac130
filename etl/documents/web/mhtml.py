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
    """The Document of the HTML part with most of a report; the address it was saved from is in the metadata.

    Raises UnreadableDocument: "unreadable" without an HTML part, "empty_file" where no part has text, "report_attached"
    and "report_in_pictures" where one only points to the report."""
    try:
        message = email.message_from_bytes(data.lstrip(), policy=email.policy.compat32)
        parts = [part for part in message.walk() if part.get_content_type() in ("text/html", "application/xhtml+xml")]
    except RecursionError as error:
        raise UnreadableDocument("unreadable", "MHTML 各部分嵌套过深") from error
    if not parts:
        raise UnreadableDocument("unreadable", "MHTML 里没有网页")
    stated = message.get("Snapshot-Content-Location") or parts[0].get("Content-Location") or ""
    address = str(stated).strip() if str(stated).startswith("http") else ""
    best = max(_pages(parts, address), key=_weight)
    metadata = best.metadata | ({"address": address} if address else {})
    return replace(best, medium="mhtml", metadata=metadata)


def _pages(parts: list[Message], address: str) -> list[Document]:
    """The Documents of the parts that have text. Raises the reason of the last one where none has."""
    read: list[Document] = []
    reason = UnreadableDocument("empty_file")
    for part in parts:
        payload = part.get_payload(decode=True)
        try:
            if isinstance(payload, bytes):
                read.append(read_page(decode(payload).text, address))
        except UnreadableDocument as error:
            reason = reason if error.code == "empty_file" else error
    if not read:
        raise reason
    return read


def _weight(document: Document) -> tuple[int, int]:
    """How much of a report a page of several holds: its tables first, since a frame of links has lines too."""
    return len(document.grids), len(document.blocks)
