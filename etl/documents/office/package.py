"""Owns the opening of ZIP packages of XML parts, with limits on what a part may unpack to."""

from __future__ import annotations

import io
import zipfile
import zlib

from lxml import etree

from etl.errors import UnreadableDocument

LARGEST_PART = 96 * 1024 * 1024
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, KeyError, NotImplementedError, IndexError)


class Package:
    """An opened package; parts are found whatever the case or slashes of their names."""

    def __init__(self, data: bytes) -> None:
        """Raises UnreadableDocument("truncated") where the archive is damaged."""
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except BROKEN as error:
            raise UnreadableDocument("truncated", "压缩结构不完整") from error
        self._names = {name.replace("\\", "/").lstrip("/").lower(): name for name in self._archive.namelist()}

    def names(self) -> dict[str, int]:
        """The parts in lower case, with the size each says to unpack to."""
        return {name: self._archive.getinfo(real).file_size for name, real in self._names.items()}

    def part(self, name: str) -> bytes | None:
        """The bytes of a part, None where there is none. Raises UnreadableDocument: password_protected, too_large,
        truncated."""
        real = self._names.get(name.lstrip("/").lower())
        if real is None:
            return None
        entry = self._archive.getinfo(real)
        if entry.flag_bits & 1:
            raise UnreadableDocument("password_protected")
        if entry.file_size > LARGEST_PART:
            raise UnreadableDocument("too_large", f"{name}: {entry.file_size // 2**20} MB")
        try:
            with self._archive.open(entry) as stream:
                data = stream.read(LARGEST_PART + 1)
        except BROKEN as error:
            raise UnreadableDocument("truncated", f"部件 {name} 的压缩数据损坏") from error
        except RuntimeError as error:
            raise UnreadableDocument("password_protected") from error
        if len(data) > LARGEST_PART:
            raise UnreadableDocument("too_large", name)
        return data

    def tree(self, name: str) -> etree._Element | None:
        """The root of an XML part, None where there is none; entities are never resolved, nothing is fetched.

        Raises UnreadableDocument("unreadable") where it is no XML."""
        data = self.part(name)
        return None if data is None else parse_xml(data, name)


def _fault(said: str) -> str:
    """What an XML parser complains of, in words for a person."""
    known = (("Excessive depth", "嵌套过深"), ("amplification", "实体展开过大"), ("huge", "文字过长"))
    return next((words for sign, words in known if sign in said), f"不是完好的 XML：{said[:60]}")


def parse_xml(data: bytes, name: str) -> etree._Element:
    """The root of an XML text. Raises UnreadableDocument("unreadable")."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableDocument("unreadable", f"{name} {_fault(str(error))}") from error
    if root is None:
        raise UnreadableDocument("unreadable", name)
    return root
