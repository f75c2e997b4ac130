"""The parts of a Word document that do not depend on what it says: types, relations, styles, head and foot."""

from __future__ import annotations

from xml.sax.saxutils import escape

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    f'xmlns:r="{OFFICE}/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
NAMED = {"document": "document.main", "styles": "styles", "numbering": "numbering", "footer1": "footer"} | {
    "header1": "header"
}
TYPES = (
    f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
    f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
    + "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{MAIN}.{kind}+xml"/>' for name, kind in NAMED.items()
    )
    + '<Override PartName="/docProps/core.xml" '
    'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
)
ROOT = (
    f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/relationships/officeDocument" Target="word/document.xml"/>'
    f'<Relationship Id="rId2" Type="{PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
    "</Relationships>"
)
NUMBERING = (
    f'{HEAD}<w:numbering {SPACES}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="bullet"/><w:lvlText w:val="•"/><w:lvlJc w:val="left"/>'
    '<w:pPr><w:ind w:left="360" w:hanging="240"/></w:pPr></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)
# style: (size in half points, colour, bold, space before, space after in twentieths of a point, further properties)
STYLES: dict[str, tuple[int, str, bool, int, int, str]] = {
    "Title": (38, "1D252D", True, 60, 80, ""),
    "Heading1": (26, "1D252D", True, 300, 110, '<w:keepNext/><w:outlineLvl w:val="0"/>'),
    "Heading2": (21, "1D252D", True, 200, 80, '<w:keepNext/><w:outlineLvl w:val="1"/>'),
    "Finding": (22, "1D252D", False, 80, 20, "<w:keepNext/>"),
    "Quiet": (17, "5B656F", False, 0, 100, ""),
    "Mark": (18, "2A1F00", True, 0, 80, ""),
    "Foot": (15, "5B656F", False, 0, 0, ""),
    "TableText": (17, "1D252D", False, 20, 20, ""),
    "TableHead": (17, "5B656F", True, 20, 20, "<w:keepNext/>"),
    "ListBullet": (19, "1D252D", False, 20, 40, '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'),
    "Cited": (16, "5B656F", False, 200, 0, '<w:shd w:val="clear" w:color="auto" w:fill="F5F3EE"/>'),
}
SHADES = {"Mark": '<w:shd w:val="clear" w:color="auto" w:fill="E9B949"/>'}
# the order that the schema asks for within pPr
ORDER = ("<w:keepNext/>", "<w:numPr>", "<w:shd ", "<w:spacing ", "<w:outlineLvl ")


def styles(language: str) -> str:
    """The styles; Chinese in the usual fonts of office programs."""
    tag = "zh-CN" if language == "zh" else "en-GB"
    fonts = '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial" w:eastAsia="Microsoft YaHei"/>'
    made = [
        f'{HEAD}<w:styles {SPACES}><w:docDefaults><w:rPrDefault><w:rPr>{fonts}<w:sz w:val="20"/>'
        f'<w:lang w:val="en-GB" w:eastAsia="{tag}"/></w:rPr></w:rPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
        '<w:style w:type="table" w:styleId="Plain"><w:name w:val="Plain"/><w:tblPr><w:tblBorders>'
        '<w:top w:val="single" w:sz="6" w:color="1D252D"/><w:bottom w:val="single" w:sz="6" w:color="1D252D"/>'
        '<w:insideH w:val="single" w:sz="4" w:color="D5DADF"/></w:tblBorders></w:tblPr></w:style>'
    ]
    for name, (size, colour, bold, before, after, more) in STYLES.items():
        given = [f'<w:spacing w:before="{before}" w:after="{after}"/>', *_split(more)]
        given.sort(key=lambda part: next(place for place, start in enumerate(ORDER) if part.startswith(start)))
        shown = {"Heading1": "heading 1", "Heading2": "heading 2", "ListBullet": "List Bullet"}.get(name, name)
        made.append(
            f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{shown}"/><w:basedOn w:val="Normal"/>'
            f"<w:pPr>{''.join(given)}</w:pPr><w:rPr>{'<w:b/>' if bold else ''}"
            f'<w:color w:val="{colour}"/><w:sz w:val="{size}"/>{SHADES.get(name, "")}</w:rPr></w:style>'
        )
    return "".join([*made, "</w:styles>"])


def _split(more: str) -> list[str]:
    """The properties one by one."""
    if more.startswith("<w:numPr>") or not more:
        return [more] if more else []
    return [f"<{part}" for part in more.split("<")[1:]]


def document(body: str) -> str:
    """The main part: A4, 2 cm at the sides, head and foot on every page."""
    return (
        f'{HEAD}<w:document {SPACES}><w:body>{body}<w:sectPr><w:headerReference w:type="default" r:id="rIdHeader"/>'
        '<w:footerReference w:type="default" r:id="rIdFooter"/><w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1190" w:right="1134" w:bottom="1134" w:left="1134" w:header="560" w:footer="560" '
        'w:gutter="0"/></w:sectPr></w:body></w:document>'
    )


def relations(images: int) -> str:
    """Which parts and pictures the main part uses."""
    given = [("rIdStyles", "styles", "styles.xml"), ("rIdNumbering", "numbering", "numbering.xml")]
    given += [("rIdFooter", "footer", "footer1.xml"), ("rIdHeader", "header", "header1.xml")]
    given += [(f"rIdChart{number}", "image", f"media/chart{number}.png") for number in range(1, images + 1)]
    made = "".join(
        f'<Relationship Id="{name}" Type="{OFFICE}/relationships/{kind}" Target="{target}"/>'
        for name, kind, target in given
    )
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{made}</Relationships>'


def footer(text: str) -> str:
    """Source and page number."""
    number = '<w:r><w:t xml:space="preserve">  ·  </w:t></w:r>'
    number += '<w:fldSimple w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    return (
        f'{HEAD}<w:ftr {SPACES}><w:p><w:pPr><w:pStyle w:val="Foot"/></w:pPr>'
        f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>{number}</w:p></w:ftr>'
    )


def header(mark: str) -> str:
    """The mark of demonstration data on every page, where it applies."""
    return (
        f'{HEAD}<w:hdr {SPACES}><w:p><w:pPr><w:pStyle w:val="Foot"/><w:jc w:val="right"/></w:pPr>'
        f"<w:r><w:t>{escape(mark)}</w:t></w:r></w:p></w:hdr>"
    )


def core(title: str, as_of: str, cited: str) -> str:
    """Title, date of the data and citation as properties of the document."""
    moment = f"{as_of}T00:00:00Z"
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title)}</dc:title><dc:creator>明镜 Mingjing</dc:creator>"
        f"<dc:description>{escape(cited)}</dc:description>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{moment}</dcterms:created></cp:coreProperties>'
    )
