"""The rules: every duty of the adopted policies that records can show, each tied to its clause.

The numbers of a duty stand here once, in `numbers`; sentence and check both take them from there.
Two policies that conflict are two rows (domain.md A8, C1-C15).
"""

from __future__ import annotations

from portal.rules.adopted import PUBLICITY
from portal.rules.checks import (
    bodies,
    buyers,
    frameworks,
    money,
    parties,
    results,
    steps,
    terms,
    windows,
)
from portal.rules.rule import Rule

UNION, STATE, BEIJING = "nm-zgh-2021", "nm-zbf-2014-80", "bj-zgh-2015"
WUHAN, KUNMING = "wuhan-mz-2020-24", "wh-qing-2019"
LAW, REGULATION, BIDDING = "gov-procurement-law", "gov-procurement-regulation", "bidding-regulation"
OPENNESS, FORMS, INTENT = "open-information", "mof-2020-50", "mof-intent"
MEASURES, FRAMEWORK = "mof-102-2020", "mof-110-2022"

P = "projects"
UNIONS = ("地方工会", "产业工会", "基层工会", "工会所属事业单位")
OURS, OPENLY, YEARLY = "期限由本站设定", "公开和期限由本站设定", "逐年核对由本站设定"
GENERALLY = "文件写的是「一般」"
TENDERED = "只约束依法必须进行招标的项目"
COMPETITIVE = ("公开招标", "邀请招标", "竞争性谈判", "竞争性磋商", "询价", "框架协议")
SIDES = ("购买主体", "服务对象", "第三方")
EIGHT = ("scope", "subject", "quantity", "quality", "ends", "payment", "rights", "liability")
# What a challenge can be about: the documents, the course and the result of a purchase (政府采购法 52).
CHALLENGED = (
    "projects", "announcements", "corrections", "single_sources", "reviews", "qualifications",
    "publicity", "terminations",
)  # fmt: skip
BARS = ("禁止承接", "限制承接", "失信惩戒")
NEGATIVE = (
    "国家安全", "保密", "司法审判", "行政决策", "行政许可", "行政审批", "行政执法", "行政强制",
)  # fmt: skip
FIVE = (
    "符合群团改革方向", "适应职工需求", "适合市场化方式", "专业性较强", "社会组织能够承接",
)  # fmt: skip

