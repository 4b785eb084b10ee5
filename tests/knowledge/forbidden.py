"""Everything that the assistant may never say, in one table, so that content and conversations meet the same rules."""

from __future__ import annotations

from tests.knowledge import (
    forbidden_01_to_12,
    forbidden_13_to_24,
    forbidden_25_to_36,
    forbidden_in_practice_agreements,
    forbidden_in_practice_conditions,
    forbidden_in_practice_suppliers,
)

RULES = (
    *forbidden_01_to_12.RULES,
    *forbidden_13_to_24.RULES,
    *forbidden_25_to_36.RULES,
    *forbidden_in_practice_conditions.RULES,
    *forbidden_in_practice_suppliers.RULES,
    *forbidden_in_practice_agreements.RULES,
)
