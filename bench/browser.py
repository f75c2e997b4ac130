"""How long a reader waits: first chart, page at rest, page to page, in Chromium, beside an empty page of the same
framework in the same run.

    ./dev run python bench/browser.py [--visits N]

Serves the newest build of data/builds (MINGJING_BUILDS). Needs Chromium and the development packages.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
SWITCHES = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]
READY = """() => { const app = document.querySelector('.stApp');
                   return app && app.getAttribute('data-test-script-state') === 'notRunning'
                          && document.querySelector('h1') && !document.querySelector('[data-stale="true"]') }"""
CHART = ".js-plotly-plot .main-svg"
DRAWN = f"() => document.querySelector('{CHART}')?.getBoundingClientRect().width > 0"
HEADED = "name => document.querySelector('h1')?.textContent.includes(name)"
TOUR = [("比较", True), ("趋势", True), ("办理结果", True), ("年报原文", False), ("指标口径", False), ("总览", True)]
FIRST_CHARTS = {"compare": "/compare?data=demo", "overview": "/?data=demo"}
EMPTY_PORT = 8690


def serve() -> tuple[subprocess.Popen[str], str]:
    """The application and its address."""
    command = [sys.executable, "-m", "dashboard.serve", "--port", "8670"]
    child = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, encoding="utf-8")
    for line in child.stdout or ():
        if found := re.search(r"Ready.*?(http://\S+)", line):
            return child, found[1]
    raise SystemExit("the application did not start")


def serve_empty(folder: Path) -> tuple[subprocess.Popen[bytes], str]:
    """A page with a title and nothing else, on the same framework."""
    page = folder / "empty.py"
    page.write_text("import streamlit as st\nst.title('empty')\n", encoding="utf-8")
    command = [sys.executable, "-m", "streamlit", "run", str(page), "--server.headless=true"]
    command += [f"--server.port={EMPTY_PORT}", "--server.address=127.0.0.1", "--browser.gatherUsageStats=false"]
    child = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{EMPTY_PORT}"
    for _ in range(600):
        try:
            urllib.request.urlopen(f"{address}/_stcore/health", timeout=1).close()
            return child, address
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise SystemExit("the empty page did not start")


def first_visit(browser: Browser, address: str, chart: bool) -> tuple[float, float, float]:
    """Seconds until the page can be used, until its first chart stands (the same where it has none), and the processor
    seconds of the page's own thread until then."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    inspector = context.new_cdp_session(page)
    inspector.send("Performance.setTimeDomain", {"timeDomain": "threadTicks"})
    inspector.send("Performance.enable")
    start = time.perf_counter()
    page.goto(address)
    if chart:
        page.wait_for_function(DRAWN, timeout=60_000)  # asked in every frame; a selector is asked for twice a second
        drawn = time.perf_counter() - start
    page.wait_for_function(READY, timeout=60_000)
    usable = time.perf_counter() - start
    found = {one["name"]: one["value"] for one in inspector.send("Performance.getMetrics")["metrics"]}
    context.close()
    return usable, drawn if chart else usable, float(found["TaskDuration"])


def tour(browser: Browser, address: str) -> list[float]:
    """Seconds of each change of page, from the click until its heading and (where it has one) its first chart stand."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.goto(f"{address}/?data=demo")
    page.wait_for_function(READY, timeout=60_000)
    page.wait_for_function(DRAWN, timeout=60_000)
    times = []
    for name, chart in TOUR:
        start = time.perf_counter()
        page.locator(".mj-ways").get_by_text(name, exact=True).click()
        page.wait_for_function(HEADED, arg=name, timeout=60_000)
        page.wait_for_function(READY, timeout=60_000)
        if chart:
            page.wait_for_function(DRAWN, timeout=60_000)
        times.append(time.perf_counter() - start)
    context.close()
    return times


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--visits", type=int, default=3)
    visits = words.parse_args().visits
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        app, address = serve()
        empty, blank = serve_empty(Path(folder))
        try:
            browser = play.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
            seen: dict[str, list[tuple[float, float, float]]] = {name: [] for name in ("empty page", *FIRST_CHARTS)}
            first_visit(browser, blank, chart=False)
            for _ in range(visits):  # one after another, so that a busy minute falls on all of them
                seen["empty page"].append(first_visit(browser, blank, chart=False))
                for name, path in FIRST_CHARTS.items():
                    seen[name].append(first_visit(browser, address + path, chart=True))
            changes = [one for _ in range(visits) for one in tour(browser, address)]
            browser.close()
        finally:
            for child in (app, empty):
                child.terminate()
                child.wait(15)
    worst = sorted(changes)[max(0, round(len(changes) * 0.95) - 1)]
    print(f"load average             {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores, {visits} visits each")
    nothing = statistics.median(one[1] for one in seen["empty page"])
    for name, every in seen.items():
        usable, drawn, used = (statistics.median(one[place] for one in every) for place in range(3))
        at_best = min(one[1] for one in every) / min(one[1] for one in seen["empty page"])
        words = f"first chart {drawn:.2f} s (x {drawn / nothing:.2f}, best x {at_best:.2f}), "
        told = words if name in FIRST_CHARTS else ""
        print(f"{name:24} {told}at rest {usable:.2f} s, processor of the page {used:.2f} s")
    print(
        f"page to page             {statistics.median(changes):.2f} s median, {worst:.2f} s p95, {len(changes)} changes"
    )


if __name__ == "__main__":
    main()
