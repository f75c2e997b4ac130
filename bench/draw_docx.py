"""Owns form tables as DOCX, so that an office program can lay them out and print them to PDF."""

from __future__ import annotations

import io
import random
import zipfile
from html import escape

from bench.statutory_form import FormCell, Model
from etl.demo.paper import Paper

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>'
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type='
    '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
    "</Relationships>"
)
BORDERS = ("single", "dotted", "dashed", "double", "thick", "single")


def run(text: str, half_points: int) -> str:
    font = '<w:rFonts w:ascii="Noto Serif CJK SC" w:hAnsi="Noto Serif CJK SC" w:eastAsia="Noto Serif CJK SC"/>'
    return (
        f'<w:r><w:rPr>{font}<w:sz w:val="{half_points}"/></w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
    )


def paragraph(text: str, half_points: int, centred: bool = False) -> str:
    place = '<w:jc w:val="center"/>' if centred else ""
    return f'<w:p><w:pPr><w:spacing w:before="0" w:after="0"/>{place}</w:pPr>{run(text, half_points)}</w:p>'


def table(model: Model, widths: list[int], border: str, half_points: int, height: str, header: int) -> str:
    sides = "".join(
        f'<w:{side} w:val="{border}" w:sz="4" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    rows, below = [], {}
    for number, cells in enumerate(model):
        parts, column, left = [], 0, list(cells)
        while column < len(widths):
            if below.get(column, (0, 0))[0] > 0:
                more, span = below[column]
                below[column] = (more - 1, span)
                parts.append(cell("", widths, column, span, "<w:vMerge/>", half_points, False))
                column += span
                continue
            one = left.pop(0)
            merge = '<w:vMerge w:val="restart"/>' if one.rows > 1 else ""
            if one.rows > 1:
                below[column] = (one.rows - 1, one.columns)
            parts.append(cell(one.text, widths, column, one.columns, merge, half_points, one.value or number < 3))
            column += one.columns
        kind = height + ("<w:tblHeader/>" if number < header else "")
        rows.append(f"<w:tr><w:trPr>{kind}</w:trPr>{''.join(parts)}</w:tr>")
    look = f'<w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{sides}</w:tblBorders>'
    look += '<w:tblLayout w:type="fixed"/></w:tblPr>'
    return f"<w:tbl>{look}<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def cell(text: str, widths: list[int], column: int, span: int, merge: str, half_points: int, centred: bool) -> str:
    width = sum(widths[column : column + span])
    kind = f'<w:tcW w:w="{width}" w:type="dxa"/><w:gridSpan w:val="{span}"/>{merge}<w:vAlign w:val="center"/>'
    return f"<w:tc><w:tcPr>{kind}</w:tcPr>{paragraph(text, half_points, centred)}</w:tc>"


def draw_docx(tables: list[tuple[str, Model]], seed: int, bordered: bool = True) -> bytes:
    """The report as DOCX in a layout that the seed chooses."""
    rng = random.Random(seed)
    landscape = rng.random() < 0.2
    page = (16838, 11906) if landscape else (11906, 16838)
    margin = rng.choice([1000, 1440, 1800])
    width = page[0] - 2 * margin
    size = rng.choice([15, 16, 18, 21, 24])
    border = BORDERS[seed % len(BORDERS)] if bordered else "nil"
    rows = rng.choice(
        ["", "", '<w:trHeight w:val="400"/>', '<w:trHeight w:val="500" w:hRule="exact"/>', "<w:cantSplit/>"]
    )
    label = rng.choice([0.4, 0.5, 0.6])
    shares = [
        [0.34, 0.22, 0.22, 0.22],
        [0.12 * label, 0.3 * label, 0.58 * label, *([(1 - label) / 7] * 7)],
        [1 / 15] * 15,
    ]
    body = [
        paragraph("某单位政府信息公开工作年度报告", 44, True),
        paragraph("主动公开政府信息若干条。" * rng.randint(2, 120), 30),
    ]
    for number, (heading, model) in enumerate(tables):
        widths = [int(share * width) for share in shares[number]]
        repeat = 3 if number == 1 and rng.random() < 0.5 else 0
        exact = rows if number == 2 or "exact" not in rows else ""
        body += [paragraph(heading, 32), table(model, widths, border, size, exact, repeat)]
    body.append(paragraph("五、存在的主要问题及改进情况", 32))
    return packed(body, page, margin)


def packed(body: list[str], page: tuple[int, int], margin: int) -> bytes:
    """The package around these parts of a body."""
    turn = ' w:orient="landscape"' if page[0] > page[1] else ""
    frame = f'<w:sectPr><w:pgSz w:w="{page[0]}" w:h="{page[1]}"{turn}/><w:pgMar w:top="1440" w:bottom="1440" '
    frame += f'w:left="{margin}" w:right="{margin}" w:header="700" w:footer="700" w:gutter="0"/></w:sectPr>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("_rels/.rels", RELATIONS)
        archive.writestr("word/document.xml", f"<w:document {W}><w:body>{''.join(body)}{frame}</w:body></w:document>")
    return out.getvalue()


STYLES = {
    "single": "single",
    "dotted": "dotted",
    "dashed": "dashed",
    "double": "double",
    "thick": "thick",
    "dot-dash": "dotDash",
    "thin-thick": "thinThickSmallGap",
    "no-verticals": "single",
    "three-line": "single",
    "borderless": "nil",
}
RULED_STYLES = tuple(STYLES)[:7]


def draw_paper(paper: Paper, border: str, rng: random.Random) -> bytes:
    """A report as DOCX with this border; sizes and page shape drawn by `rng`."""
    landscape = rng.random() < 0.2
    page = (16838, 11906) if landscape else (11906, 16838)
    margin = rng.choice([900, 1440, 1800])
    width, size = page[0] - 2 * margin, rng.choice([15, 18, 21, 24])
    height = rng.choice(["", "", '<w:trHeight w:val="400"/>', "<w:cantSplit/>"])
    body = [paragraph(paper.title, 44, True)]
    for part in paper.parts:
        body.append(paragraph(part.heading, 32))
        body += [paragraph(text, 30) for _, text in part.paragraphs]
        for one in paper.tables_of(part):
            unit = width / sum(one.widths)
            model = [[FormCell(b.text, b.row_span, b.column_span, b.kind == "value") for b in row] for row in one.rows]
            head = one.head_rows if rng.random() < 0.4 else 0
            body.append(paragraph(one.caption, 21))
            drawn = table(model, [int(unit * share) for share in one.widths], STYLES[border], size, height, head)
            body += [without_sides(drawn, border), paragraph("", 21)]
    body.append(paragraph(paper.agency, 30))
    return packed(body, page, margin)


def without_sides(drawn: str, border: str) -> str:
    """The borders that a table of horizontal rules only, or of three rules, does not have."""
    gone = {"no-verticals": ("left", "right", "insideV"), "three-line": ("left", "right", "insideV", "insideH")}
    for side in gone.get(border, ()):
        drawn = drawn.replace(f'<w:{side} w:val="single"', f'<w:{side} w:val="nil"')
    return drawn
