"""Where the policies disagree, and what the portal does about it: a table, C1 to C15."""

from __future__ import annotations

from dataclasses import dataclass

from portal.rules.table import (
    BEIJING,
    BIDDING,
    KUNMING,
    LAW,
    MEASURES,
    REGULATION,
    STATE,
    UNION,
    WUHAN,
)


@dataclass(frozen=True)
class Conflict:
    """One disagreement. says: (policy, what it says); rules: ids of the rules that keep it apart."""

    id: str
    matter: str
    says: tuple[tuple[str, str], ...]
    handled: str
    rules: tuple[str, ...] = ()


CONFLICTS = (
    Conflict(
        "C1", "可以用哪些购买方式",
        ((UNION, "列有询价，没有竞争性磋商"), (WUHAN, "列有竞争性磋商，没有询价"),
         (STATE, "另可委托、特许经营、战略合作"), (LAW, "五种方式和其他认定的方式")),
        "每份文件各有一张方式清单，按项目适用的文件核对；清单都没有列尽，清单以外的只作提示。", ("D-01", "D-02", "D-03", "D-04"),
    ),
    Conflict(
        "C2", "谁可以承接",
        ((UNION, "只限在民政部门登记的社会组织"), (WUHAN, "社会组织"),
         (STATE, "企业、事业单位也可以"), (MEASURES, "公益一类事业单位不能")),
        "按统一社会信用代码的开头核对，各文件的范围分开。", ("B-01", "B-02", "B-16"),
    ),
    Conflict(
        "C3", "服务怎样分类",
        ((UNION, "七类"), (KUNMING, "五类"), (STATE, "六类，下有二级"), (BEIJING, "另一种七类"),
         (WUHAN, "八类")),
        "五套分类并列，另有一张对照表，不合并成一套。", (),
    ),
    Conflict(
        "C4", "信用要看多久",
        ((UNION, "近三年没有违法和失信"), (WUHAN, "没有不良记录，不写年限"),
         (STATE, "看依法纳税和缴纳社会保险"), (LAW, "三年内没有重大违法记录；禁止期满的可以参加")),
        "年限写在规则里；没有写年限的，只看当时是否有效。", ("B-04", "B-06", "B-07", "B-08", "B-17"),
    ),
    Conflict(
        "C5", "同等条件下谁优先",
        ((UNION, "已建工会或工会覆盖"), (WUHAN, "评估等级 3A 以上，同时党组织健全")),
        "主张哪份文件的优先，就核对那份文件要求的条件。", ("B-09", "B-10", "B-11"),
    ),
    Conflict(
        "C6", "能不能分包",
        ((UNION, "不得分包，也不得转包"), (STATE, "严禁转包，没有提分包"), (LAW, "经同意可以分包")),
        "同一份分包记录，在一份文件下是不符合，在另一份下看是否经同意。", ("E-05", "E-06", "E-11"),
    ),
    Conflict(
        "C7", "结果要公示多久",
        ((UNION, "五个工作日"), (REGULATION, "单一来源不少于五个工作日"),
         (BIDDING, "中标候选人不少于三日")),
        "分开计算工作日和自然日；起算日按公示自己的写法，没有写的按本站规定，逐日列出。",
        ("D-12", "D-13", "D-14"),
    ),
    Conflict(
        "C8", "什么时候签合同",
        ((UNION, "公示期满之后"), (LAW, "通知书发出后三十日内"),
         (REGULATION, "签订后两个工作日内公告")),
        "三条并不互相排斥，各核对一次。", ("D-15", "E-07", "E-08"),
    ),
    Conflict(
        "C9", "依据的文件已经废止",
        ((UNION, "依据了合同法和政府购买服务管理办法（暂行），成文时都已被替代"),),
        "政策登记册写明有效日期，并标出「依据了已废止的文件」。", ("H-04",),
    ),
    Conflict(
        "C10", "文件有几个日期",
        ((UNION, "成文和印发相差十天"),),
        "成文、印发、施行、废止分开登记，没有的留空。", (),
    ),
    Conflict(
        "C11", "分几年做到",
        ((STATE, "一句写一年、两年、四年，细目写 2014、2015 至 2016、2017 年"),),
        "两种写法都照原文说明，不作推断。", (),
    ),
    Conflict(
        "C12", "四个「一百」和两个「五十」",
        ((BEIJING, "联系、采集、购买、公布各不少于一百；会员、岗位各不少于五十"),),
        "六个目标分开计数，每个数都列出背后的记录。", ("B-14",),
    ),
    Conflict(
        "C13", "群团组织能不能购买",
        ((STATE, "要有行政编制和财政经费"), (MEASURES, "使用事业编制、由财政保障的不能"),
         (UNION, "各级工会用工会经费购买")),
        "看资金来源决定适用哪份文件；拿不准的只作提示。", ("A-01", "A-02"),
    ),
    Conflict(
        "C14", "在哪里公开",
        ((UNION, "购买主体自己的网站"), (STATE, "政府门户网站和政府采购网站"),
         (KUNMING, "没有写明")),
        "目录写明公布渠道；本站不替代法定渠道。", ("C-05",),
    ),
    Conflict(
        "C15", "清单叫什么",
        ((KUNMING, "政府购买项目清单、政府采购目录"), (STATE, "指导性目录"),
         (WUHAN, "指导性目录"), (BEIJING, "服务项目目录")),
        "都登记为「目录」，用目录种类区分。", ("C-04", "C-05"),
    ),
)  # fmt: skip
