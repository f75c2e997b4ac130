"""One server and one browser for the tests that drive Chromium."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from queue import Empty, Queue

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests import city as facts

ROOT = Path(__file__).resolve().parent.parent.parent
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
expect.set_options(timeout=40_000)
SWITCHES = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def start_server(builds: Path) -> tuple[subprocess.Popen[str], str]:
    """`python -m dashboard.serve` on these builds; its process and the address it says it is ready at."""
    command = [sys.executable, "-m", "dashboard.serve", "--port", "8650"]
    human = {name: str(builds.parent / "data" / name.lower()) for name in ("VERDICTS", "VIEWS")}
    env = os.environ | {"MINGJING_BUILDS": str(builds)} | {f"MINGJING_{name}": place for name, place in human.items()}
    child = subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True, encoding="utf-8")
    lines: Queue[str] = Queue()
    threading.Thread(target=lambda: [lines.put(line) for line in child.stdout or ()], daemon=True).start()
    said = ""
    try:
        while not (found := re.search(r"Ready.*?(http://\S+)", said)):
            said += lines.get(timeout=120)
    except Empty:
        child.terminate()
        pytest.fail(f"the server did not become ready; it said: {said}")
    return child, found[1]


@pytest.fixture(scope="session")
def builds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return facts.build(tmp_path_factory.mktemp("browser_city"))


@pytest.fixture(scope="session")
def verdict_file(builds: Path) -> Path:
    """Where the server keeps verdicts on figures."""
    return builds.parent / "data" / "verdicts" / "figures.jsonl"


@pytest.fixture(scope="session")
def server(builds: Path) -> Iterator[str]:
    """The address of a freshly started server."""
    child, address = start_server(builds)
    yield address
    child.terminate()
    child.wait(15)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("there is no Chromium on this machine")
    with sync_playwright() as play:
        running = play.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        yield running
        running.close()


@pytest.fixture
def visit(browser: Browser, server: str) -> Iterator:
    """Opens an address in a session of its own and waits until the page stands; closes them all at the end."""
    contexts = []

    def go(path: str, width: int = 1440, dark: bool = False) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme="dark" if dark else "light", accept_downloads=True
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(60_000)
        page.goto(server + path)
        settle(page)
        return page

    yield go
    for context in contexts:
        context.close()


def settle(page: Page) -> None:
    """Wait until a heading stands, no run is under way, and the page has been at rest for a third of a second."""
    page.wait_for_selector("h1, .mj-empty")
    page.wait_for_function(
        """() => { const app = document.querySelector('.stApp');
                   const still = app && app.getAttribute('data-test-script-state') !== 'running'
                                 && !document.querySelector('[data-stale="true"], [data-testid="stSkeleton"]');
                   const size = document.querySelectorAll('*').length, now = performance.now();
                   if (!still || size !== window.mjSize) { window.mjSize = size; window.mjSince = now }
                   return still && now - window.mjSince > 300 }"""
    )