RULES = (
    # Who buys
    Rule("A-01", f"{UNION}#2-1", P,
         "购买主体是：{kinds}；基层工会须有独立法人资格，工会所属事业单位须有行政管理职能；"
         "{partners}可以与它们联合购买",
         buyers.union_buys, {"kinds": UNIONS, "partners": ("群团组织", "社会组织")}),
    Rule("A-02", f"{STATE}#3-1", P, "购买主体是：{kinds}；{doubtful}须纳入行政编制管理、经费由财政负担",
         buyers.government_buys,
         {"kinds": ("行政机关", "参公且有行政管理职能的事业单位"), "doubtful": ("群团组织", *UNIONS)}),
    Rule("A-03", f"{MEASURES}#mass", P,
         "购买主体不是{never}事业单位，也不是使用事业编制、由财政拨款保障的群团组织",
         buyers.none_excluded, {"never": ("公益一类",)}),
    # Who delivers
    Rule("B-01", f"{UNION}#2-2", P, "承接主体在民政部门登记（代码以 {prefixes} 开头）",
         parties.supplier_prefix, {"prefixes": ("51", "52", "53")}),
    Rule("B-02", f"{STATE}#3-2", P,
         "承接主体是社会组织、企业或行业主管部门登记的机构（代码以 {prefixes} 开头），"
         "不是机关（{never}）；事业单位（{doubtful}）须看是不是公益一类（财政部令第102号）",
         parties.supplier_registered,
         {"prefixes": ("51", "52", "53", "59", "91", "93", "31", "32", "33", "34", "35", "39"),
          "doubtful": ("12",), "never": ("11",)}),
    Rule("B-03", f"{UNION}#2-2", P, "承接主体符合：{conditions}", parties.conditions_met,
         {"conditions": ("依法设立、独立承担民事责任", "治理结构和内部管理健全",
                         "财务会计和资产管理制度健全", "设施、人员和专业能力",
                         "业务范围与购买内容一致", "信用良好、近三年无违法失信",
                         "其他规定条件")}),
    Rule("B-04", f"{STATE}#3-2-conditions", P, "承接主体符合：{conditions}", parties.conditions_met,
         {"conditions": ("依法设立、独立承担民事责任", "设施、人员和专业能力",
                         "治理结构和内部管理健全", "财务会计和资产管理制度健全",
                         "社会和商业信誉良好", "依法缴纳税收和社会保险", "其他规定条件")}),
    Rule("B-05", f"{WUHAN}#3-2", P, "承接主体符合：{conditions}", parties.conditions_met,
         {"conditions": ("依法设立、独立承担民事责任", "设施、人员和专业能力",
                         "治理结构和内部管理健全", "财务会计和资产管理制度健全",
                         "符合有关资质要求")}),
    Rule("B-06", f"{UNION}#2-2-6", P, "公告前 {years} 年内没有：{kinds}", parties.clean_record,
         {"years": 3, "kinds": ("行政处罚", *BARS)}),
    Rule("B-07", f"{WUHAN}#4-3-incentive", P, "不选定当时受限制的单位：{kinds}",
         parties.clean_record, {"years": 0, "kinds": BARS}),
    Rule("B-08", f"{LAW}#22", P,
         "公告当日没有期限未满的{bars}；此前 {years} 年内的{doubtful}，须看是不是重大违法",
         parties.no_grave_record,
         {"years": 3, "bars": ("禁止承接", "失信惩戒"), "doubtful": ("行政处罚", "失信惩戒")}),
    Rule("B-09", f"{UNION}#2-2-7", P, "主张建会优先的，确已建会或者工会工作覆盖",
         parties.priority_union),
    Rule("B-10", f"{WUHAN}#3-2-priority", P,
         "主张等级或党组织优先的，公告当日在 {grade}A 以上；管理规范、专业型由人判断",
         parties.priority_grade, {"grade": 3}),
    Rule("B-11", f"{WUHAN}#3-2-priority", P, "主张等级或党组织优先的，确有党组织",
         parties.priority_party),
    Rule("B-12", f"{STATE}#4-3-report", "suppliers", "有{kind}", bodies.accounts_audited,
         {"kind": "承接主体财务报告审计", "policy": STATE}, remark=YEARLY),
    Rule("B-13", f"{UNION}#2-2-register", "rosters", "入信息库须经同意", bodies.library_consented),
    Rule("B-14", f"{BEIJING}#2-1-2-members", "rosters", "联合会首批会员不少于 {members} 个，以后逐年增加",
         bodies.federation_grows, {"members": 50}),
    Rule("B-15", f"{WUHAN}#4-3-annual", "rosters", "每年按时公布：{kinds}", bodies.yearly_list,
         {"kinds": ("社会组织名录", "信用记录名单"), "policy": WUHAN}),
    Rule("B-16", f"{WUHAN}#3-2", P, "承接主体是社会组织（代码以 {prefixes} 开头）",
         parties.supplier_prefix, {"prefixes": ("51", "52", "53")}),
    Rule("B-17", f"{WUHAN}#3-2", P, "选定时没有不良记录：{kinds}；文件没有写年限，只作提示",
         parties.no_bad_record, {"kinds": ("行政处罚", *BARS)}),
    Rule("B-18", f"{MEASURES}#mass", P,
         "承接主体不是{never}事业单位，也不是使用事业编制、由财政拨款保障的群团组织",
         parties.supplier_excluded, {"never": ("公益一类",)}),
    # What is bought
    Rule("C-01", f"{UNION}#2-3", P, "购买内容具备五个条件：{conditions}", results.suitable,
         {"conditions": FIVE}),
    Rule("C-02", f"{STATE}#3-3-negative", P, "不购买：{words}", results.not_forbidden,
         {"words": NEGATIVE}),
    Rule("C-03", f"{UNION}#2-3-catalogue", P, "项目依据公告当日有效的目录项", results.in_catalogue),
    Rule("C-04", f"{STATE}#3-4-1-local", "catalogues", "{kind}的每一项都有上级目录项",
         bodies.local_items_have_parents, {"kind": "实施目录"}),
    Rule("C-05", f"{STATE}#3-4-1-publish", "catalogues", "{kinds}写明公布渠道",
         bodies.catalogue_published, {"kinds": ("指导性目录", "实施目录")}),
    Rule("C-06", f"{KUNMING}#2-2-dynamic", "catalogues", "目录调整写明原因", bodies.catalogue_described,
         remark="写明原因由本站设定"),
    Rule("C-07", f"{STATE}#3-6", P, "项目写明执行的标准", results.standard_cited),
    Rule("C-08", f"{WUHAN}#4-2-standards", P, "项目写明执行的标准", results.standard_cited),
    Rule("C-09", f"{STATE}#3-4-1-publish", P, "公告当日有本地区或者上级公布的{kinds}",
         results.catalogue_there, {"kinds": ("指导性目录", "实施目录")}),
    Rule("C-10", f"{WUHAN}#3-1-catalogue", P, "公告当日有本地区或者上级公布的{kinds}",
         results.catalogue_there, {"kinds": ("指导性目录",)}),
    # How it is bought
    Rule("D-01", f"{UNION}#2-4", P, "购买方式是：{methods}等", terms.method_allowed,
         {"methods": ("公开招标", "邀请招标", "竞争性谈判", "单一来源", "询价")}),
    Rule("D-02", f"{WUHAN}#3-3", P, "购买方式是：{methods}等", terms.method_allowed,
         {"methods": ("公开招标", "邀请招标", "竞争性谈判", "竞争性磋商", "单一来源")}),
    Rule("D-03", f"{LAW}#26", P, "采购方式是：{methods}等；{goods}用于规格、标准统一的货物",
         terms.method_allowed, {"methods": (*COMPETITIVE, "单一来源"), "goods": ("询价",)}),
    Rule("D-04", f"{STATE}#3-4-3-method", P, "不采用竞争性方式（{competitive}）的，说明理由",
         terms.method_reasoned, {"competitive": COMPETITIVE}),
    Rule("D-05", f"{UNION}#2-4-2", P, "购买方式不超过限额标准", money.method_within_limit),
    Rule("D-06", f"{UNION}#2-4", P, "八个步骤一步不缺", steps.none_missing, remark=GENERALLY),
    Rule("D-07", f"{UNION}#2-4", P, "八个步骤先后有序", steps.in_order),
    Rule("D-08", f"{UNION}#2-4-2", P, "购买公告写明项目内容、购买方式、对承接主体的要求、绩效评价标准",
         steps.announced_fully, {"fields": ("content", "method", "requirements", "criteria")}),
    Rule("D-09", f"{UNION}#3-2", P, "公告不晚于申报开始公布", steps.announced_before_opening),
    Rule("D-10", f"{UNION}#2-4-5", P, "按评审得分高低排序", parties.ranked_by_score),
    Rule("D-11", f"{UNION}#2-4-5", P, "选定第一名，或者公布理由", parties.first_rank_chosen),
    Rule("D-12", f"{UNION}#2-4-6", P, "结果公示不少于 {days} 个工作日", windows.publicity_length,
         {"days": PUBLICITY[UNION]}),
    Rule("D-13", f"{BIDDING}#54", P, "中标候选人公示不少于 {days} 日",
         windows.publicity_calendar_days, {"days": 3, "methods": ("公开招标", "邀请招标")},
         remark=TENDERED),
    Rule("D-14", f"{REGULATION}#38", P,
         "达到公开招标数额标准、只能从唯一供应商处采购的，单一来源公示不少于 {days} 个工作日",
         windows.single_source_length, {"days": 5}),
    Rule("D-15", f"{UNION}#2-4-7", P, "公示（{days} 个工作日）期满之后签订合同",
         windows.contract_after_window, {"days": PUBLICITY[UNION]}),
    Rule("D-16", f"{UNION}#2-4-7", P, "异议答复之后签订合同", windows.objections_settled),
    Rule("D-17", f"{LAW}#53", P, "收到{by}对采购文件、过程和结果的异议后 {days} 个工作日内答复",
         windows.objections_answered, {"days": 7, "by": ("申报组织",), "about": CHALLENGED}),
    Rule("D-18", f"{REGULATION}#43", P, "选定之后 {days} 个工作日内公告结果", windows.result_published,
         {"days": 2}),
    Rule("D-19", f"{INTENT}#30", P, "公告前 {days} 日公开采购意向", results.intent_early, {"days": 30}),
    Rule("D-20", f"{UNION}#2-4-7", P, "公示（{days} 个工作日）期满之后下发实施通知书，再签订合同",
         windows.notified_before_contract, {"days": PUBLICITY[UNION]}),
    Rule("D-21", f"{FRAMEWORK}#notice", P, "框架协议采购以公告征集供应商",
         frameworks.invited_publicly),
    Rule("D-22", f"{FRAMEWORK}#second", P, "框架协议之下的每份合同写明第二阶段的成交方式：{ways}",
         frameworks.second_stage_told, {"ways": ("直接选定", "二次竞价", "顺序轮候")}),
    # The contract
    Rule("E-01", f"{STATE}#3-4-3-contract", P, "合同写明八项内容", terms.contents, {"fields": EIGHT}),
    Rule("E-02", f"{UNION}#2-4-term", P,
         "合同一般不超过 {years} 年；有 {reasons} 项理由的不超过 {most} 年；"
         "几份合同合并计算由本站设定，只作提示",
         terms.term, {"years": 1, "most": 3, "reasons": 4}),
    Rule("E-03", f"{WUHAN}#3-3-term", P,
         "合同最长 {most} 年；超过 {years} 年的，有没有 {reasons} 项理由只作提示；"
         "几份合同合并计算由本站设定，也只作提示",
         terms.term, {"years": 1, "most": 3, "reasons": 4, "firm": False}),
    Rule("E-04", f"{MEASURES}#term", P,
         "合同一般不超过 {years} 年；有 {reasons} 项理由的不超过 {most} 年；"
         "几份合同合并计算由本站设定，只作提示",
         terms.term, {"years": 1, "most": 3, "reasons": 4}),
    Rule("E-05", f"{UNION}#2-4-8-subcontract", P, "不得{kinds}", terms.no_subcontract,
         {"kinds": ("分包", "转包"), "with_consent": False}),
    Rule("E-06", f"{LAW}#48", P, "{kinds}须经同意", terms.no_subcontract,
         {"kinds": ("分包",), "with_consent": True}),
    Rule("E-07", f"{LAW}#46", P,
         "通知书发出后 {days} 日内签订合同；期满后 {within} 个工作日还没有公开的合同，算作没有签订",
         terms.signed_within, {"days": 30, "within": 2}),
    Rule("E-08", f"{REGULATION}#50", P, "合同签订后 {days} 个工作日内公告", windows.contract_published,
         {"days": 2}),
    Rule("E-09", f"{LAW}#49", P, "{kinds}增加的金额合计不超过原合同的 {percent}%", terms.additions,
         {"percent": 10, "kinds": ("追加", "变更")}),
    Rule("E-10", f"{STATE}#3-4-3", P, "公开项目实施方案", terms.implementation_plan),
    Rule("E-11", f"{STATE}#3-4-3-subcontract", P, "不得{kinds}", terms.no_subcontract,
         {"kinds": ("转包",), "with_consent": False}),
    Rule("E-12", f"{FRAMEWORK}#term", P, "服务项目的框架协议不超过 {years} 年",
         frameworks.agreement_term, {"years": 2}, remark=GENERALLY),
    # Money
    Rule("F-01", f"{STATE}#3-4-2", P, "项目列入年度购买计划，计划报同级财政部门审定", steps.planned,
         {"approver": "财政"}),
    Rule("F-02", f"{WUHAN}#3-1-plan", P, "项目列入年度购买计划", steps.planned),
    Rule("F-03", f"{UNION}#2-5", P, "项目列入年度预算", steps.planned),
    Rule("F-04", f"{UNION}#4-2-budget", P, "先预算、再购买", steps.plan_first),
    Rule("F-05", f"{UNION}#2-4-1", P, "合同不超过预算", money.contract_within_budget),
    Rule("F-06", f"{STATE}#3-4-2", P, "项目预算不超过计划", money.project_within_plan),
    Rule("F-07", f"{UNION}#2-5-funds", P, "资金构成与预算相等", money.funds_add_up),
    Rule("F-08", f"{UNION}#2-5-major", P, "重大项目集体决策", money.major_decided),
    Rule("F-09", f"{UNION}#2-5-price", P, "公布价格测算依据", money.estimated),
    Rule("F-10", f"{WUHAN}#4-1-use", P, "末期评估之后支付尾款", money.final_payment_after_evaluation,
         remark="文件只说评价结果是支付的重要参考"),
    Rule("F-11", f"{STATE}#4-3", P, "按约定日期支付，不滞留", money.paid_on_time),
    Rule("F-12", f"{STATE}#4-3", P, "支付不超过合同金额", money.payments_within_contract),
    Rule("F-13", f"{KUNMING}#2-4-accounts", "purchasers", "编制年度决算", bodies.accounts_made,
         {"policy": KUNMING}, binds=("群团组织", *UNIONS)),
    Rule("F-14", f"{UNION}#1-2", P, "照合同付给承接主体", money.paid_to_contractors),
    Rule("F-15", f"{STATE}#1", P, "付给承接主体", money.paid_to_contractors),
    # What came of it
    Rule("G-01", f"{WUHAN}#4-1-mid-final", P, "合同期内公开{stage}", results.evaluated,
         {"stage": "中期评估", "days": 0}, remark=OPENLY),
    Rule("G-02", f"{WUHAN}#4-1-mid-final", P, "合同结束后 {days} 日内公开{stage}", results.evaluated,
         {"stage": "末期评估", "days": 90}, remark=OPENLY),
    Rule("G-03", f"{UNION}#3-2-results", P, "合同结束后 {days} 日内公开{stage}", results.evaluated,
         {"stage": "末期评估", "days": 90}, remark=OURS),
    Rule("G-04", f"{UNION}#3-1-evaluators", P, "{sides}共同评价", results.three_sides,
         {"sides": SIDES}),
    Rule("G-05", f"{STATE}#3-6-evaluators", P, "{sides}共同评价", results.three_sides,
         {"sides": SIDES}),
    Rule("G-06", f"{WUHAN}#4-2", P, "{sides}共同评价", results.three_sides, {"sides": SIDES}),
    Rule("G-07", f"{UNION}#3-1", P, "评价指标的权重合计 {total}", results.weights, {"total": 100},
         remark="权重合计由本站设定"),
    Rule("G-08", f"{UNION}#3-1-evaluators", P, "评价{names}", results.dimensions,
         {"names": ("数量", "质量", "资金使用")}),
    Rule("G-09", f"{WUHAN}#4-1", P, "评价{names}", results.dimensions,
         {"names": ("目标达成度", "社会效益", "满意度")}),
    Rule("G-10", f"{UNION}#3-1-buyer", P, "购买部门也要被评价", results.buyer_evaluated),
    Rule("G-11", f"{STATE}#3-6-use", P, "写明评价结果用在哪里", results.result_used),
    Rule("G-12", f"{UNION}#2-4-8", P, "服务结束后 {days} 日内公开验收结果", results.accepted,
         {"days": 60}, remark=OPENLY),
    Rule("G-13", f"{WUHAN}#4-2-acceptance", P, "向社会公众提供的，服务对象参与验收并提出意见",
         results.users_accept),
    Rule("G-14", f"{REGULATION}#45", P, "向社会公众提供的，服务对象参与验收并提出意见",
         results.users_accept),
    Rule("G-15", f"{WUHAN}#4-2-inspection", "inspections", "按比例抽查", bodies.sample_share),
    Rule("G-16", f"{OPENNESS}#26", P, "评价结果形成后 {days} 个工作日内公开",
         windows.evaluation_published, {"days": 20}, ("行政机关",)),
    Rule("G-17", f"{STATE}#3-6-publish", P, "合同结束后 {days} 日内公开{stage}", results.evaluated,
         {"stage": "末期评估", "days": 90}, remark=OURS),
    Rule("G-18", f"{STATE}#3-4-3-acceptance", P, "服务结束后 {days} 日内公开验收结果",
         results.accepted, {"days": 60}, remark=OPENLY),
    Rule("G-19", f"{STATE}#3-6-evaluators", P, "评价{names}", results.dimensions,
         {"names": ("数量", "质量", "资金使用")}),
    Rule("G-20", f"{WUHAN}#4-2-publish", P, "服务结束后 {days} 日内公开验收结果",
         results.accepted, {"days": 60}, remark=OURS),
    # Reports and texts
    Rule("H-01", f"{UNION}#4-2-halfyear", "purchasers",
         "每半年向工会社会组织工作部门报送统计，结束后 {days} 日内", bodies.halfyear_reported,
         {"days": 31, "policy": UNION}, UNIONS, OURS),
    Rule("H-02", f"{BEIJING}#3-2", "purchasers", "每半年至少一次专题会议", bodies.meetings_held,
         {"policy": BEIJING}, binds=UNIONS, remark=GENERALLY),
    Rule("H-03", f"{BEIJING}#3-3", "policies", "要求制定的制度都已制定", bodies.regulations_issued),
    Rule("H-04", f"{STATE}#4-4-open", "policies", "不以已经废止的文件为依据", bodies.basis_valid,
         remark="条款只要求信息公开，这一项由本站设定"),
    Rule("H-05", f"{UNION}#3-3", "purchasers", "建立内部监督管理制度", bodies.supervised,
         binds=UNIONS),
    Rule("H-06", f"{STATE}#4-3-internal", "purchasers", "建立内部监督管理制度", bodies.supervised),
    # The forms of 财办库〔2020〕50号
    Rule("I-01", f"{FORMS}#announcement", P, "采购公告栏目齐全", terms.notice_form,
         {"section": "announcements", "fields": (
             "budget", "ceiling", "content", "term", "consortium", "requirements", "preferences",
             "obtain", "opening", "notice_days", "contact", "phone")}),
    Rule("I-02", f"{FORMS}#result", P, "结果公告栏目齐全", terms.notice_form,
         {"section": "publicity", "fields": (
             "supplier", "supplier_address", "amount", "lots", "agency_fee", "contact", "phone")}),
    Rule("I-03", f"{FORMS}#contract", P, "合同公告栏目齐全", terms.notice_form,
         {"section": "contracts", "fields": (
             "number", "subject", "quality", "quantity", "unit_price", "place", "signed")}),
    Rule("I-04", f"{FORMS}#acceptance", P, "验收结果公告栏目齐全", terms.notice_form,
         {"section": "acceptances", "fields": (
             "content", "period", "place", "members", "opinion")}),
    Rule("I-05", f"{FORMS}#correction", P, "更正公告栏目齐全", terms.notice_form,
         {"section": "corrections", "fields": (
             "first_published", "matter", "changes", "effective", "contact", "phone")}),
    Rule("I-06", f"{FORMS}#termination", P, "终止公告栏目齐全", terms.notice_form,
         {"section": "terminations", "fields": ("reason", "contact", "phone")}),
    Rule("I-07", f"{FORMS}#single-source", P, "单一来源公示栏目齐全", terms.notice_form,
         {"section": "single_sources", "fields": (
             "description", "budget", "reason", "supplier", "opinion", "finance_contact",
             "contact", "phone")}),
)  # fmt: skip

BY_ID = {rule.id: rule for rule in RULES}
# The sections that some rule judges.
SUBJECTS = tuple(dict.fromkeys(rule.subject for rule in RULES))
