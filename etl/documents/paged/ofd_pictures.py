"""Owns the pictures of an OFD page: the parts they lie in, and what they show together (GB/T 33190)."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import TYPE_CHECKING

from lxml import etree

from etl.documents.paged.package import Package, beside, children, text_at
from etl.errors import UnreadableDocument

if TYPE_CHECKING:
    from PIL import Image

    from etl.documents.paged.ofd_page import Shot

DOTS = 200 / 25.4  # a millimetre
MAX_PIXELS = 60_000_000


def media_of(resources: etree._Element, part: str) -> dict[str, str]:
    """Identifier to part of every picture that a part with resources lists."""
    base = beside(part, (resources.get("BaseLoc") or ".") + "/.")
    found = {}
    for group in children(resources, "MultiMedias"):
        for media in children(group, "MultiMedia"):
            if file := text_at(media, "MediaFile"):
                found[media.get("ID", "")] = file.lstrip("/") if file.startswith("/") else beside(f"{base}/x", file)
    return found


def pasted(package: Package, media: Mapping[str, str], shots: list[Shot]) -> Image.Image:
    """The picture of a page: its only one as it is, several at their places on white paper. Raises UnreadableDocument:
    unreadable where one is of a kind that cannot be opened, too_large."""
    from PIL import Image

    largest = max(shots, key=lambda shot: shot[1][2] * shot[1][3])
    area = sum(width * height for _, (_, _, width, height) in shots)
    if largest[1][2] * largest[1][3] >= 0.9 * area:
        return opened(package, media.get(largest[0], ""))
    right = max(x + width for _, (x, _, width, _) in shots)
    foot = max(y + height for _, (_, y, _, height) in shots)
    whole = Image.new("RGB", (max(round(right * DOTS), 1), max(round(foot * DOTS), 1)), (255, 255, 255))
    for identifier, (x, y, width, height) in shots:
        size = max(round(width * DOTS), 1), max(round(height * DOTS), 1)
        picture = opened(package, media.get(identifier, "")).convert("RGB")
        whole.paste(picture.resize(size, Image.Resampling.LANCZOS), (round(x * DOTS), round(y * DOTS)))
    return whole


def opened(package: Package, part: str) -> Image.Image:
    """One picture of a package."""
    from PIL import Image, UnidentifiedImageError

    if not package.has(part):
        raise UnreadableDocument("truncated", f"缺部件 {part}")
    try:
        picture = Image.open(io.BytesIO(package.bytes_of(part)))
        if picture.width * picture.height > MAX_PIXELS:
            raise UnreadableDocument("too_large", f"{picture.width} × {picture.height} 像素")
        picture.load()
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise UnreadableDocument("unreadable", f"图片 {part} 打不开") from error
    return picture
