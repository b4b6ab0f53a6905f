from __future__ import annotations

from search.ranking import Score, score


def test_a_document_without_one_of_the_terms_has_no_score() -> None:
    assert score("服务公告", "职工", ["服务", "工会"]) is None


def test_terms_may_stand_in_different_fields() -> None:
    assert score("服务公告", "职工", ["服务", "职工"]) == Score(titled=1, occurrences=2)


def test_a_term_does_not_run_from_the_title_into_the_body() -> None:
    assert score("服务", "职工", ["务职"]) is None


def test_overlapping_occurrences_count() -> None:
    assert score("", "哈哈哈", ["哈哈"]) == Score(titled=0, occurrences=2)


def test_a_term_inside_another_counts_for_itself() -> None:
    assert score("服务职工", "服务", ["服务职工", "服务"]) == Score(titled=2, occurrences=3)


def test_a_term_in_the_title_outweighs_any_number_in_the_body() -> None:
    in_title, in_body = score("服务", "", ["服务"]), score("", "服务" * 50, ["服务"])
    assert in_title is not None
    assert in_body is not None
    assert in_title > in_body
