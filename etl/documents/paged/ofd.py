"""Owns the reading of an OFD, the national fixed-layout format (GB/T 33190): its bytes to a Document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from etl.documents.document import Document
from etl.documents.paged import room
from etl.documents.paged.assemble import assemble
from etl.documents.paged.ink import Page, upright
from etl.documents.paged.legible import is_scan, is_underlaid
from etl.documents.paged.letters import PICTURE
from etl.documents.paged.ofd_page import POINTS, OfdPage, Shot, numbers
from etl.documents.paged.ofd_pictures import media_of, pasted
from etl.documents.paged.package import Package, beside, children, found, text_at
from etl.errors import UnreadableDocument

if TYPE_CHECKING:
    from PIL import Image

A4 = (0.0, 0.0, 210.0, 297.0)
MAX_PAGES = 1000
MOST_OUTLINED = 0.75  # share of pages whose letters are drawn as shapes, above which nothing is left to read
DATA_KEYS = {"Title": "title", "Author": "author", "Creator": "creator", "CreationDate": "created"}


def read_ofd(data: bytes) -> Document:
    """The document; pages that are pictures are read by the recognition extra where it is there. Raises
    UnreadableDocument: empty_file, unreadable, truncated, archive_unsafe, too_large, password_protected,
    scan_without_text, text_as_outlines."""
    if not data:
        raise UnreadableDocument("empty_file")
    package = Package(data)
    if not package.has("OFD.xml"):
        raise UnreadableDocument("unreadable", "压缩文件，但不是 OFD")
    root = package.xml("OFD.xml")
    body = found(root, "DocBody")
    if body is None:
        raise UnreadableDocument("unreadable", "OFD 里没有文档")
    metadata = {known: value for given, known in DATA_KEYS.items() if (value := text_at(body, "DocInfo", given))}
    reader = DocumentReader(package, beside("OFD.xml", text_at(body, "DocRoot")))
    pages = [upright(page) for page in reader.pages()]
    underlaid = [number for number, page in enumerate(pages) if is_underlaid(page)]
    scans = [number for number, page in enumerate(pages) if number in underlaid or is_pictured(page)]
    if sum(is_scan(page) and not is_pictured(page) for page in pages) > MOST_OUTLINED * len(pages):
        raise UnreadableDocument("text_as_outlines")
    if not scans:
        return assemble(pages, "ofd", metadata)
    with room.of_the_reader():
        from etl.documents.paged import ocr

    if not ocr.available():
        read = assemble(pages, "ofd", metadata)
        return ocr.as_read(read, "用的是文件自带的识别文字层") if underlaid else read
    if len(scans) > ocr.MAX_PAGES:
        raise UnreadableDocument("too_large", f"{len(scans)} 页是图片，一次最多识别 {ocr.MAX_PAGES} 页")
    read = assemble(ocr.recognised(pages, scans, reader.picture), "ofd", metadata)
    return ocr.as_read(read, "原有的识别文字层未采用" if underlaid else "")


def is_pictured(page: Page) -> bool:
    """Whether a page is a picture of text, with hardly any text of its own."""
    return is_scan(page) and page.picture > PICTURE


class DocumentReader:
    """Reads the pages of one document of a package, with what they share: templates, resources, page size."""

    def __init__(self, package: Package, part: str) -> None:
        self.package, self.part = package, part
        self.root = package.xml(part)
        self.common = found(self.root, "CommonData")
        self.box = self.area(self.common, "PageArea") or A4
        self.templates: dict[str, str] = {}
        self.units: dict[str, etree._Element] | None = None
        self.media: dict[str, str] = {}  # identifier of a picture to its part
        self.shots: dict[int, list[Shot]] = {}  # by the place of the page
        if self.common is not None:
            for template in children(self.common, "TemplatePage"):
                self.templates[template.get("ID", "")] = beside(part, template.get("BaseLoc", ""))

    def pages(self) -> list[Page]:
        """Every page in order."""
        listed = found(self.root, "Pages")
        places = children(listed, "Page") if listed is not None else []
        if len(places) > MAX_PAGES:
            raise UnreadableDocument("too_large", f"{len(places)} 页")
        parts = [beside(self.part, place.get("BaseLoc", "")) for place in places]
        return [self.page(number, part) for number, part in enumerate(parts, 1)]

    def page(self, number: int, part: str) -> Page:
        content = self.package.xml(part)
        x, y, width, height = self.area(content, "Area") or self.box
        page = Page(number, width * POINTS, height * POINTS)
        ink = OfdPage(page, (x, y), self.unit)
        for template in children(content, "Template"):
            path = self.templates.get(template.get("TemplateID", ""))
            if path and self.package.has(path):
                self.draw(ink, self.package.xml(path))
        self.draw(ink, content)
        self.shots[number - 1] = ink.shots
        return page

    def picture(self, place: int) -> Image.Image:
        """What the pictures of a page show together, at the place of the page from 0."""
        self.unit("")  # has the resources read
        return pasted(self.package, self.media, self.shots[place])

    def draw(self, ink: OfdPage, page: etree._Element) -> None:
        content = found(page, "Content")
        if content is not None:
            ink.read(content)

    def area(self, element: etree._Element | None, kind: str) -> tuple[float, ...] | None:
        """x, y, width, height in millimetres of the page that is shown."""
        area = found(element, kind) if element is not None else None
        if area is None:
            return None
        for box in ("PhysicalBox", "ApplicationBox", "CropBox"):
            values = numbers(text_at(area, box))
            if len(values) == 4 and values[2] > 0 and values[3] > 0:
                return values
        return None

    def unit(self, identifier: str) -> etree._Element | None:
        """The content of a composite graphic."""
        if self.units is None:
            self.units = {}
            for kind in ("PublicRes", "DocumentRes"):
                for entry in children(self.common, kind) if self.common is not None else []:
                    path = beside(self.part, (entry.text or "").strip())
                    if self.package.has(path):
                        resources = self.package.xml(path)
                        self.collect(resources)
                        self.media |= media_of(resources, path)
        return self.units.get(identifier)

    def collect(self, resources: etree._Element) -> None:
        for group in children(resources, "CompositeGraphicUnits"):
            for unit in children(group, "CompositeGraphicUnit"):
                content = found(unit, "Content")
                if content is not None and self.units is not None:
                    self.units[unit.get("ID", "")] = content
