"""Owns files made to hurt a reader: each a name and the bytes of a document that is malicious on purpose.

Every maker takes `k`, which scales a number: at full size the largest files are of 30 MB and a million parts."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

from tests.word_samples import SPACES, paragraph, row, run, table

OFD = 'xmlns:ofd="http://www.ofdspec.org/2016"'
CELLS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
Scale = Callable[[int], int]
Maker = Callable[[Scale], bytes]


def pack(parts: dict[str, bytes | str], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP of parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression, compresslevel=1) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def doctype(kind: str) -> str:
    """A document type with the entity `z`: "bomb" grows a billion times, "outside" is a file of this machine."""
    if kind == "outside":
        return '<!DOCTYPE x [<!ENTITY z SYSTEM "file:///etc/passwd">]>'
    grown = "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 20}">' for n in range(12))
    return f'<!DOCTYPE x [<!ENTITY a "{"a" * 1000}">{grown}<!ENTITY z "&m;">]>'


def word(body: str, head: str = "") -> bytes:
    document = f"{head}<w:document {SPACES}><w:body>{body}</w:body></w:document>"
    return pack({"[Content_Types].xml": "<Types/>", "word/document.xml": document})


def sheet(rows: str, head: str = "", **parts: str) -> bytes:
    """An XLSX of one sheet."""
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    types = "http://schemas.openxmlformats.org/package/2006/content-types"
    main = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    return pack({
        "[Content_Types].xml": f'<Types xmlns="{types}"><Override PartName="/xl/workbook.xml" '
        f'ContentType="{main}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" '
        f'ContentType="{main}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{relations}"><Relationship Id="r1" Type="{office}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{relations}"><Relationship Id="r1" '
        f'Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{CELLS}" xmlns:r="{office}"><sheets><sheet name="a" sheetId="1" '
        'r:id="r1"/></sheets></workbook>',
        "xl/worksheets/sheet1.xml": f'{head}<worksheet xmlns="{CELLS}"><sheetData>{rows}</sheetData></worksheet>',
        **{name.replace("__", "/") + ".xml": text for name, text in parts.items()},
    })  # fmt: skip


def ofd(content: str, head: str = "", **parts: str) -> bytes:
    """An OFD of one page."""
    return pack({
        "OFD.xml": f'<ofd:OFD {OFD}><ofd:DocBody><ofd:DocRoot>Doc.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>',
        "Doc.xml": f'<ofd:Document {OFD}><ofd:CommonData/><ofd:Pages><ofd:Page ID="1" BaseLoc="P.xml"/></ofd:Pages>'
        "</ofd:Document>",
        "P.xml": f"{head}<ofd:Page {OFD}><ofd:Content><ofd:Layer>{content}</ofd:Layer></ofd:Content></ofd:Page>",
        **parts,
    })  # fmt: skip


def pdf(objects: list[bytes]) -> bytes:
    """A PDF of objects numbered from 1; the first is the catalogue."""
    out, places = io.BytesIO(), []
    out.write(b"%PDF-1.4\n")
    for number, content in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))
    return out.getvalue()


def one_page(content: bytes, *more: bytes, resources: bytes = b"<</Font<</F 5 0 R>>>>") -> bytes:
    stream = b"<</Length %d>>stream\n%s\nendstream" % (len(content), content)
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources %s>>" % resources
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    return pdf([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", page, stream, font, *more])


def many_pages(number: int) -> bytes:
    kids = b" ".join(b"%d 0 R" % (3 + n) for n in range(number))
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"
    pages = b"<</Type/Pages/Count %d/Kids[%s]>>" % (number, kids)
    return pdf([b"<</Type/Catalog/Pages 2 0 R>>", pages, *[page] * number])


def looping_pages() -> bytes:
    return pdf([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 9/Kids[2 0 R 2 0 R 2 0 R]>>"])


def looping_form() -> bytes:
    """A form that draws itself twice."""
    itself = b"<</XObject<</X 6 0 R>>>>"
    form = b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources%s/Length 11>>stream\n/X Do /X Do\nendstream" % itself
    return one_page(b"/X Do", form, resources=itself)


def zip_in_zip(depth: int) -> bytes:
    data = pack({"a.txt": "政府信息公开"})
    for level in range(depth):
        data = pack({f"{level}.zip": data}, zipfile.ZIP_STORED)
    return data


def lying_zip() -> bytes:
    """A member that unpacks to more than the directory admits to."""
    data = pack({"a.html": b"0" * 3_000_000})
    return data.replace((3_000_000).to_bytes(4, "little"), (1000).to_bytes(4, "little"))


def rows_of_page(number: int) -> str:
    return "".join(f"<tr><td>{n}<td>1<td>2<td>3" for n in range(number))


LETTER = run("x")
CELL = f"<w:tc>{paragraph(LETTER)}</w:tc>"
VAST = '<w:tc><w:tcPr><w:gridSpan w:val="99999"/><w:vMerge w:val="restart"/></w:tcPr></w:tc>'
TYPED = '<row r="1"><c r="A1" t="inlineStr"><is><t>&z;</t></is></c></row>'
FAR = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row><row r="1"><c r="A1"><v>1</v></c></row>'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PAGES = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>"]
MAIL = b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n"

XML: dict[str, Maker] = {
    "bomb.docx": lambda k: word(paragraph(run("&z;")), doctype("bomb")),
    "outside.docx": lambda k: word(paragraph(run("&z;")), doctype("outside")),
    "bomb.xlsx": lambda k: sheet(TYPED, doctype("bomb")),
    "outside.xlsx": lambda k: sheet(TYPED, doctype("outside")),
    "bomb.ofd": lambda k: ofd("&z;", doctype("bomb")),
    "outside.ofd": lambda k: ofd("&z;", doctype("outside")),
    "bomb.xml": lambda k: (
        f'<?xml version="1.0"?>{doctype("bomb")}<w:wordDocument {SPACES}>&z;</w:wordDocument>'.encode()
    ),
}
OFFICE: dict[str, Maker] = {
    "paragraphs.docx": lambda k: word(paragraph(LETTER) * k(1_000_000)),
    "cells.docx": lambda k: word(table(row(CELL * 10) * k(100_000))),
    "wide.docx": lambda k: word(table(row(CELL * k(300_000)))),
    "deep.docx": lambda k: word("<w:sdt>" * k(100_000) + "</w:sdt>" * k(100_000)),
    "tables.docx": lambda k: word("<w:tbl><w:tr><w:tc>" * 80 + LETTER + "</w:tc></w:tr></w:tbl>" * 80),
    "spans.docx": lambda k: word(table(row(VAST * 9) * 999)),
    "part.docx": lambda k: word(paragraph(run("x" * 120_000_000))),
    "deep.rtf": lambda k: b"{\\rtf1 " + b"{" * k(100_000) + b"x" + b"}" * k(100_000) + b"}",
    "rows.rtf": lambda k: b"{\\rtf1 " + b"\\trowd\\cellx100 x\\cell\\row " * k(200_000) + b"}",
    "cells.rtf": lambda k: b"{\\rtf1 \\trowd" + b"\\cellx9" * k(300_000) + b" x" + b"\\cell " * k(300_000) + b"\\row}",
    "bin.rtf": lambda k: b"{\\rtf1 " + b"\\bin9999999999 x" * 1000 + b"}",
    "ones.doc": lambda k: OLE + b"\xff" * k(2_000_000),
    "zeros.doc": lambda k: OLE + b"\0" * k(2_000_000),
    "far.xlsx": lambda k: sheet(FAR),
    "cells.xlsx": lambda k: sheet("".join(f'<row r="{n}">{"<c><v>1</v></c>" * 20}</row>' for n in range(1, k(50_000)))),
    "rows.csv": lambda k: b"1,2,3,4\n" * k(1_000_000),
    "wide.csv": lambda k: b"," * k(3_000_000),
    "quote.csv": lambda k: b'"' + b"a,\n" * k(1_000_000),
}
WEB: dict[str, Maker] = {
    "large.html": lambda k: b"<html><body>" + "<p>本机关。</p>".encode() * k(1_600_000),
    "unclosed.html": lambda k: b"<html><body>" + b"<div>" * k(200_000) + "第一章".encode(),
    "unclosed tables.html": lambda k: b"<html><body>" + b"<table><tr><td>" * k(30_000) + b"x",
    "rows.html": lambda k: ("<html><body><table>" + rows_of_page(k(100_000))).encode(),
    "rowspan.html": lambda k: b"<html><table>" + b"<tr><td rowspan=1000000000 colspan=1000000000>1<td>2" * 2000,
    "links.html": lambda k: b"<html><body>" + "<a href=x>政府信息公开年度报告</a>".encode() * k(300_000),
    "attributes.html": lambda k: b"<html><body><p " + b"a=1 " * k(2_000_000) + b">x",
    "comments.html": lambda k: b"<html><body>" + b"<!--" * k(2_000_000),
    "parts.mht": lambda k: MAIL + b"--b\n\nx\n" * k(300_000),
    "deep.mht": lambda k: (
        b"MIME-Version: 1.0\n"
        + b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(3000))
    ),
    "numbers.txt": lambda k: "一、".encode() * k(3_000_000),
    "spaces.txt": lambda k: (b" " * 500 + b"1") * k(20_000),
    "line.txt": lambda k: ("政府信息公开工作年度报告" * k(500_000)).encode(),
    "deep.json": lambda k: b'{"schema_version": 1, "cells": ' + b"[" * 200_000,
    "list.json": lambda k: b'{"schema_version": 1, "cells": [' + b"{}," * k(500_000) + b"{}]}",
}
PAGED: dict[str, Maker] = {
    "objects.pdf": lambda k: pdf(PAGES + [b"1"] * k(1_000_000)),
    "drawn.pdf": lambda k: one_page(b"0 0 m 9 9 l S\n" * 1_000_000),
    "letters.pdf": lambda k: one_page(b"BT /F 9 Tf " + b"(a) Tj 1 0 Td " * 600_000 + b"ET"),
    "pages.pdf": lambda k: many_pages(5000),
    "loop.pdf": lambda k: looping_pages(),
    "form.pdf": lambda k: looping_form(),
    "deep.pdf": lambda k: pdf([PAGES[0], b"[" * 500_000 + b"]" * 500_000]),
    "saved.pdf": lambda k: one_page(b"q " * k(2_000_000)),
    "deep.ofd": lambda k: ofd("<ofd:PageBlock>" * 200 + "</ofd:PageBlock>" * 200),
    "objects.ofd": lambda k: ofd("<ofd:PathObject/>" * k(1_000_000)),
}
ARCHIVES: dict[str, Maker] = {
    "nested.zip": lambda k: zip_in_zip(12),
    "lying.zip": lambda k: lying_zip(),
    "bomb.zip": lambda k: pack({f"{n}.html": b"0" * k(200_000_000) for n in range(3)}),
    "slip.zip": lambda k: pack({"../../escaped.txt": "x", "/etc/escaped.txt": "x", "C:\\escaped.txt": "x"}),
    "members.zip": lambda k: pack({f"{n}.txt": "" for n in range(30_000)}),
    "empty.zip": lambda k: b"PK\x05\x06" + b"\0" * 18,
}
MAKERS = XML | OFFICE | WEB | PAGED | ARCHIVES


def made(name: str, scale: float = 1.0) -> bytes:
    """The bytes of a file, at a part of its full size."""
    return MAKERS[name](lambda number: max(1, int(number * scale)))
