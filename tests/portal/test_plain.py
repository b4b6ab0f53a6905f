"""Templates get plain values: words instead of enums, no rows of the database."""

from __future__ import annotations

import datetime

import pytest

from portal.columns import given, kept
from portal.models.delivery import Evaluation, Use
from portal.models.projects import Project
from portal.plain import Plain


def test_a_record_becomes_words_numbers_days_and_parts() -> None:
    row = Evaluation.model_validate(
        {
            "id": "e",
            "path": "evaluations/e.md",
            "title": "评价",
            "published": "2026-06-30",
            "project": "p",
            "supplier": "s",
            "stage": "中期评估",
            "evaluated": "2026-06-20",
            "score": "92.5",
            "rating": "优秀",
            "uses": ["合同资金支付"],
            "evaluators": [{"side": "服务对象", "name": "职工代表"}],
        }
    )

    one = given("evaluations", Evaluation, kept(row))

    assert (one.section, one.key, one.url) == ("evaluations", "evaluations/e", "/evaluations/e/")
    assert one.evaluated == datetime.date(2026, 6, 20)
    assert one.score == 9250
    assert one.rating == "优秀"
    assert type(one.rating) is str
    assert type(one.uses[0]) is str
    assert isinstance(one.evaluators[0], Plain)
    assert one.evaluators[0].side == "服务对象"
    assert one.uses == [Use.PAYMENT.value]


def test_a_field_that_a_record_does_not_have_is_an_error() -> None:
    assert "closes" not in Project.model_fields
    with pytest.raises(AttributeError, match="closes"):
        _ = Plain(id="p").closes
