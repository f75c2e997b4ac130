"""Pictures of every page for the documentation: wide and narrow, light and dark, in Chinese; a few in English.

    ./dev run python -m bench.shots [--out docs/images] [--pages start,compare]

Serves the newest build of data/builds (MINGJING_BUILDS), which should be that of the demonstration (`./dev demo
--no-serve`). Writes <page>-<language>-<width>-<scheme>.png with 128 colours, cut to 1,600 points, and
screens.md beside the folder. Needs Chromium and the development packages.
"""

from __future__ import annotations

import argparse
import io
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from bench.browser import CHROMIUM, READY, ROOT, SWITCHES, serve
from catalog.texts import speaker

PAGES = {
    "start": "overview",
    **{
        name: name
        for name in (
            *("trends", "compare", "outcomes", "disputes", "services", "quality", "report", "beside", "profile"),
            *("table", "query", "definitions", "views", "selfcheck", "review", "builds", "add"),
        )
    },
}
SIZES = {"1440": 1440, "390": 390}
SCHEMES = ("light", "dark")
IN_ENGLISH = ("overview", "compare", "report")
LONGEST, COLOURS = 1_600, 128
DRAFTS = ROOT / "data" / "demo" / "made" / "documents"


def views(names: list[str]) -> Iterator[tuple[str, str, str, str]]:
    """(address, page, language-width, scheme) of every picture, in the order in which they are made."""
    for address, name in PAGES.items():
        if not names or name in names:
            for width in SIZES:
                for scheme in SCHEMES:
                    yield address, name, f"zh-{width}", scheme
            if name in IN_ENGLISH:
                yield address, name, "en-1440", "light"
                yield address, name, "en-390", "dark"


def open_page(page: Page, address: str, name: str) -> None:
    """Go to a page and wait until it stands; a draft is given to the self-check, so that there is something to see."""
    page.goto(address)
    page.wait_for_function(READY, timeout=60_000)
    drafts = sorted(DRAFTS.rglob("*.docx"))
    if name == "selfcheck" and drafts:
        page.locator("input[type=file]").first.set_input_files(drafts[0])
        page.wait_for_selector(".mj-faults, .mj-note >> nth=1", timeout=60_000)
    if name == "query":
        page.get_by_role("button", name="运行").click()
    page.wait_for_timeout(1_000)
    page.wait_for_function(READY, timeout=60_000)


def picture(page: Page, width: int) -> bytes:
    """The page as it stands, as long as it is but for what is too long, with few colours
    (by octree: the median cut makes lines of two colours one)."""
    for _ in range(2):  # charts and tables find their height only once they are in sight
        tall = page.evaluate("document.querySelector('[data-testid=\"stMain\"]').scrollHeight")
        page.set_viewport_size({"width": width, "height": min(max(tall, 700), LONGEST)})
        page.wait_for_timeout(600)
    drawn = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    out = io.BytesIO()
    drawn.quantize(COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


def take(browser: Browser, address: str, out: Path, names: list[str]) -> int:
    """Write the pictures; how many bytes they are together."""
    total = 0
    for path, name, size, scheme in views(names):
        language, width = size.split("-")
        context = browser.new_context(viewport={"width": SIZES[width], "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
        page = context.new_page()
        open_page(page, f"{address}/{'' if path == 'start' else path}?data=demo&lang={language}", name)
        drawn = picture(page, SIZES[width])
        (out / f"{name}-{size}-{scheme}.png").write_bytes(drawn)
        total += len(drawn)
        context.close()
    return total


def gallery(out: Path) -> str:
    """docs/screens.md: every page with its question and its pictures."""
    zh, en = speaker("zh"), speaker("en")
    lines = ["# Pages", "", "Made by `./dev run python -m bench.shots` from the demonstration data (演示数据).", ""]
    for name in PAGES.values():
        links = " · ".join(
            f"[{size} {scheme}]({out.name}/{name}-{size}-{scheme}.png)"
            for _, _, size, scheme in views([name])
            if (out / f"{name}-{size}-{scheme}.png").exists()
        )
        lines.append(f"- **{zh(f'page_{name}')} · {en(f'page_{name}')}**: {en(f'question_{name}')} {links}")
    return "\n".join(lines) + "\n"


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--out", type=Path, default=ROOT / "docs" / "images")
    words.add_argument("--pages", default="", help="names with commas between them; all without a word")
    given = words.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        os.environ |= {f"MINGJING_{name}": f"{folder}/{name.lower()}" for name in ("VERDICTS", "VIEWS")}
        app, address = serve()
        try:
            browser = play.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
            total = take(browser, address, given.out, [name for name in given.pages.split(",") if name])
            browser.close()
        finally:
            app.terminate()
            app.wait(15)
    (given.out.parent / "screens.md").write_text(gallery(given.out), encoding="utf-8")
    print(f"{total / 1e6:.1f} MB in {given.out}")


if __name__ == "__main__":
    main()
