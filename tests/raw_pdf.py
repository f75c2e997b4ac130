"""Writes PDFs object by object, so that a test can say what no well-behaved writer would."""

from __future__ import annotations

WORDS = b"BT /F1 12 Tf 70 700 Td (Report of the office on disclosure, 2023) Tj ET "
CATALOGUE = b"<</Type/Catalog/Pages 2 0 R>>"
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"


def raw_pdf(*objects: bytes) -> bytes:
    """A PDF of these objects, numbered from 1; the first is the catalogue."""
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    size = len(objects) + 1
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % size + table + end


def stream(content: bytes, entries: bytes = b"") -> bytes:
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (entries, len(content), content)


def one_page(
    content: bytes,
    *others: bytes,
    box: bytes = b"[0 0 600 800]",
    entries: bytes = b"",
    objects: bytes = b"",
    font: bytes = FONT,
) -> bytes:
    """A PDF of one page; its font is F1 (object 5), `others` are objects 6 and on, `objects` its other resources."""
    resources = b"/Resources<</Font<</F1 5 0 R>>%s>>" % objects
    page = b"<</Type/Page/Parent 2 0 R/MediaBox%s/Contents 4 0 R%s%s>>" % (box, resources, entries)
    return raw_pdf(CATALOGUE, b"<</Type/Pages/Kids[3 0 R]/Count 1>>", page, stream(content), font, *others)
