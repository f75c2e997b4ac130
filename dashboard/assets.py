"""Owns how the framework's own files reach a browser: from memory, packed for readers far away, and the drawing library
fetched and made ready before the first chart asks for it. Knows ASGI and nothing else."""

from __future__ import annotations

import gzip
import mimetypes
import re
from collections.abc import Awaitable, Callable, Iterator, MutableMapping
from functools import lru_cache
from pathlib import Path
from typing import Any

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

PREFIX = "/static/"
PAGE = re.compile(r"/[\w-]{0,60}")  # an address of a page; everything else of the server has a dot or a second part
NO_PAGE = ("/oauth2callback",)
EVERY_PAGE = ("Html", "ButtonGroup", "PageLink", "Selectbox", "DownloadButton")  # drawn before or around a first chart
DRAWING = "PlotlyChart"
IMPORTED = re.compile(r"""(?:from|import)\s*["'](\./[\w.-]+\.js)["']""")
NEAR = ("127.0.0.1", "::1", None)
KEPT_A_YEAR = b"public, immutable, max-age=31536000"
# The library takes longest to be made ready: the browser begins as soon as a heading stands, not when the chart comes.
AHEAD = """<script type="module">const seen = new MutationObserver(() => { if (document.querySelector("h1")) {
seen.disconnect(); requestAnimationFrame(() => setTimeout(() => import("{module}").catch(() => 0))) } });
seen.observe(document, { childList: true, subtree: true })</script>"""
# The first run of a page must know whether it is for a phone: the width goes along with the very first message.
NARROW_COOKIE = "mingjing_narrow"
NARROW = """<script>document.cookie =
`{cookie}=${+matchMedia("(max-width: 640px)").matches};path=/;SameSite=Lax`</script>"""


class Assets:
    """Answers for the framework's files and for its one document; hands everything else on to the application."""

    def __init__(self, app: Application, folder: Path) -> None:
        self.app, self.folder = app, folder
        self.document = with_ahead((folder / "index.html").read_text(encoding="utf-8"), folder).encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            return await self.app(scope, receive, send)
        path = scope["path"]
        if PAGE.fullmatch(path) and path not in NO_PAGE:
            return await answer(scope, send, self.document, "text/html; charset=utf-8", b"no-cache")
        found = read(self.folder, path) if path.startswith(PREFIX) else None
        if found is None:
            return await self.app(scope, receive, send)
        return await answer(scope, send, found, mime(path), KEPT_A_YEAR)


async def answer(scope: Scope, send: Send, body: bytes, kind: str, keep: bytes) -> None:
    """Send one whole body, packed where the reader is not on this machine and can unpack it."""
    headers = [(b"content-type", kind.encode()), (b"cache-control", keep), (b"vary", b"accept-encoding")]
    headers.append((b"x-content-type-options", b"nosniff"))
    near = (scope.get("client") or (None,))[0] in NEAR
    takes = any(name == b"accept-encoding" and b"gzip" in value for name, value in scope["headers"])
    if takes and not near and not kind.startswith(("font/", "image/")):
        body = packed(body)
        headers.append((b"content-encoding", b"gzip"))
    headers.append((b"content-length", str(len(body)).encode()))
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})


@lru_cache(maxsize=1_000)
def read(folder: Path, path: str) -> bytes | None:
    """The file at this address below the folder, kept in memory; None where there is none."""
    if not re.fullmatch(r"(?:/[\w-][\w.-]*)+", path):
        return None
    place = folder / path[1:]
    return place.read_bytes() if place.is_file() else None


@lru_cache(maxsize=1_000)
def packed(body: bytes) -> bytes:
    """The body as gzip, kept."""
    return gzip.compress(body, 6, mtime=0)


def mime(path: str) -> str:
    """The media type by the ending, independent of the machine's own list where browsers insist on one."""
    known = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".woff2": "font/woff2"}
    return known.get(Path(path).suffix) or mimetypes.guess_type(path)[0] or "application/octet-stream"


def with_ahead(document: str, folder: Path) -> str:
    """The framework's document with what its first page will ask for named at its head; as it is where the framework
    does not ship its files under the names that are known."""
    scripts = folder / "static" / "js"
    wanted = dict.fromkeys(name for part in EVERY_PAGE for name in with_imports(scripts, part))
    later = dict.fromkeys(name for name in with_imports(scripts, DRAWING) if name not in wanted)
    link = '<link rel="modulepreload" crossorigin{} href="./static/js/{}">'
    lines = [link.format("", name) for name in wanted if name not in document]
    lines += [link.format(' fetchpriority="low"', name) for name in later if name not in document]
    links = "\n".join(lines)
    drawing = next(iter(sorted(scripts.glob(f"{DRAWING}.*.js"))), None)
    start = AHEAD.replace("{module}", f"./static/js/{drawing.name}") if drawing else ""
    return document.replace("</head>", f"{NARROW.replace('{cookie}', NARROW_COOKIE)}\n{links}\n{start}\n</head>", 1)


def with_imports(scripts: Path, part: str) -> Iterator[str]:
    """File names of one part of the framework and of everything that it imports, the part first."""
    waiting, seen = [path.name for path in scripts.glob(f"{part}.*.js")][:1], set()
    while waiting:
        name = waiting.pop(0)
        if name in seen or not (scripts / name).is_file():
            continue
        seen.add(name)
        yield name
        head = (scripts / name).read_text(encoding="utf-8")
        waiting += [found[2:] for found in IMPORTED.findall(head)]
