"""Owns what a page only points to: a report attached as a file, tables that are pictures, further pages of one text."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from urllib.parse import unquote, urljoin

from catalog.pages import page_words
from etl.documents.web.markup import tidy

FILE = r"[^\"'<>\s\\]+?\.(?:docx?|wps|pdf|ofd|xlsx?|et|odt|rtf|zip|rar)\b[^\"'<>\s\\]*"
OPENING = r"\s*=\s*(?:\\?[\"']|&quot;)?\s*"
LINK = re.compile(
    rf"<a\b[^<>]*?\shref{OPENING}(?P<address>{FILE})[^<>]*>(?P<text>.{{0,300}}?)</a", re.IGNORECASE | re.DOTALL
)
FRAME = re.compile(rf"<(?:iframe|embed|object)\b[^<>]*?\s(?:src|data){OPENING}(?P<address>{FILE})", re.IGNORECASE)
IN_QUERY = re.compile(r"[?&](?:file|filename|src|url)=([^&]+)", re.IGNORECASE)
BASE = re.compile(r"<base\b[^>]*?\shref\s*=\s*[\"']?([^\"'>\s]+)", re.IGNORECASE)
ANY_TAG = re.compile(r"<[^>]*>")
PAGES = re.compile(r"createPageHTML\w*\(\s*[\"']?(\d{1,3})[\"']?\s*,|共\s*(\d{1,3})\s*页")
PICTURE = re.compile(r"(<img\b[^>]*>)(?=((?:<[^>]*>|[^<]){0,30}))", re.IGNORECASE)
SOURCE = re.compile(r"\bsrc\s*=\s*[\"']?([^\"'>\s]+)", re.IGNORECASE)
SIZE = re.compile(r"\b(?:width|height)\s*[=:]\s*[\"']?\s*(\d+)", re.IGNORECASE)
OF_THE_SITE = re.compile(
    r"logo|icon|banner|qr|ewm|erweima|wx|weixin|weibo|share|btn|arrow|bg[\d_.]|\.gif|beian|dzjg|sprite|jiucuo",
    re.IGNORECASE,
)
SCANNED = re.compile(r"扫|二维码|手机")
SMALL = 150  # pixels
SHOWN = 3


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """`files` are the attachments that may be the report, as name and address; `pictures` those of the text."""

    files: tuple[str, ...]
    pictures: int
    pages: int

    @property
    def named(self) -> str:
        """The attachments in words, the first few of them."""
        more = f" 等 {len(self.files)} 个" if len(self.files) > SHOWN else ""
        return "；".join(self.files[:SHOWN]) + more


def look_elsewhere(source: str, address: str) -> Elsewhere:
    """What the source of a page points to; addresses are whole where the page's own is known."""
    base = BASE.search(source)
    root = urljoin(address, base[1]) if base else address
    files: dict[str, str] = {}
    links = [(link["address"], link["text"]) for link in LINK.finditer(source)]
    for address_there, text in links + [(frame["address"], "") for frame in FRAME.finditer(source)]:
        where = html.unescape(address_there)
        name = tidy(html.unescape(ANY_TAG.sub("", text)))
        inner = IN_QUERY.search(where)
        name = name or unquote(inner[1] if inner else where).rpartition("/")[2]
        whole = urljoin(root, where)
        files.setdefault(whole, whole if name in ("", whole) else f"{name} {whole}")
    named = [text for text in files.values() if _is_about_reports(text)]
    pages = PAGES.search(source)
    number = int(pages[1] or pages[2]) if pages else 1
    return Elsewhere(
        tuple(named or files.values()),
        sum(_is_of_the_text(tag, after) for tag, after in PICTURE.findall(source)),
        number,
    )


def _is_about_reports(name: str) -> bool:
    return page_words().report_file.search(unquote(name)) is not None


def _is_of_the_text(tag: str, after: str) -> bool:
    """False for a picture of the site: small, by its name, or a code to be scanned by what stands under it."""
    source = SOURCE.search(tag)
    if source is None or OF_THE_SITE.search(source[1]) or SCANNED.search(ANY_TAG.sub("", after)):
        return False
    sizes = [int(size) for size in SIZE.findall(tag)]
    return not sizes or max(sizes) > SMALL
