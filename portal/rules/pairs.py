"""What belongs together in one purchase: by supplier, by amount and by day.

A purchase may have several lots, a second review, several publicities and contracts, and none of
these records names the other. A record follows the newest one about its supplier that was there
on its own day; where there was none yet, the first one, so that the wrong order is seen.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from portal import reads
from portal.language import say
from portal.oversight import figures
from portal.plain import Plain
from portal.rules.case import Case


def followed(
    day: datetime.date, earlier: Iterable[Plain], dated: Callable[[Plain], datetime.date]
) -> Plain | None:
    """Of these records the newest of that day or before it, else the first of all."""
    ordered = sorted(earlier, key=lambda one: (dated(one), one.id))
    there = [one for one in ordered if dated(one) <= day]
    return next(iter(there[-1:] or ordered), None)


def publicity_of(contract: Plain, publicity: Sequence[Plain]) -> Plain | None:
    """The publicity that a contract follows: of its supplier, and of its amount if one has that."""
    own = [one for one in publicity if one.supplier == contract.supplier]
    same = [one for one in own if one.amount == contract.amount]
    return followed(contract.signed, same or own, lambda one: one.published)


def review_of(supplier: str, day: datetime.date, reviews: Iterable[Plain]) -> Plain | None:
    """The review that chose a supplier by that day; one that does not say whom may be of anybody."""
    made = [one for one in reviews if one.decided and one.chosen in (supplier, None)]
    return followed(day, made, lambda one: one.decided)


def check_of(supplier: str, day: datetime.date, sheets: Iterable[Plain]) -> Plain | None:
    """The check of a supplier's conditions that stood on that day."""
    own = [one for one in sheets if one.supplier == supplier]
    return followed(day, own, lambda one: one.checked)


@dataclass(frozen=True)
class Evaluations:
    """Of a contract, oldest first: its own ones, and those that may be of it as well."""

    own: list[Plain]
    perhaps: list[Plain]


def evaluations_of(case: Case, contract: Plain, stage: str) -> Evaluations:
    """The evaluations of a stage that are about a contract.

    An evaluation names one supplier, but may be of the whole project: it is of a contract too whose
    payments rest on it, and of any contract when its supplier has none (a member of a consortium).
    As long as all name the same contractor, nobody can tell whether they are of the others too.
    """
    found = [one for one in case.evaluations if one.stage == stage]
    if len(case.contracts) == 1:
        return Evaluations(found, [])
    suppliers = [one.supplier for one in case.contracts]
    rested = {one.evaluation for one in case.payments if one.contract == contract.id}
    judged = {one.supplier for one in case.evaluations if one.stage != "绩效自评"}
    together = len(judged & set(suppliers)) == 1
    own, perhaps = [], []
    for one in found:
        ours, timely = one.supplier == contract.supplier, _far_enough(case, contract, one)
        its_only = ours and suppliers.count(contract.supplier) == 1
        if one.id in rested or one.supplier not in suppliers or its_only or (ours and timely):
            own.append(one)
        elif not ours and timely and together:
            perhaps.append(one)
    return Evaluations(own, perhaps)


def _far_enough(case: Case, contract: Plain, evaluation: Plain) -> bool:
    """Whether the service had begun when it was evaluated; for a final evaluation, half was over."""
    begun, day = contract.starts, evaluation.evaluated
    if evaluation.stage == "末期评估":
        begun += (figures.last_day(contract, case.changes(contract)) - begun) / 2
    return bool(begun <= day)


def earlier_terms(case: Case, contract: Plain) -> list[Plain]:
    """The contracts that this one renews: of the same publicity, and over when it begins.

    Those under one framework agreement are each for work of its own.
    """
    if contract.second_stage:
        return []
    notice = publicity_of(contract, case.publicity)
    return [
        one
        for one in case.contracts
        if one is not contract
        and one.supplier == contract.supplier
        and figures.last_day(one, case.changes(one)) < contract.starts
        and publicity_of(one, case.publicity) is notice
    ]


def overtaken(case: Case, one: Plain) -> datetime.date | None:
    """The first day on which a choice, as a review or publicity tells it, was no longer the last word.

    It was ended; after a termination the purchase was opened anew; applicants of its review were reviewed
    again; the supplier was made public again.
    """
    day = _told(one)
    of_publicity = one.section == "publicity"
    review = review_of(one.supplier, day, case.reviews) if of_publicity else one
    ends = [it for it in case.terminations if it.terminated >= day]
    days = [it.terminated for it in ends if it.ends == one.key]
    days += [
        it.published
        for it in (*case.announcements, *case.single_sources)
        if any(end.terminated < it.published for end in ends)
    ]
    later = [it for it in case.reviews if it.held > day and it is not review]
    days += [it.held for it in later if _of_one_lot(it, review)]
    if of_publicity:
        again = [it for it in case.publicity if it.supplier == one.supplier]
        days += [it.published for it in again if it.published > day]
    return min(days, default=None)


def _told(one: Plain) -> datetime.date:
    day: datetime.date = one.published if one.section == "publicity" else one.decided or one.held
    return day


def _of_one_lot(one: Plain, review: Plain | None) -> bool:
    """Whether two reviews had an applicant in common; lots have other ones."""
    first, second = (
        {it.supplier for it in each.candidates} if each else set() for each in (one, review)
    )
    return not first or not second or bool(first & second)


@dataclass(frozen=True)
class Award:
    """A supplier that was chosen.

    chosen: the day of the choice, else of the first record that tells of it; settled: the day on
    which its contract was signed, the last of all days without one.
    """

    supplier: Plain
    chosen: datetime.date
    settled: datetime.date


def awards(case: Case) -> list[Award]:
    """Who was chosen: by contract, by publicity without a contract, by review without either.

    A choice that came to no contract before another round began counts no more.
    """
    found: list[tuple[str, datetime.date, datetime.date]] = []
    signed = [(one, publicity_of(one, case.publicity)) for one in case.contracts]
    for one, notice in signed:
        found.append((one.supplier, notice.published if notice else one.signed, one.signed))
    for one in case.publicity:
        followed_by = [contract for contract, notice in signed if notice is one]
        if not followed_by and not overtaken(case, one):
            found.append((one.supplier, one.published, datetime.date.max))
    told = {supplier for supplier, _, _ in found}
    found += [
        (one.chosen, _told(one), datetime.date.max)
        for one in case.reviews
        if one.chosen and one.chosen not in told and not overtaken(case, one)
    ]
    return [
        Award(record, review.decided if review else day, settled)
        for supplier, day, settled in found
        for review in [review_of(supplier, day, case.reviews)]
        if (record := reads.record("suppliers", supplier))
    ]


def called(one: Plain) -> str:
    """How a sentence names a record among several: a contract by its number, others by the supplier."""
    if one.section == "contracts":
        return say("合同 {number}", number=one.number)
    supplier = one.chosen if one.section == "reviews" else one.supplier
    return reads.title("suppliers", supplier) if supplier else str(one.title)
