"""Owns whole pages for the tests: one report in the frames of the content systems in use, wording of our own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from tests.report_grids import TD, Facts, Line, numbers, sheet

TITLE = "青山县文化和旅游局2023年政府信息公开工作年度报告"
SITES = Path(__file__).parent / "fixtures" / "sites"
XHTML = (
    '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" '
    '"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">'
)
AGENCY, DAY = "青山县文化和旅游局", "2024年1月22日"
INTRODUCTION = (
    "根据《中华人民共和国政府信息公开条例》，现公布本局年度报告，所列数据统计期限自2023年1月1日至12月31日止。"
)
PROSE = {
    "1": ["全年通过网站主动公开信息318条，其中政策解读6篇，均在规定的时限内发布，未发生泄密。"],
    "5": ["栏目更新不够及时，专业术语较多。下一步按月检查栏目，为每份文件配写说明。"],
    "6": ["本年度没有收取信息处理费。"],
}
HEADINGS = (
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
)
FACTS = numbers("2021")
LINES = [
    TITLE,
    INTRODUCTION,
    HEADINGS[0],
    *PROSE["1"],
    *HEADINGS[1:4],
    HEADINGS[4],
    *PROSE["5"],
    HEADINGS[5],
    *PROSE["6"],
]
Cell = Callable[[TD], str]


def cell(one: TD) -> str:
    spans = (f' rowspan="{one.down}"' if one.down > 1 else "") + (f' colspan="{one.across}"' if one.across > 1 else "")
    return f"<td{spans}>{one.text}</td>"


def html_table(lines: Sequence[Line], write: Cell = cell, opening: str = '<table border="1">') -> str:
    rows = "".join(f"<tr>{''.join(map(write, line))}</tr>" for line in lines)
    return f"{opening}<tbody>{rows}</tbody></table>"


def tables(facts: Facts = FACTS, form: str = "2021") -> list[list[Line]]:
    """The lines of tables two, three and four."""
    made = sheet(form, facts)
    return [made.two[0], made.three[0], made.four[0]]


def paragraph(text: str) -> str:
    return f'<p style="text-indent: 2em;">{text}</p>'


def body(
    write: Callable[[Sequence[Line]], str] = html_table,
    say: Callable[[str], str] = paragraph,
    parts: Sequence[Sequence[Line]] = (),
    title: str = "",
) -> str:
    """The report as an editor leaves it: introduction, six sections, three tables, signature."""
    two, three, four = (write(lines) for lines in (parts or tables()))
    inner = {"1": "".join(map(say, PROSE["1"])), "2": two, "3": three, "4": four}
    inner |= {number: "".join(map(say, PROSE[number])) for number in "56"}
    sections = "".join(say(heading) + inner[str(number)] for number, heading in enumerate(HEADINGS, 1))
    signature = f'<p style="text-align: right;">{AGENCY}</p><p style="text-align: right;">{DAY}</p>'
    return (say(title) if title else "") + say(INTRODUCTION) + sections + signature


def whole(head: str, inside: str) -> str:
    return f'<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n{head}\n</head>\n<body>\n{inside}\n</body>\n</html>\n'


def frame(name: str, article: str) -> str:
    """An article in the frame of a content system, as fixtures/sites has it."""
    return (SITES / f"{name}.html").read_text(encoding="utf-8").replace("@body@", article)


def trs(article: str | None = None) -> str:
    """TRS WCM: a style sheet inside the editor's own element, attachments by script, a code to be scanned."""
    return frame("trs", body() if article is None else article)


def _in_divisions() -> str:
    """The report in div and br elements only."""
    two, three, four = (html_table(lines) for lines in tables())
    first = "<br/>&nbsp;&nbsp;&nbsp;&nbsp;".join([INTRODUCTION, HEADINGS[0], *PROSE["1"], HEADINGS[1]])
    last = "<br/>　　".join([HEADINGS[4], *PROSE["5"], HEADINGS[5], *PROSE["6"]])
    parts = [f"<div>　　{first}</div>{two}", f"<div>　　{HEADINGS[2]}</div>{three}"]
    parts += [f"<div>　　{HEADINGS[3]}</div>{four}", f'<div>　　{last}</div><div align="right">{AGENCY}<br>{DAY}</div>']
    return "".join(parts)


def _as_xhtml() -> str:
    """XHTML with a declaration, a document type and a name space."""
    page = trs().replace("<!DOCTYPE html>", XHTML).replace("<html ", '<html xmlns="http://www.w3.org/1999/xhtml" ')
    return '<?xml version="1.0" encoding="gb2312"?>\n' + page


FRAMES: dict[str, Callable[[], str]] = {
    "TRS WCM": trs,
    "jcms": lambda: frame("hanweb", body()),  # comments around each field, meta tags inside the text
    "facts in a table, last and next": lambda: frame("anhui", body()),
    "a platform of a province": lambda: frame("guangdong", body()),
    "the title outside of the article": lambda: frame("shanghai", body()),
    "divisions and breaks": lambda: frame("sichuan", _in_divisions()),
    "XHTML": _as_xhtml,
}
