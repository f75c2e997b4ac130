"""Damages documents: flips, cuts, splices, dropped tags, doubled parts, and the same inside the parts of a ZIP."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from random import Random

TAG = re.compile(rb"<[^<>]{1,200}>")
NUMBER = re.compile(rb"\d+")
WORD = re.compile(rb"[A-Za-z]{2,}")
STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
NASTY = (b"0", b"-1", b"1", b"65535", b"2147483648", b"99999999999999999999", b"1e999", b"NaN", b"")
SIGNS = ("\x00", "\ufdd0", "\ufffe", "\u200b", "\u3000", "\f", "<", "&#0;", "&#xD800;", "\\u-9999?", "]]>", '"', "|")
Mutation = Callable[[Random, bytes, bytes], bytes]


def flip(random: Random, data: bytes, other: bytes) -> bytes:
    """A few bytes changed."""
    raw = bytearray(data)
    for _ in range(random.choice((1, 3, 20, 200))):
        raw[random.randrange(len(raw))] ^= 1 << random.randrange(8)
    return bytes(raw)


def number_field(random: Random, data: bytes, other: bytes) -> bytes:
    """A binary number replaced by an extreme one."""
    kind, values = random.choice((("<H", (0, 1, 0x7FFF, 0xFFFF)), ("<I", (0, 1, 0x7FFFFFFF, 0xFFFFFFFF, 0xFFFFFFFE))))
    at = random.randrange(max(1, len(data) - 4))
    value = struct.pack(kind, random.choice(values))
    return data[:at] + value + data[at + len(value) :]


def cut(random: Random, data: bytes, other: bytes) -> bytes:
    """The end missing."""
    return data[: random.randrange(len(data))]


def drop(random: Random, data: bytes, other: bytes) -> bytes:
    """A stretch missing."""
    start, size = random.randrange(len(data)), random.choice((1, 10, 500, 20_000))
    return data[:start] + data[start + size :]


def double(random: Random, data: bytes, other: bytes) -> bytes:
    """A stretch several times."""
    start, size = random.randrange(len(data)), random.choice((10, 500, 5000))
    return data[:start] + data[start : start + size] * random.choice((2, 5, 40)) + data[start + size :]


def splice(random: Random, data: bytes, other: bytes) -> bytes:
    """The head of one document, the tail of another."""
    return data[: random.randrange(len(data))] + other[random.randrange(len(other)) :]


def insert(random: Random, data: bytes, other: bytes) -> bytes:
    """A stretch of another document, or an awkward sign, in the middle."""
    at = random.randrange(len(data))
    start = random.randrange(len(other))
    piece = random.choice(SIGNS).encode() if random.random() < 0.5 else other[start : start + random.choice((5, 500))]
    return data[:at] + piece + data[at:]


def change_tags(random: Random, data: bytes, other: bytes) -> bytes:
    """Some tags dropped, doubled or swapped for others."""
    tags = TAG.findall(data)
    if not tags:
        return drop(random, data, other)
    share = random.choice((0.001, 0.02, 0.3))

    def changed(tag: re.Match[bytes]) -> bytes:
        if random.random() > share:
            return tag.group()
        return random.choice((b"", tag.group() * 2, random.choice(tags), tag.group() * 40))

    return TAG.sub(changed, data)


def change_numbers(random: Random, data: bytes, other: bytes) -> bytes:
    """Some numbers replaced by extreme ones."""
    share = random.choice((0.001, 0.05))
    return NUMBER.sub(lambda found: random.choice(NASTY) if random.random() < share else found.group(), data)


def change_words(random: Random, data: bytes, other: bytes) -> bytes:
    """Some names and key words replaced by others of the same document."""
    words = WORD.findall(data[:200_000])
    if not words:
        return flip(random, data, other)
    share = random.choice((0.0005, 0.01))
    return WORD.sub(lambda found: random.choice(words) if random.random() < share else found.group(), data)


def inside_streams(random: Random, data: bytes, other: bytes) -> bytes:
    """A packed stream of a PDF unpacked, damaged and put back unpacked."""
    streams = list(STREAM.finditer(data))
    if not streams:
        return flip(random, data, other)
    chosen = random.choice(streams)
    try:
        content = zlib.decompress(chosen.group(1))
    except zlib.error:
        return flip(random, data, other)
    packed = zlib.compress(mutate_bytes(random, content, content))
    return data[: chosen.start(1)] + packed + b"\n" + data[chosen.end(1) :]


PLAIN: tuple[Mutation, ...] = (
    flip, number_field, cut, drop, double, splice, insert, change_tags, change_numbers, change_words,
)  # fmt: skip


def mutate_bytes(random: Random, data: bytes, other: bytes) -> bytes:
    """One to three damages, one after the other."""
    for _ in range(random.choice((1, 1, 2, 3))):
        if data and other:
            data = random.choice(PLAIN)(random, data, other)
    return data


def members(random: Random, data: bytes, other: bytes) -> bytes:
    """A ZIP with one part damaged, dropped, doubled or swapped with another."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = {name: package.read(name) for name in package.namelist()}
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError):
        return mutate_bytes(random, data, other)
    names = list(parts)
    main = [name for name in names if re.search(r"document|sheet|content|Page|Doc", name)] or names
    chosen, second = random.choice(main if random.random() < 0.7 else names), random.choice(names)
    what = random.randrange(8)
    if what == 0:
        del parts[chosen]
    elif what == 1:
        parts[chosen], parts[second] = parts[second], parts[chosen]
    else:
        parts[chosen] = mutate_bytes(random, parts[chosen], parts[second] or b"<a/>")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


def mutate(random: Random, data: bytes, other: bytes) -> bytes:
    """A damaged document. `other` is another document to take pieces from; neither is empty."""
    chance = random.random()
    if data.startswith(b"PK") and chance < 0.8:
        return members(random, data, other)
    if data.startswith(b"%PDF") and chance < 0.5:
        return inside_streams(random, data, other)
    return mutate_bytes(random, data, other)
