"""Every rule at its boundaries, as tests/rules.yaml has them, and the table of rules as such."""

from __future__ import annotations

import string

import pytest
from flask import Flask

from portal import language, reads
from portal.language import speaking
from portal.rules.outcome import Outcome
from portal.rules.rule import Rule
from portal.rules.table import RULES
from tests.factories import Content
from tests.portal.rules.cases import Example, build, examples
from tests.portal.rules.english import CHINESE, chinese
from tests.portal.rules.judging import Bench

EXAMPLES = tuple(examples())


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: f"{one.rule} {one.title}")
def test_a_rule_finds_what_the_case_says(bench: Bench, world: Content, example: Example) -> None:
    build(world, example.records)
    with bench.opened(world, example.today):
        found = bench.verdict(example.rule, example.of)
    assert (found.outcome, example.reason in found.reason) == (example.outcome, True), found.reason


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: f"{one.rule} {one.title}")
def test_a_rule_says_it_in_english_too(bench: Bench, world: Content, example: Example) -> None:
    build(world, example.records)
    with speaking("en"), bench.opened(world, example.today):
        found = bench.verdict(example.rule, example.of)
        facts = [words for one in found.evidence for words in (one.label, one.value)]
        said = [found.reason, *facts, *(owed.what for owed in found.owed)]
        assert found.outcome is example.outcome
        assert [words for words in said if chinese(words)] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_duty_has_words_in_every_language(rule: Rule) -> None:
    for name in language.found():
        with speaking(name):
            assert "{" not in rule.text
            assert bool(CHINESE.search(rule.text)) == (name == language.CHINESE)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_has_a_case_that_passes_and_one_that_does_not(rule: Rule) -> None:
    found = {one.outcome for one in EXAMPLES if one.rule == rule.id}
    assert Outcome.PASSED in found
    assert found & {Outcome.FAILED, Outcome.NOTICE, Outcome.UNKNOWN}


def test_every_case_is_about_a_rule_and_has_a_title_of_its_own() -> None:
    titles = [(one.rule, one.title) for one in EXAMPLES]
    assert len(set(titles)) == len(titles)
    assert {one.rule for one in EXAMPLES} == {rule.id for rule in RULES}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_clause_is_an_article_of_a_published_policy(demo: Flask, rule: Rule) -> None:
    policy, _, article = rule.clause.partition("#")
    with demo.app_context():
        found = reads.record("policies", policy)
    assert found is not None, policy
    assert article in [one.id for one in found.articles]


def test_ids_are_unique_and_in_order() -> None:
    ids = [rule.id for rule in RULES]
    assert ids == sorted(set(ids))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_sentence_says_the_numbers_of_its_check(rule: Rule) -> None:
    said = {name for _, name, _, _ in string.Formatter().parse(rule.sentence) if name}
    counted = {name for name, value in rule.numbers.items() if type(value) is int and value}
    assert counted <= said <= set(rule.numbers)
