"""The framework's files: handed out from memory, packed for readers far away, and named ahead of their need."""

from __future__ import annotations

import asyncio
import gzip
import http.client
import socket
import subprocess
import sys
import time
from collections.abc import MutableMapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import streamlit

from dashboard import assets

ROOT = Path(__file__).resolve().parent.parent
SHIPPED = Path(streamlit.__file__).parent / "static"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    scripts = tmp_path / "static" / "js"
    scripts.mkdir(parents=True)
    head = '<head><link rel="modulepreload" href="./static/js/known.1.js"></head>'
    (tmp_path / "index.html").write_text(f"<html>{head}<body></body></html>", encoding="utf-8")
    (scripts / "known.1.js").write_text("export default 1", encoding="utf-8")
    (scripts / "PlotlyChart.2.js").write_text('import"./known.1.js";import a from"./deep.3.js"', encoding="utf-8")
    (scripts / "deep.3.js").write_text('import"./PlotlyChart.2.js"', encoding="utf-8")
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    return tmp_path


def ask(folder: Path, path: str, client: str = "127.0.0.1", method: str = "GET") -> tuple[dict[str, str], bytes]:
    """Headers and body of an answer; {"handed": "on"} where the application was asked instead."""
    sent: list[MutableMapping[str, Any]] = []

    async def application(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "headers": [(b"handed", b"on")]})

    async def receive() -> MutableMapping[str, Any]:
        return {"type": "http.request"}

    async def send(message: MutableMapping[str, Any]) -> None:
        sent.append(message)

    scope = {"type": "http", "method": method, "path": path, "client": (client, 1), "headers": []}
    scope["headers"] = [(b"accept-encoding", b"gzip, deflate, br")]
    with ThreadPoolExecutor(1) as aside:  # the tests that drive a browser leave a running loop in this thread
        aside.submit(asyncio.run, assets.Assets(application, folder)(scope, receive, send)).result()
    headers = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return headers, b"".join(one.get("body", b"") for one in sent[1:])


def test_the_document_names_the_drawing_library_and_what_it_imports_once(folder: Path) -> None:
    headers, body = ask(folder, "/compare")
    text = body.decode()
    assert headers["content-type"] == "text/html; charset=utf-8"
    assert headers["cache-control"] == "no-cache"
    assert text.count('href="./static/js/PlotlyChart.2.js"') == 1
    assert text.count('href="./static/js/deep.3.js"') == 1
    assert text.count('href="./static/js/known.1.js"') == 1  # the framework names it already
    assert 'import("./static/js/PlotlyChart.2.js")' in text
    assert text.index("PlotlyChart.2.js") < text.index("</head>")


def test_a_framework_without_the_known_names_keeps_its_document(folder: Path) -> None:
    (folder / "static" / "js" / "PlotlyChart.2.js").unlink()
    assert b"import(" not in ask(folder, "/")[1]
    assert ask(folder, "/")[0]["content-type"] == "text/html; charset=utf-8"


def test_a_file_is_kept_for_a_year_and_sent_as_it_is_to_a_browser_beside_the_server(folder: Path) -> None:
    headers, body = ask(folder, "/static/js/known.1.js")
    assert body == b"export default 1"
    assert headers["cache-control"] == "public, immutable, max-age=31536000"
    assert headers["content-type"] == "text/javascript; charset=utf-8"
    assert headers["content-length"] == "16"
    assert "content-encoding" not in headers
    assert ask(folder, "/static/js/known.1.js", method="HEAD")[1] == b""


def test_a_reader_far_away_gets_it_packed(folder: Path) -> None:
    headers, body = ask(folder, "/static/js/known.1.js", client="192.0.2.7")
    assert headers["content-encoding"] == "gzip"
    assert int(headers["content-length"]) == len(body)
    assert gzip.decompress(body) == b"export default 1"


OTHERS = """/static/../secret.txt /static/js/../../secret.txt /static/js/none.js /static//js/known.1.js /_stcore/health
/oauth2callback /app/static/icon.png /media/x.csv //evil.example /secret.txt"""


@pytest.mark.parametrize("path", OTHERS.split())
def test_everything_else_is_the_applications(folder: Path, path: str) -> None:
    assert ask(folder, path)[0] == {"handed": "on"}
    assert ask(folder, "/compare", method="POST")[0] == {"handed": "on"}


def test_the_framework_that_is_installed_has_the_parts_that_are_named() -> None:
    scripts = SHIPPED / "static" / "js"
    found = {part: list(assets.with_imports(scripts, part)) for part in (*assets.EVERY_PAGE, assets.DRAWING)}
    assert {part: names[0].split(".")[0] for part, names in found.items()} == {part: part for part in found}
    assert all(len(set(names)) == len(names) > 1 for names in found.values())
    text = assets.with_ahead((SHIPPED / "index.html").read_text(encoding="utf-8"), SHIPPED)
    assert f'import("./static/js/{found[assets.DRAWING][0]}")' in text


def test_small_answers_are_not_held_back(tmp_path: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "dashboard.front", "127.0.0.1", str(port)]
    child = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        waits = [seconds_of_an_answer(line, "/_stcore/health") for line in [connected(port)] for _ in range(12)]
    finally:
        child.terminate()
        child.wait(20)
    assert min(waits[1:]) < 0.03, f"every answer waits for the confirmation of the one before: {waits}"


def connected(port: int) -> http.client.HTTPConnection:
    """One open connection to a server that is being started."""
    end = time.monotonic() + 60
    while True:
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        try:
            line.connect()
            return line
        except OSError:
            assert time.monotonic() < end, "the server did not start"
            time.sleep(0.1)


def seconds_of_an_answer(line: http.client.HTTPConnection, path: str) -> float:
    """From the request to the last byte of its answer, on the same connection."""
    started = time.perf_counter()
    line.request("GET", path)
    answer = line.getresponse()
    answer.read()
    assert answer.status == 200
    return time.perf_counter() - started
