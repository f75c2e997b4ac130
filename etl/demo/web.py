"""Owns the HTML writer: a saved page of some content system, with what editors and Word left in it."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from .paper import Paper
from .prose import Part
from .sheet import Box, Row, Table

TAG = re.compile(r"(</?)([a-z][a-z0-9]*)")
CLOSERS = re.compile(r"</(?:td|tr|th|p|li|tbody|thead)>")
NUMERIC = re.compile(r"\d{2,}")
MSO = "mso-spacerun:yes;font-size:10.5pt;font-family:宋体;mso-ascii-font-family:'Times New Roman'"


def write_html(paper: Paper, quirks: frozenset[str], random: Random) -> bytes:
    """The bytes of the page."""
    page = _Page(quirks, random).whole(paper)
    if "no_end_tags" in quirks:
        page = CLOSERS.sub("", page)
    if "upper_case_tags" in quirks:
        page = TAG.sub(lambda found: found[1] + found[2].upper(), page)
    encoded = "wrong_charset" in quirks or "chinese_charset" in quirks
    return page.encode("gb18030" if encoded else "utf-8")


@dataclass(frozen=True, slots=True)
class _Page:
    quirks: frozenset[str]
    random: Random

    def whole(self, paper: Paper) -> str:
        charset = "gb2312" if "chinese_charset" in self.quirks else "utf-8"
        head = f'<meta charset="{charset}">\n<title>{self.text(paper.title)}_演示市人民政府（演示数据）</title>\n'
        if "site_frame" in self.quirks or "metadata_table" in self.quirks:
            head += f'<meta name="ArticleTitle" content="{html.escape(paper.title)}">\n'
            head += f'<meta name="PubDate" content="{paper.published_on} 09:30">\n'
            head += f'<meta name="ContentSource" content="{paper.agency}">\n'
        body = self.carried("\n".join(self.article(paper)))
        if "layout_tables" in self.quirks:
            inner = f'<table width="100%"><tr><td class="content">{body}</td></tr></table>'
            body = f'<table width="980"><tr><td>\n{inner}\n</td></tr></table>'
        if "site_frame" in self.quirks:
            body = self.framed(paper, body)
        return f'<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n{head}</head>\n<body>\n{body}\n</body>\n</html>\n'

    def carried(self, article: str) -> str:
        """The article in the page: shown, shown twice, or as text of the source only."""
        if "style_sheet_as_text" in self.quirks:
            article = f'<p>@font-face{{font-family:"宋体";}}p.MsoNormal{{mso-style-name:正文;}}</p>\n{article}'
        if "in_script" in self.quirks:
            text = json.dumps({"id": 1302, "content": article}, ensure_ascii=False).replace("</", "<\\/")
            return f'<div id="app"></div>\n<script>var page = {text};</script>'
        if "in_hidden_field" in self.quirks:
            return f'<input type="hidden" id="content" value="{html.escape(article)}">\n<div id="show"></div>'
        if "telephone_copy" in self.quirks:
            return f'<div class="pc">\n{article}\n</div>\n<div class="wap">\n{article}\n</div>'
        return article

    def framed(self, paper: Paper, body: str) -> str:
        """The page with what the site puts around every article."""
        menu = "".join(
            f'<li><a href="#">{name}</a></li>' for name in ("首页", "政务公开", "政务服务", "互动交流", "数据发布")
        )
        year = int(paper.published_on[:4]) - 1
        path = f"当前位置：<a href='#'>首页</a> &gt; <a href='#'>政府信息公开</a> &gt; <a href='#'>年报</a> &gt; {year}"
        tools = "字体：[<a>大</a> <a>中</a> <a>小</a>] 打印 分享到： 浏览次数：<span id='hits'>1302</span>次"
        return (
            '<div class="top">无障碍阅读 长者版 登录 | 注册</div>\n'
            f'<ul class="nav">{menu}</ul>\n<div class="path">{path}</div>\n'
            f'<div class="tools">发布日期：{paper.published_on} 来源：{paper.agency} {tools}</div>\n'
            f'<script>var year = {year + 1}; document.title += "";</script>\n<div class="article">\n{body}\n</div>\n'
            '<div class="foot">主办：演示市人民政府办公室 演示数据，内容均为虚构 网站标识码：0000000000 '
            "技术支持电话：8000000</div>"
        )

    def article(self, paper: Paper) -> Iterator[str]:
        if "metadata_table" in self.quirks:
            yield self.metadata(paper)
        yield f"<h1>{self.text(paper.title)}</h1>"
        yield self.paragraph(paper.notice)
        if "site_frame" not in self.quirks:
            yield self.paragraph(f"发布时间：{paper.published_on} 信息来源：{paper.agency}")
        for part in paper.parts:
            yield from self.part(paper, part)
        yield f'<p align="right">{self.text(paper.agency)}</p>\n<p align="right">{self.text(paper.date_in_words)}</p>'

    def metadata(self, paper: Paper) -> str:
        pairs = (
            ("索 引 号", f"000014349/{paper.published_on[:4]}-00{self.random.randrange(100, 999)}"),
            ("发布机构", paper.agency),
        )
        more = (("发文日期", paper.published_on), ("主题分类", "政府信息公开年报"), ("文 号", ""), ("有 效 性", "有效"))
        cells = [f"<td>{name}：</td><td>{text}</td>" for name, text in pairs + more]
        rows = "".join(f"<tr>{cells[i]}{cells[i + 1]}</tr>" for i in range(0, len(cells), 2))
        return f'<table class="xxgk-head" border="1">{rows}</table>'

    def part(self, paper: Paper, part: Part) -> Iterator[str]:
        yield self.paragraph(part.heading, heading=True)
        for is_heading, text in part.paragraphs:
            yield self.paragraph(text, heading=is_heading)
        for table in paper.tables_of(part):
            if table.caption:
                yield self.paragraph(table.caption)
            yield self.table(table)

    def paragraph(self, text: str, *, heading: bool = False) -> str:
        inner = self.text(text)
        if "word_markup" in self.quirks:
            bold = "<b style='mso-bidi-font-weight:normal'>" if heading else ""
            inner = f'{bold}<span lang="EN-US" style="{MSO}">{inner}<o:p></o:p></span>{"</b>" if heading else ""}'
            return f'<p class="MsoNormal" style="text-indent:32.0pt;mso-char-indent-count:2.0">{inner}</p>'
        if heading and "site_frame" in self.quirks:
            return f"<p><strong>{inner}</strong></p>"
        return f"<p>　　{inner}</p>"

    def table(self, table: Table) -> str:
        """The statutory table."""
        rows = [self.row(table, number, row) for number, row in enumerate(table.rows)]
        if "thead_sections" in self.quirks:
            cut, half = table.head_rows, (table.head_rows + len(rows)) // 2
            head = f"<thead>{''.join(rows[:cut])}</thead>" if cut else ""
            inner = f"{head}<tbody>{''.join(rows[cut:half])}</tbody><tbody>{''.join(rows[half:])}</tbody>"
        else:
            inner = "\n".join(rows)
        return f'<table border="1" cellspacing="0" cellpadding="0" width="100%">\n{inner}\n</table>'

    def row(self, table: Table, number: int, row: Row) -> str:
        cells = [self.cell(table, number, box) for box in row]
        if "no_spans" in self.quirks and table.name == "requests":
            above = [box for up in table.rows[table.head_rows : number] for box in up]
            repeated = [box for box in above if box.kind == "label" and self._reaches(table, box, number)]
            cells = [self.cell(table, number, box) for box in repeated] + cells
        return f"<tr>{''.join(cells)}</tr>"

    @staticmethod
    def _reaches(table: Table, box: Box, number: int) -> bool:
        start = next(i for i, row in enumerate(table.rows) if any(own is box for own in row))
        return start < number < start + box.row_span

    def cell(self, table: Table, number: int, box: Box) -> str:
        rows, columns = box.row_span, box.column_span
        if "no_spans" in self.quirks and table.name == "requests" and number >= table.head_rows:
            rows = 1
        elif "overrun_rowspan" in self.quirks and rows > 12:
            rows += 3
        spans = (f' rowspan="{rows}"' if rows > 1 else "") + (f' colspan="{columns}"' if columns > 1 else "")
        if "odd_spans" in self.quirks:
            spans = spans.replace('"', "'").replace("colspan='", "colspan=' ").replace("rowspan='", "rowspan='0")
        name = "th" if "header_cells" in self.quirks and box.kind in ("head", "label", "band") else "td"
        if "sheet_cells" in self.quirks:
            spans += f" class=xl{65 + len(box.text) % 9} height=24" + (" x:num" if box.text.isdecimal() else "")
        scope = ' scope="row"' if name == "th" and box.kind == "label" else ""
        return f"<{name}{spans}{scope}>{self.inner(box)}</{name}>"

    def inner(self, box: Box) -> str:
        """The content of a cell with its markup."""
        text = self.text(box.text) if box.kind != "value" else self.figure(box.text)
        if "line_breaks" in self.quirks and box.kind in ("label", "head") and len(box.text) > 6:
            cut = len(box.text) // 2
            text = f"{self.text(box.text[:cut])}<br>{self.text(box.text[cut:])}"
        if "nbsp_padding" in self.quirks:
            text = f"&nbsp;{text}&nbsp;　"
        if "hidden_noise" in self.quirks and self.random.random() < 0.3:
            noise = (
                '<span style="display:none">7</span>',
                "<!-- 12 -->",
                "<script>var n = 3;</script>",
                '<i style="DISPLAY: none">x9</i>',
            )
            text = self.random.choice(noise) + text
        if "deep_fonts" in self.quirks:
            depth = 40 if self.random.random() < 0.02 else 2
            text = '<font face="宋体" size="2">' * depth + text + "</font>" * depth
        if "word_markup" in self.quirks:
            text = f'<p class="MsoNormal" align="center"><span lang="EN-US" style="{MSO}">{text}</span><o:p></o:p></p>'
        return text

    def figure(self, text: str) -> str:
        """A figure; its digits may be split over spans, an earlier one may stand struck out before it."""
        if "struck_figures" in self.quirks and text and self.random.random() < 0.2:
            return "<s>88</s>" + self.text(text)
        if "split_digits" in self.quirks and NUMERIC.search(text):
            cut = self.random.randrange(1, len(text))
            return f"<span>{self.text(text[:cut])}</span><span lang=EN-US>{self.text(text[cut:])}</span>"
        return self.text(text)

    def text(self, text: str) -> str:
        escaped = html.escape(text, quote=False)
        if "entities" in self.quirks:
            return "".join(char if ord(char) < 128 else f"&#{ord(char)};" for char in escaped)
        return escaped
