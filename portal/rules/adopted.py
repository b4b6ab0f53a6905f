"""Which policies apply to a project and to a purchaser: what they themselves say, and the site."""

from __future__ import annotations

from portal import reads


@reads.read
def policies_of(id: str) -> list[str]:
    """The policies whose sets apply to a project, in the order of its own list, then the site's.

    A project names its sets; the site adopts further ones, some only where money of certain
    sources is used (domain.md C13: the fund source picks the rule set).
    """
    project = reads.record("projects", id)
    if project is None:
        raise LookupError(id)
    sources = {fund.source for fund in project.funds}
    adopted = [
        one.policy
        for one in reads.site().adopted
        if not one.funds or sources & {str(fund.value) for fund in one.funds}
    ]
    return list(dict.fromkeys([*project.policies, *adopted]))


@reads.read
def policies_of_purchaser(id: str) -> list[str]:
    """The policies that a purchaser buys by: those of its projects, and those the site adopts for all."""
    own = [policy for one in reads.naming("purchasers", id, "projects") for policy in one.policies]
    adopted = [one.policy for one in reads.site().adopted if not one.funds]
    return list(dict.fromkeys([*sorted(own), *adopted]))
