"""Owns the small statutory tables that the tests of the readers write into each medium."""

from __future__ import annotations

APPLICANTS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")

# (label in the first column or "" where it spans down from above, label in the second column or "")
LABELS_2021 = (
    ("一、本年新收政府信息公开申请数量", ""),
    ("二、上年结转政府信息公开申请数量", ""),
    ("三、本年度办理结果", "（一）予以公开"),
    ("", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）"),
    ("", "（三）不予公开 1.属于国家秘密"),
    ("", "2.其他法律行政法规禁止公开"),
    ("", "3.危及“三安全一稳定”"),
    ("", "4.保护第三方合法权益"),
    ("", "5.属于三类内部事务信息"),
    ("", "6.属于四类过程性信息"),
    ("", "7.属于行政执法案卷"),
    ("", "8.属于行政查询事项"),
    ("", "（四）无法提供 1.本机关不掌握相关政府信息"),
    ("", "2.没有现成信息需要另行制作"),
    ("", "3.补正后申请内容仍不明确"),
    ("", "（五）不予处理 1.信访举报投诉类申请"),
    ("", "2.重复申请"),
    ("", "3.要求提供公开出版物"),
    ("", "4.无正当理由大量反复申请"),
    ("", "5.要求行政机关确认或重新出具已获取信息"),
    ("", "（六）其他处理 1.申请人无正当理由逾期不补正"),
    ("", "2.申请人逾期未按收费通知要求缴纳费用"),
    ("", "3.其他"),
    ("", "（七）总计"),
    ("四、结转下年度继续办理", ""),
)


def figures(seed: int = 7) -> list[list[str]]:
    """25 rows of 7 printed figures, all different from their neighbours, the same for the same seed."""
    return [[str((seed * (31 * row + 17 * column + 3)) % 1009) for column in range(7)] for row in range(25)]


def own_figures(grid: object) -> list[list[str]]:
    """The last seven own cells of the last 25 rows of a Grid: what a reader of the statutory table takes."""
    rows = grid.rows[-25:]  # type: ignore[attr-defined]
    return [[cell.text for cell in row[-7:]] for row in rows]
