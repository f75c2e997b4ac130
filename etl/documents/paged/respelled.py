"""Owns words of the forms that recognition misspells by letters that look alike: 白然人 is 自然人.

Figures never change."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache, lru_cache

from catalog import forms
from etl.documents.document import Grid, GridCell

HAN = re.compile(r"[\u3400-\u9fff]")
ALIKE = (  # letters that differ by a stroke, which a coarse scan loses
    "自白目日曰臼 未末木本 申中由甲山 止正上止 人入八 己已巳 土士 千干于 大太犬 天无夭 公分 办力为 计什汁讨 其具共 "
    "他地池也 它宅 总息恐 行仃 政攻致 开升并 处外 理埋里 结站绪 果杲 转传转 续绩 收牧 数教 量最 维推难 纠纲糺 尚向 "
    "审宙 商高 业亚 企全 科料 研硏 机杌 构沟购 社杜 会云 益盖 组祖 织帜 法注 律津 服眼 务努 废度 件什伴 现规观 有冇 "
    "效郊 规观 章童 范苑 许计 可司 罚罰 强弱 制刺 征微 费贾 额颖 单早 位泣 万方 元无 予子 部郡 不木 提堤 供洪 复夏 "
    "议仪 诉拆 讼讼 起赵 直真 接按 后石 经终 其甚 新析 年午 度废 条亲 第弟 项顶 信倍 息急 内肉 容客 情惰 况祝 "
)
NEIGHBOURS = frozenset(
    frozenset((one, other)) for group in ALIKE.split() for one in group for other in group if one != other
)
A_LETTER, LOOKS_ALIKE = 1.0, 0.3  # what a letter costs that is another, and one that only looks so
CLEARLY = 0.7  # by which the next word of the forms has to be further away


def respelled(grids: Iterable[Grid]) -> tuple[list[Grid], list[str]]:
    """The grids with misspelt words of the forms as these have them, and what was taken for what: 白然人＝自然人."""
    told: dict[str, None] = {}
    result = []
    for grid in grids:
        grid, joined = with_whole_words(grid)
        told.update(dict.fromkeys(joined))
        rows: list[tuple[GridCell, ...]] = []
        for row in grid.rows:
            cells = []
            for cell in row:
                text = as_in_form(cell.text)
                if text != cell.text:
                    told[f"{cell.text}＝{text}"] = None
                cells.append(cell if text == cell.text else replace(cell, text=text))
            rows.append(tuple(cells))
        result.append(replace(grid, rows=tuple(rows)))
    return result, list(told)


def with_whole_words(grid: Grid) -> tuple[Grid, list[str]]:
    """The grid with cells joined that a stroke taken for a rule parted, one right below the other: only together are
    they a word of the forms. And what was joined: 尚未／审结＝尚未审结."""
    above = {(cell.row + cell.row_span, cell.column, cell.column_span): cell for row in grid.rows for cell in row}
    whole: dict[tuple[int, int], GridCell] = {}
    gone: set[tuple[int, int]] = set()
    told = []
    for row in grid.rows:
        for cell in row:
            upper = above.get((cell.row, cell.column, cell.column_span))
            if upper is None or (upper.row, upper.column) in gone or not is_parted(upper.text, cell.text):
                continue
            text = upper.text + cell.text
            told.append(f"{upper.text}／{cell.text}＝{text}")
            whole[upper.row, upper.column] = replace(upper, text=text, row_span=upper.row_span + cell.row_span)
            gone.add((cell.row, cell.column))
    if not told:
        return grid, []
    rows = tuple(
        tuple(whole.get((cell.row, cell.column), cell) for cell in row if (cell.row, cell.column) not in gone)
        for row in grid.rows
    )
    return replace(grid, rows=rows), told


def is_parted(upper: str, lower: str) -> bool:
    """Whether two texts are a word of the forms together, and none of them is one by itself."""
    letters = [all(HAN.match(letter) for letter in text) for text in (upper, lower)]
    return bool(upper and lower) and all(letters) and upper + lower in words() and not {upper, lower} & words()


@lru_cache(maxsize=2048)
def as_in_form(text: str) -> str:
    """The text with the letters of the one word of the forms that it can only be; as it is where it is one, or none."""
    letters = HAN.findall(text)
    word = "".join(letters)
    if len(word) < 2 or word in words():
        return text
    ranked = sorted((cost(word, known), known) for known in words() if len(known) == len(word))
    if not ranked or ranked[0][0] > most(len(word)):
        return with_lost_letter(text, word)
    if len(ranked) > 1 and ranked[1][0] < ranked[0][0] + CLEARLY:
        return text
    right = iter(ranked[0][1])
    return HAN.sub(lambda _: next(right), text)


def with_lost_letter(text: str, word: str) -> str:
    """The text with the one letter that it lacks of the only word of the forms that it can be: 尚未审 is 尚未审结."""
    if len(word) < 3:
        return text
    fuller = [known for known in words() if len(known) == len(word) + 1 and is_within(word, known)]
    if len(fuller) != 1:
        return text
    first, last = text.index(word[0]), text.rindex(word[-1])
    return text[:first] + fuller[0] + text[last + 1 :]


def is_within(word: str, known: str) -> bool:
    """Whether the letters of a word stand in another one in this order."""
    rest = iter(known)
    return all(letter in rest for letter in word)


def most(length: int) -> float:
    """What a word of that many letters may cost: short ones only letters that look alike."""
    return LOOKS_ALIKE if length < 4 else A_LETTER + LOOKS_ALIKE if length < 8 else 0.25 * length


def cost(word: str, known: str) -> float:
    """How far two words of one length are apart."""
    pairs = [frozenset(pair) for pair in zip(word, known, strict=True) if pair[0] != pair[1]]
    return sum(LOOKS_ALIKE if pair in NEIGHBOURS else A_LETTER for pair in pairs)


@cache
def words() -> frozenset[str]:
    """The words of all forms, Chinese letters only: rows, columns, groups, and what stands over columns."""
    labels = [entry.label for version in forms.versions() for entry in forms.entries(version)]
    labels += [parts[0].lstrip("^=") for spelling in forms.spellings() for parts in spelling.accept if len(parts) == 1]
    found = ("".join(HAN.findall(label)) for label in labels)
    return frozenset(word for word in found if len(word) > 2 or word in ("其他", "总计", "合计", "规章"))
