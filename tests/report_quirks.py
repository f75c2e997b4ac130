"""The habits of real reports, each as a named change of a drawn report; every one but the last few leaves its facts."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from etl.documents.document import Paragraph
from tests.report_grids import (
    KINDS,
    RESULT_NAMES,
    RESULTS,
    TD,
    Facts,
    Line,
    Sheet,
    articles,
    column_label,
    flat,
    head_three,
    laid,
    on_its_side,
    td,
)

Spelling = Callable[[str], str]
Change = Callable[[Sheet], None]

# How a number or a zero is printed -------------------------------------------------------------------------------

ZEROS: dict[str, Spelling] = {
    "zeros_left_blank": lambda text: "",
    "zeros_as_wide_space": lambda text: "\u3000",
    "zeros_as_dash": lambda text: "—",
    "zeros_as_slash": lambda text: "/",
    "zeros_as_circle": lambda text: "〇",
    "zeros_full_width": lambda text: "０",
    "zeros_with_unit": lambda text: "0件",
    "zeros_as_none": lambda text: "无",
}
NUMBERS: dict[str, Spelling] = {
    "digits_full_width": lambda text: text.translate({ord(c): ord(c) + 0xFEE0 for c in "0123456789"}),
    "thousands_comma": lambda text: f"{int(text):,}" if text.isdigit() else text,
    "thousands_wide_comma": lambda text: f"{int(text):,}".replace(",", "，") if text.isdigit() else text,
    "thousands_space": lambda text: f"{int(text):,}".replace(",", " ") if text.isdigit() else text,
    "number_wrapped_in_narrow_cell": lambda text: text if len(text) < 3 else f"{text[:-1]}\n{text[-1]}",
    "digits_spaced": lambda text: " ".join(text) if text.isdigit() else text,
    "unit_in_cell": lambda text: f"{text}件" if text.isdigit() else text,
    "note_in_cell": lambda text: f"{text}（其中修订1件）",
    "footnote_mark": lambda text: f"{text}①",
    "spaces_around": lambda text: f" \u00a0{text}\n",
    "zero_width_space": lambda text: f"\u200b{text}",
}

# How labels are printed ------------------------------------------------------------------------------------------


def _renumber(form: str) -> Spelling:
    return lambda label: re.sub(r"^(\d)\.", lambda match: form.format(n=match[1]), label)


def _words(**words: str) -> Spelling:
    def change(label: str) -> str:
        for old, new in words.items():
            label = label.replace(old, new)
        return label

    return change


LABELS: dict[str, Spelling] = {
    "numbered_1、": _renumber("{n}、"),
    "numbered_1．": _renumber("{n}．"),
    "numbered_1．.": _renumber("{n}．."),
    "numbered_(1)": _renumber("({n})"),
    "numbered_1_only": _renumber("{n}"),
    "not_numbered": lambda label: re.sub(r"^(\d\.|（[一二三四五六七]）|[一二三四]、)", "", label),
    "half_width_brackets": lambda label: label.replace("（", "(").replace("）", ") "),
    "spaces_inside_labels": lambda label: " ".join(label),
    "labels_wrapped": lambda label: "\n".join(label[at : at + 3] for at in range(0, len(label), 3)),
    "straight_quotes": lambda label: label.replace("“", '"').replace("”", '"'),
    "label_shortened_and_misspelt": _words(
        其他法律行政法规禁止公开="其他法律行政止公开", 过程性="过程形", 行政执法="行政执发"
    ),
    "qita_written_otherwise": _words(其他="其它"),
    "total_called_heji": _words(总计="合计"),
    "headers_misspelt": _words(科研机构="科研机溝", 社会公益组织="社会公益组识", 商业企业="工商企业"),
    "long_labels_cut": lambda label: re.sub(r"（区分处理.*|、行政机关不再.*|政府信息公开申请数量|数量$", "", label),
    "carried_said_otherwise": _words(上年结转="上年度结转", 结转下年度="结转下一年度", 本年新收="本年度新收"),
}

# What happens to table two ----------------------------------------------------------------------------------------


def two_one_grid_per_article(made: Sheet) -> None:
    starts = [at for at, line in enumerate(made.two[0]) if line[0].text.startswith("第二十条")]
    made.two = [made.two[0][a:b] for a, b in zip(starts, [*starts[1:], len(made.two[0])], strict=True)]


def two_as_a_list(made: Sheet) -> None:
    lines: list[Line] = []
    for _, entries in articles(made.form):
        for entry in entries:
            for at, key in enumerate(entry.columns):
                head = [TD(made.say(entry.label), len(entry.columns))] if at == 0 else []
                name = TD(made.say(column_label(made.form, key)))
                lines.append([*head, name, made.at("disclosure", entry.key, key)])
    made.two = [lines]


def two_article_in_first_column(made: Sheet) -> None:
    lines: list[Line] = []
    for article, entries in articles(made.form):
        columns = entries[0].columns
        names = [TD(made.say(column_label(made.form, key))) for key in columns]
        lines.append([TD(article, 1 + len(entries)), TD("信息内容"), *names])
        lines += [[TD(made.say(e.label)), *(made.at("disclosure", e.key, key) for key in columns)] for e in entries]
    made.two = [lines]


def two_without_spans(made: Sheet) -> None:
    made.two = [flat(lines) for lines in made.two]


def two_item_word_missing(made: Sheet) -> None:
    made.two = [[[replace(c, text="" if c.text == "信息内容" else c.text) for c in li] for li in g] for g in made.two]


def two_local_row(made: Sheet) -> None:
    at = next(
        i for i, line in enumerate(made.two[0]) if "规范性文件" in line[0].text.replace("\n", "").replace(" ", "")
    )
    made.two[0].insert(at + 1, td("其他主动公开文件", "91", "92", "93"))
    for column, text in zip(articles(made.form)[0][1][0].columns, ("91", "92", "93"), strict=True):
        made.facts["disclosure", "local:其他主动公开文件", column] = text


def two_on_its_side(made: Sheet) -> None:
    two_one_grid_per_article(made)
    made.two = [on_its_side(lines[1:]) for lines in made.two]


def two_cut_by_a_page(made: Sheet) -> None:
    made.two = [made.two[0][:3], made.two[0][3:]]


TWO: dict[str, Change] = {f.__name__: f for f in (
    two_one_grid_per_article, two_as_a_list, two_article_in_first_column, two_without_spans, two_item_word_missing,
    two_local_row, two_on_its_side, two_cut_by_a_page,
)}  # fmt: skip

# What happens to table three --------------------------------------------------------------------------------------


def three_extra_empty_cell_before_values(made: Sheet) -> None:
    for line in made.three[0][3:]:
        if line[-8].across == 2:
            line[-8:-7] = [replace(line[-8], across=1), TD()]


def three_legal_persons_column(made: Sheet) -> None:
    lines = made.three[0]
    lines[0][1] = replace(lines[0][1], across=8)
    lines[1][1] = replace(lines[1][1], across=6)
    lines[2].append(TD("小计"))
    for number, line in enumerate(lines[3:]):
        line.insert(-1, TD(str(700 + number)))


def three_header_repeated_on_next_page(made: Sheet) -> None:
    head, body = made.three[0][:3], made.three[0][3:]
    made.three = [[*head, *body[:2]], [*[list(line) for line in head], *body[2:]]]


def three_cut_without_header(made: Sheet) -> None:
    lines = made.three[0]
    cut = len(lines) - 4
    rest = lines[cut:]
    tail = [[TD(), TD(), *line] if len(line) == 8 and line[0].across == 1 else line for line in rest]
    tail = [[TD(), *line] if len(line) == 8 and line[0].across == 2 else line for line in tail]
    made.three = [lines[:cut], tail]


def three_group_label_cut_by_a_page(made: Sheet) -> None:
    lines = made.three[0]
    at = next(i for i, li in enumerate(lines) if any(re.sub(r"\s", "", c.text).endswith("无法提供") for c in li))
    first = lines[at]
    place = next(i for i, c in enumerate(first) if re.sub(r"\s", "", c.text).endswith("无法提供"))
    text = re.sub(r"\s", "", first[place].text)
    first[place] = TD(text[:-3])
    after = [TD(), TD(text[-3:], 2), *lines[at + 1]]
    rest = [[TD(), *line] if len(line) == 9 else line for line in lines[at + 3 :]]
    rest = [[TD(), TD(), *li] if len(li) == 8 and li[0].across == 1 else li for li in rest]
    rest = [[TD(), *li] if len(li) == 8 and li[0].across == 2 else li for li in rest]
    made.three = [lines[: at + 1], [after, [TD(), *lines[at + 2]], *rest]]


def three_spans_overrun(made: Sheet) -> None:
    made.three[0] = [[replace(c, down=c.down + 3 if c.down > 3 else c.down) for c in line] for line in made.three[0]]


def three_trailing_empty_cell(made: Sheet) -> None:
    made.three = [[[*line, TD()] for line in lines] for lines in made.three]


def three_label_repeated_in_every_row(made: Sheet) -> None:
    grid = laid(made.three[0])
    cover = {
        (cell.row + r, cell.column + c): cell.text
        for row in grid.rows
        for cell in row
        for r in range(cell.row_span)
        for c in range(cell.column_span)
    }
    made.three = [[td(*(cover.get((row, column), "") for column in range(10))) for row in range(len(made.three[0]))]]


def three_local_row(made: Sheet) -> None:
    made.three[0].insert(-1, [TD("其中：涉及疫情的申请", 1, 3), *td("81", "0", "0", "0", "0", "0", "81")])
    for column, text in zip(("natural_person", "total"), ("81", "81"), strict=True):
        made.facts["requests", "local:其中:涉及疫情的申请", column] = text


def three_group_subtotals(made: Sheet) -> None:
    lines: list[Line] = []
    for line in made.three[0]:
        lines.append(line)
        if len(line) >= 9 and "不予公开" in re.sub(r"\s", "", line[-9].text):
            line[-9] = replace(line[-9], down=line[-9].down + 1)
            lines.append([TD("小计"), *td("61", "1", "2", "3", "4", "5", "76")])
    made.three = [lines]


def three_blank_line(made: Sheet) -> None:
    made.three[0].insert(5, [TD("", 1, 10)])


def three_remark_line(made: Sheet) -> None:
    made.three[0].append([TD("注：本表数据由办公室汇总。", 1, 10)])


def three_section_title_in_grid(made: Sheet) -> None:
    made.three[0].insert(0, [TD("三、收到和处理政府信息公开申请情况", 1, 10)])


def three_serial_numbers(made: Sheet) -> None:
    made.three[0] = [
        [*line[:-8], TD(str(number)), *line[-8:]] if number > 3 else line
        for number, line in enumerate(made.three[0], start=1)
    ]


def three_total_first(made: Sheet) -> None:
    lines = made.three[0]
    total = lines[1].pop()
    lines[1].insert(0, total)
    for line in lines[3:]:
        line.insert(len(line) - 7, line.pop())


def three_as_flat_text(made: Sheet) -> None:
    made.three = [flat(lines) for lines in made.three]


def three_as_flat_text_with_blank_line(made: Sheet) -> None:
    lines = flat(made.three[0])
    made.three = [lines[:6], lines[6:]]


def three_flat_with_narrow_first_rows(made: Sheet) -> None:
    lines = [[cell for at, cell in enumerate(line) if at != 2] for line in flat(made.three[0])[:5]]
    made.three = [[*lines, *flat(made.three[0])[5:]]]


def three_on_its_side(made: Sheet) -> None:
    made.three = [on_its_side(made.three[0])]


def three_one_header_line(made: Sheet) -> None:
    names = [cell for line in made.three[0][:3] for cell in line if "勾稽" not in cell.text and cell.across == 1]
    order = [names[0], *names[2:], names[1]]
    made.three[0][:3] = [[TD("项目", 1, 3), *(replace(cell, down=1) for cell in order)]]


THREE: dict[str, Change] = {f.__name__: f for f in (
    three_extra_empty_cell_before_values, three_legal_persons_column, three_header_repeated_on_next_page,
    three_cut_without_header, three_group_label_cut_by_a_page, three_spans_overrun, three_trailing_empty_cell,
    three_label_repeated_in_every_row, three_local_row, three_group_subtotals, three_blank_line, three_remark_line,
    three_section_title_in_grid, three_serial_numbers, three_total_first, three_as_flat_text,
    three_as_flat_text_with_blank_line, three_flat_with_narrow_first_rows, three_on_its_side, three_one_header_line,
)}  # fmt: skip

# What happens to table four ---------------------------------------------------------------------------------------


def four_as_three_small_tables(made: Sheet) -> None:
    names = [made.say(name) for name in RESULT_NAMES]
    titles = ("行政复议", "未经复议直接起诉", "复议后起诉")
    made.four = [
        [[TD(title, 1, 5)], td(*names), [made.at("cases", kind, result) for result in RESULTS]]
        for title, kind in zip(titles, KINDS, strict=True)
    ]


def four_as_three_captioned_tables(made: Sheet) -> None:
    four_as_three_small_tables(made)
    made.four = [lines[1:] for lines in made.four]
    made.captions_four = ["（一）行政复议", "（二）行政诉讼：未经复议直接起诉", "（三）行政诉讼：复议后起诉"]


def four_on_its_side(made: Sheet) -> None:
    made.four = [on_its_side(made.four[0])]


def four_as_a_list(made: Sheet) -> None:
    titles = ("行政复议", "未经复议直接起诉", "复议后起诉")
    made.four = [
        [
            [*([TD(title, 5)] if at == 0 else []), TD(made.say(name)), made.at("cases", kind, result)]
            for title, kind in zip(titles, KINDS, strict=True)
            for at, (name, result) in enumerate(zip(RESULT_NAMES, RESULTS, strict=True))
        ]
    ]


def four_kinds_by_results(made: Sheet) -> None:
    lines = [td("", *(made.say(name) for name in RESULT_NAMES))]
    for title, kind in zip(("行政复议", "未经复议直接起诉", "复议后起诉"), KINDS, strict=True):
        lines.append([TD(title), *(made.at("cases", kind, result) for result in RESULTS)])
    made.four = [lines]


def four_values_on_next_page(made: Sheet) -> None:
    made.four = [made.four[0][:3], made.four[0][3:]]


def four_stray_empty_header_cell(made: Sheet) -> None:
    made.four[0][0] = [TD("行政复议", 1, 5), TD("", 1, 2), TD("行政诉讼", 1, 8)]


def four_without_spans(made: Sheet) -> None:
    made.four = [flat(made.four[0])]


def four_header_collapsed(made: Sheet) -> None:
    made.four = [[td(*(cell.text for cell in line)) for line in made.four[0]]]


FOUR: dict[str, Change] = {f.__name__: f for f in (
    four_as_three_small_tables, four_as_three_captioned_tables, four_on_its_side, four_as_a_list,
    four_kinds_by_results, four_values_on_next_page, four_stray_empty_header_cell, four_without_spans,
    four_header_collapsed,
)}  # fmt: skip

# What happens to the whole ----------------------------------------------------------------------------------------


def whole_without_headings(made: Sheet) -> None:
    made.headings = False


def whole_in_one_grid(made: Sheet) -> None:
    made.one_grid = True


def whole_as_a_sheet(made: Sheet) -> None:
    lines = [line for part in (made.two, made.three, made.four) for grid in part for line in flat(grid)]
    widest = max(len(line) for line in lines)
    made.two = [[[*line, *[TD()] * (widest - len(line))] for line in lines]]
    made.three = made.four = []
    made.one_grid = True


def whole_tables_twice(made: Sheet) -> None:
    made.twice = True


def whole_after_a_table_of_the_site(made: Sheet) -> None:
    made.before = [
        laid([td("索引号", "000014349/2024-00001"), td("发布机构", "某局"), td("公开方式", "主动公开")]),
        Paragraph("全年公开情况如下。"),
        laid(
            [
                td("公开渠道", "数量"),
                td("政府网站", "1136"),
                td("规范性文件", "4"),
                td("行政许可", "12"),
                td("其他", "8"),
            ]
        ),
    ]


WHOLE: dict[str, Change] = {f.__name__: f for f in (
    whole_without_headings, whole_in_one_grid, whole_as_a_sheet, whole_tables_twice, whole_after_a_table_of_the_site,
)}  # fmt: skip


def respelled(facts: Facts, zeros: str | None, numbers: str | None) -> Facts:
    """The facts with zeros and other numbers printed otherwise; 件 stands with counts only."""
    respelled = {}
    for place, text in facts.items():
        name, spellings = (zeros, ZEROS) if text == "0" else (numbers, NUMBERS)
        money = place[1] == "fees_10k_yuan" or place[2] == "amount"
        plain = name is None or (money and "unit" in name)
        respelled[place] = text if plain else spellings[name](text)
    return respelled


__all__ = ["FOUR", "LABELS", "NUMBERS", "THREE", "TWO", "WHOLE", "ZEROS", "Change", "head_three", "respelled"]
