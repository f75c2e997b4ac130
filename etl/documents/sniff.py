"""Owns the question what a file is: by its content, never by its extension alone, and which reader takes it."""

from __future__ import annotations

import contextlib
import importlib
import io
import re
import zipfile
import zlib
from collections.abc import Callable
from pathlib import PurePosixPath

import olefile

from etl.documents.document import Document
from etl.documents.encoding import decode
from etl.errors import UnreadableDocument

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"BM", b"II*\x00", b"MM\x00*")
MHTML = re.compile(
    rb"^(?:[\w-]+:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*)*?(?:MIME-Version|Content-Type:\s*multipart)", re.I
)
PAGE = re.compile(r"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]|<meta\s", re.I)
PLAIN_PAGE = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html)[\s>]", re.I)
MARKUP = re.compile(r"<(?:table|div|p|span|td|tr|h[1-6]|font|center|section|article|ul)(?:\s[^<>]*)?/?>", re.I)
SMALL_MARKUP = re.compile(r"<(?:br|b|strong|center|hr|a|i|u|em|li|th|tbody|pre|o:p)(?:\s[^<>]*)?/?>|<!--", re.I)
WEB_NAMES = (".html", ".htm", ".shtml", ".xhtml", ".asp", ".aspx", ".jsp", ".php", ".do")
OWN_REPORT = re.compile(r'^\s*\{[^{}\[\]]*"(?:agency_printed|schema_version)"\s*:')
WORD_XML = re.compile(r"^\s*<\?xml[^<]*(?:<\?[^<]*|<!--[^<]*)*<(?:w:wordDocument|pkg:package)[\s>]")
OTHER_CODE = re.compile(
    r"^\s*(?:<\?xml|<svg|(?!\{\{[\s\w.]+\}\})[\[{]\s*[\[{\"]|@charset|@import|/\*|\(function|function\s|var\s)"
)
CODE_NAMES = (".js", ".css", ".json", ".jsonl", ".xml", ".map", ".svg")
TEXT_NAMES = (".txt", ".text", ".md", ".markdown")
OPEN_DOCUMENT = b"application/vnd.oasis.opendocument."
BODY_OF_OPEN_DOCUMENT = re.compile(rb"<office:(text|spreadsheet|presentation|drawing)[\s>]")
FLAT_TEXT = re.compile(r"^\s*<\?xml[^<]*(?:<!--[^<]*)*<office:document\s[^>]*opendocument\.text")
UOF = re.compile(r"^\s*(?:<\?xml[^<]*)?<uof:UOF[\s>]")
HEAD = 65536

READERS = {
    "text": ("etl.documents.text", "read_text"),
    "markdown": ("etl.documents.text", "read_text"),
    "html": ("etl.documents.web.html", "read_html"),
    "mhtml": ("etl.documents.web.mhtml", "read_mhtml"),
    "docx": ("etl.documents.office.docx", "read_docx"),
    "wordxml": ("etl.documents.office.docx", "read_word_xml"),
    "doc": ("etl.documents.office.doc", "read_doc"),
    "odt": ("etl.documents.office.odt", "read_odt"),
    "flatodt": ("etl.documents.office.odt", "read_flat_odt"),
    "rtf": ("etl.documents.office.rtf", "read_rtf"),
    "xlsx": ("etl.documents.office.sheet", "read_sheet"),
    "xls": ("etl.documents.office.sheet", "read_sheet"),
    "ods": ("etl.documents.office.sheet", "read_sheet"),
    "csv": ("etl.documents.office.sheet", "read_csv"),
    "pdf": ("etl.documents.paged.pdf", "read_pdf"),
    "ofd": ("etl.documents.paged.ofd", "read_ofd"),
    "image": ("etl.documents.paged.ocr", "read_image"),
}
NAMED = frozenset({"text", "markdown"})  # readers that want the file name too


def read_document(data: bytes, name: str) -> Document:
    """The Document of a file. Raises UnreadableDocument with a code of catalog/problems.yml, and nothing else."""
    medium = sniff(data, name)
    if medium == "zip":
        code = "not_a_docx" if _extension(name) in (".docx", ".docm", ".doc", ".wps") else "unknown_medium"
        raise UnreadableDocument(code, "ZIP 压缩文件")
    if medium not in READERS:
        raise UnreadableDocument("unknown_medium", medium)
    reader = _reader(medium)
    return reader(data, name) if medium in NAMED else reader(data)


def sniff(data: bytes, name: str = "") -> str:
    """The medium: a key of READERS, "zip" for an archive of documents, "report_json" for a parsed report.

    Raises UnreadableDocument: empty_file, truncated, password_protected, unknown_medium."""
    if not data.strip(b"\x00\t\r\n \xef\xbb\xbf"):
        raise UnreadableDocument("empty_file")
    if data.startswith(OLE):
        return _ole(data)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip(data)
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data[:64].lstrip(b"\xef\xbb\xbf\r\n\t ").startswith(b"{\\rt"):
        return "rtf"
    if data.startswith(IMAGES) or (data.startswith(b"RIFF") and data[8:12] == b"WEBP"):
        return "image"
    return _written(data, name)


