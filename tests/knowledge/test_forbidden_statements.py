"""What the assistant may never say, tried on sample sentences and on the project's own content."""

from __future__ import annotations

import pytest

from tests.knowledge.forbidden import RULES
from tests.knowledge.statements import Rule, allowed_cases, forbidden_cases, offences_in_content, rule_cases


@pytest.mark.parametrize(("rule", "text"), forbidden_cases(RULES))
def test_catches_what_may_not_be_said(rule: Rule, text: str) -> None:
    assert rule.offences(text)


@pytest.mark.parametrize("rule", rule_cases(RULES))
def test_each_pattern_is_tried(rule: Rule) -> None:
    assert rule.untried() == []


@pytest.mark.parametrize(("rule", "text"), allowed_cases(RULES))
def test_leaves_denials_and_true_statements(rule: Rule, text: str) -> None:
    assert rule.offences(text) == []


@pytest.mark.parametrize("rule", rule_cases(RULES))
def test_content_does_not_say_it(rule: Rule) -> None:
    assert offences_in_content(rule) == []
