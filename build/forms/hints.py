"""What to write in a field, in words and by an example: one table for all kinds of forms."""

from __future__ import annotations

from build.forms.shape import Column
from portal.sections import BY_NAME

# kind → how it is written, and an example.
KINDS = {
    "text": ("文字", ""),
    "markdown": ("文字，可以分段、列表、表格（Markdown）", ""),
    "day": ("日期，年-月-日", "2026-03-02"),
    "amount": ("金额，单位是元，最多两位小数", "86500.00"),
    "number": ("数，最多两位小数", "92.5"),
    "percent": ("0 到 100 的数，不写百分号", "30"),
    "count": ("不小于 0 的整数", "120"),
    "year": ("四位年份", "2026"),
    "yes": ("写「是」或「否」", "否"),
}
# Fields that a kind alone does not explain.
NAMES = {
    "title": ("一行文字", "困难职工帮扶服务项目"),
    "uscc": ("18 位统一社会信用代码，照登记证书写", "52990100MC0000013X"),
    "phone": ("办公电话，不写个人手机", "0980-5550110"),
    "file": ("附件的文件名；文件放在记录旁边", "chengbao-shu.pdf"),
    "code": ("小写字母、数字和连字符，同一张表里不重复", "a01"),
    "published": ("向社会公开的日期；晚于今天的记录到那天才发布", "2026-03-02"),
}


def describe(column: Column) -> str:
    """How the field is written, in one Chinese phrase without a full stop."""
    if column.choices:
        said = f"从这些里选：{'、'.join(column.choices)}"
    elif column.ref:
        said = _reference(column)
    elif column.kind == "parts":
        said = f"每项一组：{'、'.join(one.label for one in column.parts)}"
    else:
        said = NAMES.get(column.name, KINDS[column.kind])[0]
    return f"可以写多个，{said}" if column.many else said


def example(column: Column) -> str:
    """A value that the field takes; "" where any text will do."""
    if column.parts:
        return ""
    if column.choices:
        return column.choices[0]
    if column.ref:
        if not column.ref.section:
            return "announcements/yc-2026-001"
        return "yc-2026#a01" if column.ref.part else "yc-2026-001"
    return NAMES.get(column.name, KINDS[column.kind])[1]


def _reference(column: Column) -> str:
    ref = column.ref
    if ref is None or not ref.section:
        return "任何一条记录，写成 栏目/编号"
    title = BY_NAME[ref.section].chinese
    if ref.part:
        return f"「{title}」一条记录中的一行，写成 记录编号#行编号"
    return f"「{title}」一条记录的编号，也就是它的文件名"
