"""Owns archives: a ZIP of documents to its members, within limits, wherever their names point."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from etl.documents.encoding import likely_chinese
from etl.errors import UnreadableDocument

UTF8_NAME, ENCRYPTED = 0x800, 0x1
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, KeyError, NotImplementedError, IndexError)
NOT_DOCUMENTS = re.compile(r"(^|/)(__MACOSX/|\.|Thumbs\.db$|desktop\.ini$|~\$)", re.IGNORECASE)
UNSAFE = re.compile(r"[\x00-\x1f\x7f<>:\"|?*]")
SPOOLED = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """What an archive may hold before it is refused; `ratio` is unpacked to packed bytes of the whole."""

    members: int = 20_000
    member_bytes: int = 256 * 1024 * 1024
    total_bytes: int = 4 * 1024 * 1024 * 1024
    ratio: int = 200
    depth: int = 2


@dataclass(slots=True)
class _Spent:
    members: int = 0
    bytes: int = 0


Bad = Callable[[str, UnreadableDocument], None]


def members(
    data: bytes, name: str, limits: Limits | None = None, on_bad: Bad | None = None
) -> Iterator[tuple[str, bytes]]:
    """(name inside the archive, bytes) of each file; archives inside are opened too, their names joined with "!/".

    Names are safe relative paths: no drive, no "..", no control characters. Raises UnreadableDocument: archive_unsafe
    where a limit is passed (before anything is unpacked beyond it), password_protected, truncated. With `on_bad` a
    member that is locked, broken, or an archive not to be opened is told to it, and the others go on."""
    yield from _members(data, PurePosixPath(name).name, limits or Limits(), 1, _Spent(), on_bad)


def _members(
    data: bytes, name: str, limits: Limits, depth: int, spent: _Spent, on_bad: Bad | None
) -> Iterator[tuple[str, bytes]]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except BROKEN as error:
        raise UnreadableDocument("truncated", f"{name}：压缩数据损坏") from error
    with archive:
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
        _refuse_unsafe(entries, len(data), name, limits)
        for entry in entries:
            inner = safe_name(entry_name(entry))
            if NOT_DOCUMENTS.search(inner):
                continue
            spent.members += 1
            try:
                content = _content(archive, entry, name, limits)
            except UnreadableDocument as error:
                if on_bad is None:
                    raise
                on_bad(inner, error)
                continue
            spent.bytes += len(content)
            if spent.members > limits.members or spent.bytes > limits.total_bytes:
                raise UnreadableDocument(
                    "archive_unsafe", f"{name}：共 {spent.members} 个文件，{spent.bytes // 2**20} MB"
                )
            if not _is_archive(content):
                yield inner, content
            else:
                yield from _inside(content, inner, limits, depth, spent, on_bad)


def _inside(
    data: bytes, name: str, limits: Limits, depth: int, spent: _Spent, on_bad: Bad | None
) -> Iterator[tuple[str, bytes]]:
    """The members of an archive within an archive, unless that is too deep."""
    try:
        if depth >= limits.depth:
            raise UnreadableDocument("archive_unsafe", name)
        told = None if on_bad is None else lambda deeper, error: on_bad(f"{name}!/{deeper}", error)
        for deeper, document in _members(data, name, limits, depth + 1, spent, told):
            yield f"{name}!/{deeper}", document
    except UnreadableDocument as error:
        if on_bad is None or spent.members > limits.members or spent.bytes > limits.total_bytes:
            raise
        on_bad(name, error)


def _refuse_unsafe(entries: list[zipfile.ZipInfo], packed: int, name: str, limits: Limits) -> None:
    """Raise archive_unsafe on what the directory of the archive admits to."""
    total = sum(entry.file_size for entry in entries)
    largest = max((entry.file_size for entry in entries), default=0)
    if len(entries) > limits.members:
        raise UnreadableDocument("archive_unsafe", f"{name}：{len(entries)} 个文件")
    if total > limits.total_bytes or largest > limits.member_bytes:
        raise UnreadableDocument("archive_unsafe", f"{name}：解开后 {total // 2**20} MB")
    if total > SPOOLED and total > limits.ratio * packed:
        raise UnreadableDocument("archive_unsafe", f"{name}：压缩比 1:{total // max(1, packed)}")


def _content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str, limits: Limits) -> bytes:
    """The bytes of an entry; never more than the directory admits to are unpacked."""
    if entry.flag_bits & ENCRYPTED:
        raise UnreadableDocument("password_protected")
    try:
        with archive.open(entry) as stream:
            content = stream.read(min(entry.file_size, limits.member_bytes) + 1)
    except BROKEN as error:
        raise UnreadableDocument("truncated", f"{name}：压缩数据损坏") from error
    except RuntimeError as error:
        raise UnreadableDocument("password_protected") from error
    if len(content) > entry.file_size:
        raise UnreadableDocument("archive_unsafe", f"{name}：所标大小 {entry.file_size}，实际 {len(content)}")
    return content


def entry_name(entry: zipfile.ZipInfo) -> str:
    """The name of an entry as it was meant: names not marked as UTF-8 are often UTF-8 or GBK all the same."""
    if entry.flag_bits & UTF8_NAME:
        return entry.filename
    try:
        raw = entry.orig_filename.encode("cp437")
    except UnicodeEncodeError:
        return entry.filename
    if raw.isascii():
        return entry.filename
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        chinese = raw.decode("gb18030", "replace")
        return chinese if "\ufffd" not in chinese or likely_chinese(chinese) > 0.3 else entry.filename


def safe_name(name: str) -> str:
    """A relative path without drive, "..", or characters that no file name should have; "unnamed" for nothing."""
    path = name.replace("\\", "/")
    parts = [UNSAFE.sub("_", part).strip() for part in path.split("/")]
    kept = [part[:150] for part in parts if part not in ("", ".", "..")]
    if kept and re.fullmatch(r"[A-Za-z]_", kept[0]):
        kept = kept[1:]
    return "/".join(kept) or "unnamed"


def _is_archive(content: bytes) -> bool:
    """True for a ZIP that is no document by itself."""
    from etl.documents.sniff import sniff  # it imports every reader's name; only archives in archives need it

    if not content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return False
    try:
        return sniff(content) == "zip"
    except UnreadableDocument:
        return False
