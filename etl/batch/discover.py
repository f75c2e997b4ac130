"""Owns which files of a folder are looked at: every regular file, in order, none outside the folder."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

GONE = "文件已不在"
JUNK = frozenset({"thumbs.db", "desktop.ini"})
PARTS_OF_A_PAGE = ("_files", ".files")  # what a browser saves beside a page


@dataclass(frozen=True, slots=True)
class Found:
    """One file. `label` is its name for people, relative to the folder given; `problem` a code if it is not read."""

    path: Path
    label: str
    problem: str | None = None
    detail: str = ""


def files(inputs: Iterable[Path], *, leave_out: Path, max_bytes: int) -> Iterator[Found]:
    """Every file of the inputs in a stable order; hidden files, the folder `leave_out` and what a browser saved
    beside a page are passed over; links out of the folder, what is no regular file, what may not be opened and files
    over `max_bytes` come with a problem."""
    for given in inputs:
        if given.is_dir():
            yield from _walk(given, given, leave_out.resolve(), max_bytes)
        else:
            yield _look(given, printable(given.name), given.parent, max_bytes, linked=True)


def count(inputs: Iterable[Path], *, leave_out: Path) -> int:
    """How many files `files` will find; an archive counts as one."""
    return sum(1 for _ in files(inputs, leave_out=leave_out, max_bytes=1 << 62))


def printable(name: str) -> str:
    """A file name as text that can be stored: names in the Chinese code page decoded, other bytes shown as \\xhh."""
    if name.isascii():
        return name
    raw = os.fsencode(name)
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("utf-8", "backslashreplace")


def _walk(folder: Path, root: Path, leave_out: Path, max_bytes: int) -> Iterator[Found]:
    try:
        with os.scandir(folder) as entries:
            ordered = sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        yield Found(folder, _label(folder, root), "unreadable", error.strerror or "")
        return
    names = {entry.name for entry in ordered}
    for entry in ordered:
        path = Path(entry.path)
        if entry.name.startswith(".") or entry.name.lower() in JUNK:
            continue
        if not entry.is_dir(follow_symlinks=False):
            yield _look(path, _label(path, root), root, max_bytes)
        elif not _belongs_to_page(entry.name, names) and path.resolve() != leave_out:
            yield from _walk(path, root, leave_out, max_bytes)


def _label(path: Path, root: Path) -> str:
    return "/".join(map(printable, path.relative_to(root).parts)) or printable(root.name)


def _belongs_to_page(name: str, names: set[str]) -> bool:
    stem = next((name.removesuffix(end) for end in PARTS_OF_A_PAGE if name.endswith(end)), None)
    return stem is not None and any(f"{stem}{end}" in names for end in (".html", ".htm", ".mht", ".mhtml"))


def _look(path: Path, label: str, root: Path, max_bytes: int, *, linked: bool = False) -> Found:
    try:
        if path.is_symlink() and not linked and not path.resolve().is_relative_to(root.resolve()):
            return Found(path, label, "outside_folder", printable(str(path.readlink())))
        if not os.path.lexists(path):
            return Found(path, label, "unreadable", GONE)
        if not path.is_file():
            return Found(path, label, "unknown_medium", "管道、设备或指向文件夹的链接，不是普通文件")
    except (OSError, RuntimeError) as error:  # a link that leads back to itself, a file that went away
        return Found(path, label, "unreadable", why(error) or "链接绕回自身")
    return look(path, label, max_bytes)


def why(error: Exception) -> str:
    """Why the system would not give a file, in words for a person; empty where it does not say."""
    known = {
        errno.EACCES: "没有读取权限",
        errno.EPERM: "没有读取权限",
        errno.ENOENT: GONE,
        errno.EIO: "磁盘读取出错",
    }
    number = getattr(error, "errno", None)
    return known.get(number, getattr(error, "strerror", None) or "") if number else ""


def look(path: Path, label: str, max_bytes: int) -> Found:
    """A regular file, with a problem if it is too large or went away."""
    try:
        size = path.stat().st_size
    except OSError as error:
        return Found(path, label, "unreadable", why(error))
    return Found(path, label, "too_large", f"{size / 1e6:.0f} MB") if size > max_bytes else Found(path, label)
