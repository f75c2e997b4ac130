"""Owns the summary of a compound file ([MS-OLEPS]): title, author, company and days, read with every count bounded."""

from __future__ import annotations

import datetime
import struct

from etl.documents.encoding import decode

TITLE, AUTHOR, CREATED, SAVED, COMPANY = 2, 4, 12, 13, 15
SUMMARY = {TITLE: "title", AUTHOR: "author", CREATED: "created_on", SAVED: "modified_on"}
DOCUMENT_SUMMARY = {COMPANY: "company"}
NARROW, WIDE, MOMENT = 30, 31, 64
MOST = 200  # properties; real files have about twenty
LONGEST = 1000
EPOCH = datetime.datetime(1601, 1, 1)


def read_summary(data: bytes, wanted: dict[int, str]) -> dict[str, str]:
    """What a property stream says of the wanted properties; a damaged stream says nothing."""
    try:
        start = struct.unpack_from("<I", data, 44)[0]
        count = min(struct.unpack_from("<I", data, start + 4)[0], MOST)
        found = {}
        for number in range(count):
            key, place = struct.unpack_from("<II", data, start + 8 + 8 * number)
            value = _value(data, start + place) if key in wanted else ""
            if value:
                found[wanted[key]] = value
    except (struct.error, OverflowError, ValueError):
        return {}
    return found


def _value(data: bytes, place: int) -> str:
    """A text, or a moment as YYYY-MM-DD; empty for any other kind of value, and for moments before 1990."""
    kind, size = struct.unpack_from("<II", data, place)
    if kind == NARROW:
        return decode(data[place + 8 : place + 8 + min(size, LONGEST)].split(b"\x00")[0]).text.strip()
    if kind == WIDE:
        raw = data[place + 8 : place + 8 + 2 * min(size, LONGEST)]
        return raw.decode("utf-16-le", "replace").split("\x00")[0].strip()
    if kind == MOMENT:
        moment = EPOCH + datetime.timedelta(microseconds=struct.unpack_from("<Q", data, place + 4)[0] // 10)
        return moment.date().isoformat() if moment.year > 1990 else ""
    return ""
