"""How records become releases, in words: what the page about open contracting data shows.

A test compares it with what the builders make of the demonstration.
"""

from __future__ import annotations

from dataclasses import dataclass

from portal.ocds.codes import NOTICES
from portal.sections import BY_NAME


@dataclass(frozen=True)
class Row:
    """One kind of record. tags: the release tags it may have; where: the part of the release."""

    section: str
    tags: tuple[str, ...]
    where: str

    @property
    def title(self) -> str:
        return BY_NAME[self.section].title

    @property
    def document(self) -> str:
        return NOTICES[self.section]


MAPPING = (
    Row("plans", ("planning", "planningUpdate"), "planning/budget"),
    Row("projects", ("planning", "planningUpdate"), "planning, tender"),
    Row("single-sources", ("tender", "tenderUpdate"), "tender"),
    Row("announcements", ("tender", "tenderUpdate"), "tender"),
    Row("reviews", ("tender", "tenderUpdate"), "bids, tender/tenderers"),
    Row("qualifications", ("tender", "tenderUpdate"), "tender/documents"),
    Row("publicity", ("award", "awardUpdate", "awardCancellation"), "awards"),
    Row(
        "corrections",
        ("tenderAmendment", "awardUpdate", "contractAmendment", "planningUpdate", "implementation",
         "implementationUpdate", "tender", "tenderUpdate"),
        "…/amendments",
    ),
    Row("objections", ("tender", "tenderUpdate", "awardUpdate"), "awards/documents"),
    Row("terminations", ("tenderCancellation", "awardCancellation"), "tender/status"),
    Row("contracts", ("contract", "contractUpdate", "award", "awardUpdate"), "contracts"),
    Row(
        "amendments",
        ("contractAmendment", "contractTermination", "contractUpdate"),
        "contracts/amendments",
    ),
    Row(
        "payments",
        ("implementation", "implementationUpdate", "tender", "tenderUpdate"),
        "contracts/implementation/transactions",
    ),
    Row(
        "followups",
        ("implementation", "implementationUpdate", "tender", "tenderUpdate"),
        "contracts/implementation/documents",
    ),
    Row(
        "evaluations",
        ("implementation", "implementationUpdate", "tender", "tenderUpdate"),
        "contracts/implementation/milestones, metrics",
    ),
    Row(
        "acceptances",
        ("implementation", "implementationUpdate", "contractTermination", "tender", "tenderUpdate"),
        "contracts/status",
    ),
    Row(
        "inspections",
        ("implementation", "implementationUpdate", "tender", "tenderUpdate"),
        "contracts/implementation/documents",
    ),
    Row(
        "audits",
        ("implementation", "implementationUpdate", "tender", "tenderUpdate"),
        "contracts/implementation/documents",
    ),
)  # fmt: skip
