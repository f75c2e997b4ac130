"""Owns the container of an OFD: its parts, safely unpacked and parsed, and how they point at each other."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from functools import lru_cache

from lxml import etree

from etl.errors import UnreadableDocument

MAX_TOTAL = 200 * 1024 * 1024
MAX_RATIO, RATIO_FROM = 200, 5 * 1024 * 1024  # parts that unpack to more than 200 times their size are bombs
MAX_PARTS = 20_000


class Package:
    """The parts of an OFD by path. Raises UnreadableDocument: unreadable, truncated, archive_unsafe, too_large."""

    def __init__(self, data: bytes) -> None:
        try:
            self.archive = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError) as error:
            code = "truncated" if data[:4] == b"PK\x03\x04" else "unreadable"
            raise UnreadableDocument(code, "不是完好的 OFD") from error
        parts = self.archive.infolist()
        if len(parts) > MAX_PARTS:
            raise UnreadableDocument("archive_unsafe", f"{len(parts)} 个部件")
        if sum(part.file_size for part in parts) > MAX_TOTAL:
            raise UnreadableDocument("archive_unsafe", "解开后超过 200 MB")
        for part in parts:
            if part.file_size > RATIO_FROM and part.file_size > MAX_RATIO * max(part.compress_size, 1):
                raise UnreadableDocument("archive_unsafe", f"{part.filename} 解开后 {part.file_size} 字节")
        self.parts = {key(part.filename): part for part in parts}
        self.left = MAX_TOTAL

    def has(self, path: str) -> bool:
        return key(path) in self.parts

    def bytes_of(self, path: str) -> bytes:
        """What a part holds, unpacked."""
        part = self.parts.get(key(path))
        if part is None:
            raise UnreadableDocument("truncated", f"缺部件 {path}")
        if part.flag_bits & 1:
            raise UnreadableDocument("password_protected")
        try:
            with self.archive.open(part) as stream:
                data = stream.read(self.left + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as error:
            raise UnreadableDocument("truncated", f"部件 {path} 损坏") from error
        self.left -= len(data)
        if self.left < 0:
            raise UnreadableDocument("archive_unsafe", "解开后超过 200 MB")
        return data

    def xml(self, path: str) -> etree._Element:
        """The root of a part; entities and outside references are never followed."""
        data = self.bytes_of(path)
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            root = etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            raise UnreadableDocument("unreadable", f"部件 {path} 不是完好的 XML") from error
        if root.getroottree().docinfo.doctype:  # no writer of an OFD declares one
            raise UnreadableDocument("unreadable", f"部件 {path} 声明了实体")
        return root


def key(path: str) -> str:
    """A path as parts are looked up: some writers use backslashes, or another case."""
    return path.replace("\\", "/").lstrip("/").lower()


def beside(part: str, location: str) -> str:
    """Where a location points to that stands in a part; one with a leading slash counts from the root."""
    location = location.strip().replace("\\", "/")
    if location.startswith("/"):
        return location.lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(part), location))


def name(element: etree._Element) -> str:
    """The local name of an element, empty for comments and the like."""
    return local_name(element.tag)


@lru_cache(maxsize=1024)
def local_name(tag: object) -> str:
    """A tag without its namespace: a document has thousands of elements of a dozen kinds."""
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def children(element: etree._Element, wanted: str) -> list[etree._Element]:
    """The children of that local name; namespaces differ between writers."""
    return [child for child in element if local_name(child.tag) == wanted]


def found(element: etree._Element, *path: str) -> etree._Element | None:
    """The first element down that path of local names, or None."""
    for step in path:
        matching = children(element, step)
        if not matching:
            return None
        element = matching[0]
    return element


def text_at(element: etree._Element, *path: str) -> str:
    """The text of that element, empty where it is missing."""
    target = found(element, *path)
    return (target.text or "").strip() if target is not None else ""
