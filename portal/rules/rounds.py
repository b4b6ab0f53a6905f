"""A purchase as it went each time it was opened: by whom a round is told apart, portal/rounds.py says."""

from __future__ import annotations

import datetime
from dataclasses import replace
from itertools import pairwise

from portal.plain import Plain
from portal.rules.case import Case
from portal.rules.pairs import overtaken, publicity_of, review_of


def rounds(case: Case) -> list[Case]:
    """The case of each round: a notice after a termination opens the next one.

    A publicity goes with its review, unless that was no longer the last word, and a contract with its
    publicity, unless that was ended: a lot may be signed when another one is announced again.
    """
    opened = sorted(one.published for one in (*case.announcements, *case.single_sources))
    ends = [one.terminated for one in case.terminations]
    starts = [
        day
        for before, day in pairwise(opened)
        if any(before <= terminated < day for terminated in ends)
    ]

    def at(day: datetime.date) -> int:
        return sum(start <= day for start in starts)

    def of_publicity(one: Plain) -> int:
        review = review_of(one.supplier, one.published, case.reviews)
        over = overtaken(case, review) if review else None
        if review is None or review.held > one.published or (over and over <= one.published):
            return at(one.published)
        return at(review.held)

    def of_contract(one: Plain) -> int:
        notice = publicity_of(one, case.publicity)
        ended = notice and any(it.ends == notice.key for it in case.terminations)
        if notice is None or ended or notice.published > one.signed:
            return at(one.signed)
        return of_publicity(notice)

    return [
        replace(
            case,
            announcements=tuple(one for one in case.announcements if at(one.published) == number),
            single_sources=tuple(one for one in case.single_sources if at(one.published) == number),
            reviews=tuple(one for one in case.reviews if at(one.held) == number),
            publicity=tuple(one for one in case.publicity if of_publicity(one) == number),
            contracts=tuple(one for one in case.contracts if of_contract(one) == number),
        )
        for number in range(len(starts) + 1)
    ]
