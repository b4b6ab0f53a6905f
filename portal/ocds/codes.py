"""Our words → the codes of OCDS 1.1, and the extensions that we use."""

from __future__ import annotations

VERSION = "1.1"
LANGUAGE = "zh"
CURRENCY = "CNY"
# org-id.guide: Unified Social Credit Identifier.
IDENTIFIER = "CN-USCI"

_GITHUB = "https://raw.githubusercontent.com/open-contracting-extensions/"
EXTENSIONS = tuple(
    f"{_GITHUB}ocds_{name}_extension/{version}/extension.json"
    for name, version in (
        ("bid", "v1.1.5"),
        ("budget_breakdown", "master"),
        ("contract_completion", "master"),
        ("legalBasis", "1.1"),
        ("metrics", "1.1"),
        ("organizationClassification", "1.1"),
    )
)

# 购买方式 → procurementMethod (closed list) when there was a public announcement, and when not:
# negotiations, consultations and quotations are what the way in makes of them.
METHODS = {
    "公开招标": ("open", "open"),
    "邀请招标": ("selective", "selective"),
    "竞争性谈判": ("open", "limited"),
    "竞争性磋商": ("open", "limited"),
    "询价": ("open", "limited"),
    "单一来源": ("direct", "direct"),
    "框架协议": ("open", "limited"),
    "委托": ("direct", "direct"),
    "特许经营": ("open", "direct"),
    "战略合作": ("direct", "direct"),
}
# Like a grant: a contracting process only when suppliers competed for it.
GRANT_LIKE = frozenset({"管理岗位", "项目补贴", "项目奖励"})

# Section → documentType of the notice itself.
NOTICES = {
    "plans": "procurementPlan",
    "projects": "plannedProcurementNotice",
    "announcements": "tenderNotice",
    "single-sources": "x_singleSourceNotice",
    "corrections": "x_correctionNotice",
    "terminations": "cancellationDetails",
    "reviews": "evaluationReports",
    "qualifications": "x_qualificationCheck",
    "publicity": "awardNotice",
    "objections": "complaints",
    "contracts": "contractNotice",
    "amendments": "contractAnnexe",
    "payments": "financialProgressReport",
    "followups": "physicalProgressReport",
    "evaluations": "x_performanceEvaluation",
    "acceptances": "completionCertificate",
    "inspections": "x_inspectionReport",
    "audits": "finalAudit",
}
# 文件种类 of an attachment → documentType.
ATTACHMENTS = {
    "公告文本": "tenderNotice",
    "采购文件": "biddingDocuments",
    "申报文件": "submissionDocuments",
    "评审报告": "evaluationReports",
    "合同文本": "contractSigned",
    "实施方案": "projectPlan",
    "评价报告": "x_performanceEvaluation",
    "财务审计报告": "financialProgressReport",
}
