"""The pictures of the documentation: one of every page, wide and narrow, light and dark; no link without its file."""

from __future__ import annotations

import re
from pathlib import Path

from PIL import Image

from bench.shots import PAGES, views

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
LINK = re.compile(r"\]\(([\w./-]+\.png)\)")


def test_every_page_of_the_application_has_its_pictures() -> None:
    scripts = {path.stem for path in (ROOT / "pages").glob("*/*.py")}
    assert set(PAGES.values()) == scripts
    wanted = {f"{name}-{size}-{scheme}.png" for _, name, size, scheme in views([])}
    assert {path.name for path in IMAGES.glob("*.png")} == wanted


def test_no_picture_is_larger_than_it_needs_to_be() -> None:
    files = sorted(IMAGES.glob("*.png"))
    assert sum(path.stat().st_size for path in files) < 8_000_000
    for path in files:
        width, height = Image.open(path).size
        assert width in (390, 1440) and height <= 1_600, path.name


def test_every_picture_that_is_linked_is_there() -> None:
    for page in (ROOT / "README.md", ROOT / "docs" / "screens.md"):
        links = LINK.findall(page.read_text(encoding="utf-8"))
        assert links and all((page.parent / link).exists() for link in links), page.name
