"""What content/site.yaml says about the portal itself."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import BeforeValidator, ConfigDict
from sqlmodel import Field, SQLModel

from portal import language
from portal.colours import Colour
from portal.fields import Day, Line, Phone, Text, Uscc, Yes, parse_line, refuse, shown
from portal.ledger.note import BadNote, Verifier
from portal.models.base import Part
from portal.models.heading import Column
from portal.models.links import AnyId, PolicyId, PurchaserId
from portal.models.projects import FundSource
from portal.window import StartRule

_ADDRESS = re.compile(r"https?://[a-z0-9.-]+(?::\d+)?(?:/[A-Za-z0-9._~-]+)*/")
_CONTACT = re.compile(r"(?:mailto:[^\s@]+@|tel:\+|https://)[^\s]+")
_LINK = re.compile(r"https?://[^\s<>\"]+")
# An open contracting prefix that is nobody's, until the site has its own.
UNREGISTERED = "ocds-000000"
_PREFIX = re.compile(r"ocds-[a-z0-9]{6}")
_ORIGIN = re.compile(r"https?://[a-z0-9.-]+(?::\d+)?")
_AUTHORITY = re.compile(r"[a-z0-9.-]+,\d{4}(?:-\d{2}){0,2}")


def _parse_address(value: Any) -> str:
    text = parse_line(value)
    if not _ADDRESS.fullmatch(text):
        refuse(
            f"{shown(text)}不是完整的网址", "写成 https://gongkai.example.org/ 的样子，以斜线结尾"
        )
    return text


def _parse_authority(value: Any) -> str:
    text = parse_line(value)
    if not _AUTHORITY.fullmatch(text):
        refuse(
            f"{shown(text)}不能作永久编号的前缀", "写成「域名,年份」，如 gongkai.example.org,2025"
        )
    return text


def _parse_link(value: Any) -> str:
    text = parse_line(value)
    if not _LINK.fullmatch(text):
        refuse(f"{shown(text)}不是网址", "写成 https:// 开头的完整网址")
    return text


Link = Annotated[str, BeforeValidator(_parse_link)]


def _parse_contact(value: Any) -> str:
    text = parse_line(value)
    if not _CONTACT.fullmatch(text):
        refuse(
            f"{shown(text)}不能作联系方式",
            "写成 mailto:、tel: 或 https: 开头的样子，如 mailto:anquan@example.org",
        )
    return text


def _parse_prefix(value: Any) -> str:
    text = parse_line(value)
    if not _PREFIX.fullmatch(text):
        refuse(
            f"{shown(text)}不是 OCDS 编号前缀",
            "写成 ocds- 加六位小写字母或数字，由 Open Contracting Partnership 免费登记发放",
        )
    return text


def _parse_key(value: Any) -> str:
    text = parse_line(value)
    try:
        return Verifier.read(text).vkey
    except BadNote as error:
        refuse(str(error), "写上 python -m build ledger-key 给出的公钥")


def _parse_origin(value: Any) -> str:
    text = parse_line(value)
    if not _ORIGIN.fullmatch(text):
        refuse(
            f"{shown(text)}不能作可以嵌入本站的网站",
            "只写到域名，末尾没有斜线，如 https://www.example.org",
        )
    return text


def _parse_language(value: Any) -> str:
    text, known = parse_line(value), language.found()
    if text not in known:
        refuse(
            f"没有界面语言{shown(text)}",
            f"写 {'、'.join(known)} 之一；不写就是中文（{language.CHINESE}）",
        )
    return text


class Moved(Part):
    """A record that has another id now: both as «section/id»."""

    old: AnyId = Field(title="原来的记录")
    new: AnyId = Field(title="现在的记录")


class Adopted(Part):
    """A policy whose rules apply to all projects, or to those that use money of these sources."""

    policy: PolicyId = Field(title="政策")
    funds: list[FundSource] = Field(default_factory=list, title="限于资金来源")


class Site(SQLModel):
    """The portal's own name, address and contacts.

    base_url: absolute address of the portal's root, for feeds, the sitemap and canonical links.
    feed_authority: RFC 4151 authority («domain,date») of permanent ids; it never changes.
    language: of the interface, a folder of portal/translations; records stay as written.
    ledger: whether published versions are logged; without it, a ledger that was begun goes on.
    ledger_key: public key (vkey) of the ledger's checkpoints.
    opened: the day the portal opened, the date of feeds that have no entry yet.
    logo: an attachment of a record of the section «pages», as «id/file».
    mark, errors: addresses given out with 党政机关网站标识 and 我为政府网站找错.
    frames: origins of sites that may show the portal in a frame; none unless named.
    targets: the union whose yearly targets are counted (北京市总工会实施方案: «市总工会每年»).
    moved: records that were renamed; their former addresses lead to the new ones.
    licence, licence_url: under which the data may be re-used; data_contact: who answers for it.
    ocid_prefix: of open contracting ids, given out by the Open Contracting Partnership on request;
    the default is registered to nobody.
    """

    model_config = ConfigDict(extra="forbid")  # type: ignore[assignment]

    title: Line = Field(title="网站名称")
    publisher: Line = Field(title="主办单位")
    description: Text = Field(title="网站简介")
    base_url: Annotated[str, BeforeValidator(_parse_address)] = Field(title="网址")
    feed_authority: Annotated[str, BeforeValidator(_parse_authority)] = Field(title="永久编号前缀")
    opened: Day = Field(title="开通日期")
    demo: Yes = Field(title="是否演示站")
    start_rule: StartRule = Field(title="公示期起算方式")
    language: Annotated[str, BeforeValidator(_parse_language)] = Field(
        default=language.CHINESE, title="界面语言"
    )
    adopted: list[Adopted] = Field(default_factory=list, title="采用的政策")
    targets: PurchaserId | None = Field(default=None, title="年度目标的责任单位")
    operator: Line | None = Field(default=None, title="承办单位")
    ledger: Yes | None = Field(default=None, title="公开账本")
    ledger_key: Annotated[str, BeforeValidator(_parse_key)] | None = Field(
        default=None, title="账本公钥"
    )
    contact: Line | None = Field(default=None, title="联系部门")
    phone: Phone | None = Field(default=None, title="联系电话")
    address: Line | None = Field(default=None, title="联系地址")
    icp: Line | None = Field(default=None, title="ICP 备案号")
    police: Line | None = Field(default=None, title="公安备案号")
    site_code: Line | None = Field(default=None, title="网站标识码")
    site_name: Line | None = Field(default=None, title="网站规范名称")
    site_domain: Line | None = Field(default=None, title="网站域名")
    content_source: Line | None = Field(default=None, title="统一的信息来源")
    columns: list[Column] = Field(default_factory=list, title="栏目的元数据")
    security: Annotated[str, BeforeValidator(_parse_contact)] | None = Field(
        default=None, title="安全问题联系方式"
    )
    mark: Link | None = Field(default=None, title="党政机关网站标识")
    errors: Link | None = Field(default=None, title="我为政府网站找错")
    logo: Line | None = Field(default=None, title="标志图片")
    brand: Colour | None = Field(default=None, title="主色")
    frames: list[Annotated[str, BeforeValidator(_parse_origin)]] = Field(
        default_factory=list, title="可以嵌入本站的网站"
    )
    moved: list[Moved] = Field(default_factory=list, title="改了名的记录")
    licence: Line = Field(default="知识共享 署名 4.0 国际（CC BY 4.0）", title="数据许可")
    licence_url: Link = Field(
        default="https://creativecommons.org/licenses/by/4.0/", title="数据许可网址"
    )
    publisher_code: Uscc | None = Field(default=None, title="主办单位统一社会信用代码")
    publisher_url: Link | None = Field(default=None, title="主办单位网址")
    data_contact: Line | None = Field(default=None, title="数据联系邮箱或电话")
    ocid_prefix: Annotated[str, BeforeValidator(_parse_prefix)] = Field(
        default=UNREGISTERED, title="OCDS 编号前缀"
    )
