"""Owns the question whether a page stands where it belongs: hacked mirrors, copies on other sites, foreign hosts."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from etl.agencies import Registry
from etl.errors import UnreadableDocument
from etl.parsing.identity.script import traditional_share
from etl.parsing.identity.text import Text, words
from etl.parsing.identity.titles import Title
from etl.register.regions import sound_of

RUBY = re.compile(r"[\u4e00-\u9fff][(（][a-zA-Z]*[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ][a-zA-Z]*[)）]")
LOST_NUMERAL = re.compile(r"(?:^|\n)[(（][?？�]{1,3}[)）]")
GOVERNMENT_PATH = re.compile(
    r"/(?:art_[\w]+|post_\d+|t20\d{6}_\d+)(?=[/_.?]|$)|/art/20\d\d/|/col/\d+_\d+/art/|/module/xxgk/"
    r"|/\w*(?:xxgk|gknb)\w*/(?:[^?]*/)?[0-9a-f-]{16,}\.|/c\d{5,7}/20\d{4}/[0-9a-f]{32}\."
    r"|/(?:Xxgk|Openness)AnnualReport/|/channel_\w*[0-9a-f]{16}\w*/|/doc_[0-9a-f]{16,}|/xxgk(?:-show|content)-\d+"
)
PUT_FOR_A_PLACE = re.compile(r"([\u4e00-\u9fff]{1,4}(?:网|平台|娱乐|体育|官网)),\1(?=[\u4e00-\u9fff])")
GOVERNMENT_PAGE = re.compile(r"\.gov\.cn(/[\w./-]{4,})")
COLUMN_NUMBER = re.compile(r"(?<=/)[a-z]{0,4}?(?!20\d\d(?:\d\d)?/)(\d{3,})(?=/)")  # no year
TRUSTED_HOSTS = (".gov.cn", ".edu.cn", ".mil.cn", ".ac.cn")
NEVER_REFUSED = (".org.cn", ".政务", ".公益")
OFTEN = 5  # a word set again and again in the place of another
ENCYCLOPAEDIA = re.compile(r"wiki|baike|wenku|zhidao|docin|doc88|pedia")


def refuse_mirror(text: Text, title: Title | None, address: str | None, registry: Registry) -> tuple[str, str] | None:
    """Raise UnreadableDocument where the page looks like a hacked mirror; else the doubt about its source as
    (code, detail), or None where it stands on a government's site or no address is known."""
    told = "".join(text.metadata.get(key, "") for key in ("title", "site", "source_name", "author")).lower()
    everything = text.body.lower() + told + text.metadata.get("description", "").lower()
    betting = [word for word in words()["mirror_words"] if word in everything]
    lines = (*text.head, *text.lines[:3])
    in_title = any(word in line.text.lower() for line in lines if len(line.text) < 120 for word in betting)
    in_title = in_title or any(word in told for word in betting)
    if in_title or len(betting) >= 3 or sum(map(everything.count, betting)) >= OFTEN:
        raise UnreadableDocument("suspected_mirror", "、".join(betting[:3]))
    printed = "\n".join(line.printed for line in text.lines)
    if len(put := PUT_FOR_A_PLACE.findall(text.body)) >= 2:
        raise UnreadableDocument("suspected_mirror", f"地名处写着“{put[0]}”")
    if len(RUBY.findall(printed)) >= 2:
        raise UnreadableDocument("suspected_mirror", "词中夹有拼音")
    host = (urlsplit(address).hostname or "") if address else ""
    if not address or not host or host.endswith(TRUSTED_HOSTS):
        return None
    is_number = host.replace(".", "").isdigit()  # a server known by its number may be the government's own
    foreign = not is_number and not host.endswith(NEVER_REFUSED) and not _host_fits(host, text, title, registry)
    signs = ["政府网站的路径在别的网站上"] if GOVERNMENT_PATH.search(urlsplit(address).path) else []
    signs += ["繁体"] if traditional_share(printed) > 0.08 else []
    signs += [f"“{betting[0]}”"] if betting else []
    signs += ["序号成乱码"] if LOST_NUMERAL.search(printed) else []
    signs += ["文中把自己的域名写成政府网站"] if _poses_as_government(host, text) else []
    signs += ["路径与文中的政府网址相同"] if _has_path_of_a_government(address, text) else []
    if ENCYCLOPAEDIA.search(address):
        return "encyclopaedia_copy", host
    if foreign and signs:
        raise UnreadableDocument("suspected_mirror", f"{host}：{'，'.join(signs)}")
    return "weak_source", f"{host} 不是政府网站"


def _poses_as_government(host: str, text: Text) -> bool:
    """Whether the text names the page's own domain where a government's or a place stood: 公布….com农业局."""
    domain = re.escape(".".join(host.split(".")[-2:]))
    return (
        re.search(rf"网站?(?:站)?[^。]{{0,12}}[(:/]+(?:[\w.-]+\.)?{domain}|公布(?:[\w-]+\.)*{domain}", text.body)
        is not None
    )


def _has_path_of_a_government(address: str, text: Text) -> bool:
    """Whether the text names a page of a government's site whose column has the number that stands in this address."""
    own = set(COLUMN_NUMBER.findall(urlsplit(address).path))
    return any(own & set(COLUMN_NUMBER.findall(path)) for path in GOVERNMENT_PAGE.findall(text.body))


def _host_fits(host: str, text: Text, title: Title | None, registry: Registry) -> bool:
    """Whether the host name holds the pinyin of a place that the head of the document names."""
    name = host.removeprefix("www.").replace("-", "")
    named = [title.agency] if title is not None and title.agency else []
    for words_of_place in (*named, *(line.text[:30] for line in text.head[:12])):
        for place in registry.regions.read_places(words_of_place)[:2]:
            if any(
                (sound := sound_of(registry.regions.by_code[code])) in name and len(sound) > 3 for code in place.codes
            ):
                return True
    return False
