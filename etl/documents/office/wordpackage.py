"""Owns what a Word package says around its text: which part holds it, facts of the document, pictures."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from lxml import etree

from catalog.pages import page_words
from etl.documents.document import Block, Grid, Paragraph
from etl.documents.office.numbering import W
from etl.documents.office.package import Package, parse_xml
from etl.errors import UnreadableDocument

SAME = (  # older and stricter names of the same words
    b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    b"http://schemas.microsoft.com/office/word/2003/wordml",
)
TRANSITIONAL = W[1:-1].encode()
PICTURES = ("{http://schemas.openxmlformats.org/drawingml/2006/picture}pic", "{urn:schemas-microsoft-com:vml}imagedata")
CORE = {"title": "title", "creator": "author", "subject": "subject", "description": "description"}
SHORT = 60  # characters of a heading or a cell


def main_part(package: Package) -> str:
    """The name of the part that holds the text."""
    relations = package.tree("_rels/.rels")
    for relation in relations if relations is not None else ():
        if (relation.get("Type") or "").endswith("/officeDocument"):
            return (relation.get("Target") or "").lstrip("/")
    return "word/document.xml"


def word_tree(package: Package, name: str) -> etree._Element | None:
    """The root of a part with the usual names of Word's elements, None where there is no such part or it is damaged:
    a report is worth more than the numbers of its lists."""
    raw = package.part(name)
    with suppress(UnreadableDocument):
        return None if raw is None else parse_xml(transitional(raw), name)
    return None


def transitional(raw: bytes) -> bytes:
    """XML with the usual names of Word's elements."""
    for names in SAME:
        if names in raw[:8192]:
            raw = raw.replace(names, TRANSITIONAL)
    return raw


def facts_of(package: Package) -> dict[str, str]:
    """What docProps says: title, author, created_on, modified_on, company. A damaged part says nothing."""
    found: dict[str, str] = {}
    for part in ("docProps/core.xml", "docProps/app.xml"):
        try:
            root = package.tree(part)
        except UnreadableDocument:
            continue
        for child in root if root is not None else ():
            name = etree.QName(child).localname if isinstance(child.tag, str) else ""
            text = (child.text or "").strip()
            if text and name in CORE:
                found[CORE[name]] = text
            elif text and name in ("created", "modified"):
                found[f"{name}_on"] = text[:10]
            elif text and name == "Company":
                found["company"] = text
    return found


def count_pictures(root: etree._Element) -> int:
    """How many pictures stand in a document."""
    return sum(1 for _ in root.iter(*PICTURES))


def lacks_tables(blocks: Sequence[Block]) -> bool:
    """True for a report of two sections or more that has no table, nor a paragraph that may be the cell of one."""
    if any(isinstance(block, Grid) for block in blocks):
        return False
    words = page_words()
    lines = [block.text for block in blocks if isinstance(block, Paragraph) and len(block.text) < SHORT]
    headings = [line for line in lines if words.section.match(line)]
    return len(headings) > 1 and not any(words.table.search(line) for line in lines if line not in headings)