def _reader(medium: str) -> Callable[..., Document]:
    module, function = READERS[medium]
    try:
        reader: Callable[..., Document] = getattr(importlib.import_module(module), function)
    except ModuleNotFoundError as error:
        raise UnreadableDocument("unknown_medium", f"{medium}: {error.name}") from error
    return reader


def _extension(name: str) -> str:
    return PurePosixPath(name).suffix.lower()


def _ole(data: bytes) -> str:
    """doc (Word and WPS Writer write the same streams) or xls, by the streams of a compound file."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as file:
            streams = {"/".join(path).lower() for path in file.listdir()}
    except (OSError, ValueError, IndexError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise UnreadableDocument("truncated", "复合文件（OLE）的目录损坏") from error
    if "worddocument" in streams:
        return "doc"
    if streams & {"workbook", "book"}:
        return "xls"
    if "encryptedpackage" in streams:
        raise UnreadableDocument("password_protected")
    if not streams:
        raise UnreadableDocument("truncated", "复合文件（OLE）里没有内容")
    raise UnreadableDocument("unknown_medium", "OLE: " + ", ".join(sorted(streams)[:3]))


def _zip(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            kind = archive.read("mimetype")[:80] if "mimetype" in names else b""
    except (zipfile.BadZipFile, ValueError, OSError, RuntimeError, NotImplementedError, EOFError, KeyError) as error:
        raise UnreadableDocument("truncated", "压缩结构不完整") from error
    lower = {name.replace("\\", "/").lower() for name in names}
    if any(name.startswith("word/document") for name in lower):
        return "docx"
    if any(name.startswith("xl/workbook") for name in lower):
        return "xlsx"
    if "ofd.xml" in lower:
        return "ofd"
    if "uof.xml" in lower:
        raise UnreadableDocument("unknown_medium", "UOF")
    if "content.xml" in lower and (kind.startswith(OPEN_DOCUMENT) or "meta-inf/manifest.xml" in lower):
        return _open_document(data, kind)
    return "zip"


def _open_document(data: bytes, kind: bytes) -> str:
    """odt or ods, by the kind that the package states, or by what its content is where it states none."""
    kind = kind.removeprefix(OPEN_DOCUMENT)
    if not kind:
        with (
            contextlib.suppress(zipfile.BadZipFile, ValueError, OSError, RuntimeError, EOFError, KeyError, zlib.error),
            zipfile.ZipFile(io.BytesIO(data)) as archive,
            archive.open("content.xml") as part,
        ):
            found = BODY_OF_OPEN_DOCUMENT.search(part.read(4 * 1024 * 1024))
            kind = found[1] if found else b""
    if kind.startswith(b"spreadsheet"):
        return "ods"
    if kind.startswith(b"text"):
        return "odt"
    raise UnreadableDocument("unknown_medium", f"OpenDocument {kind.decode('ascii', 'replace')[:20]}".strip())


def _is_marked_up(head: str, extension: str) -> bool:
    """Whether a text without a page around it is HTML: by two tags, or by smaller ones where its name says so and they
    are not few among its lines."""
    large = len(MARKUP.findall(head))
    if large >= 2 or extension not in ("", *WEB_NAMES):
        return large >= 2
    tags = large + len(SMALL_MARKUP.findall(head))
    return tags >= (1 if extension else 2) and 2 * tags >= len(head.splitlines()) - 2


def _written(data: bytes, name: str) -> str:
    """The medium of a file that is text of some kind."""
    if MHTML.match(data[:4096].lstrip()):
        return "mhtml"
    if PLAIN_PAGE.match(data):
        return "html"  # most pages; nothing need be decoded to know them
    head = decode(data[:HEAD]).text
    if OWN_REPORT.match(head):
        return "report_json"
    extension = _extension(name)
    if WORD_XML.match(head):
        return "wordxml"
    if FLAT_TEXT.match(head):
        return "flatodt"
    if UOF.match(head):
        raise UnreadableDocument("unknown_medium", "UOF")
    if PAGE.search(head) or (extension not in TEXT_NAMES and _is_marked_up(head, extension)):
        return "html"
    if OTHER_CODE.match(head) or extension in CODE_NAMES:
        raise UnreadableDocument("unknown_medium", extension or head[:20].strip())
    strange = sum(letter < " " and letter not in "\t\r\n\f\v" for letter in head) + head.count("\ufffd")
    if strange > 0.05 * len(head):
        raise UnreadableDocument("unknown_medium", extension or "bytes")
    if extension in (".md", ".markdown"):
        return "markdown"
    return "csv" if extension in (".csv", ".tsv") else "text"
