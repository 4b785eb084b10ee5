"""The readable file of the field's words holds together."""

from __future__ import annotations

from collections import Counter

import pytest

from bot.swedish.field_words import building_blocks, replacements, synonym_of, synonyms
from bot.swedish.inflection import block_of_form, block_of_stem
from bot.swedish.standard import standard
from bot.swedish.text import fold


@pytest.mark.parametrize("written", sorted(set(replacements().values())))
def test_what_a_word_is_replaced_by_stands(written: str) -> None:
    assert standard(written) == written


def test_replacements_are_in_lower_case_and_change_something() -> None:
    kept = {short for short, written in replacements().items() if short == written}
    assert all(short == short.lower() for short in replacements())
    assert all(" " in phrase for phrase in kept)


def test_no_word_is_in_two_groups_of_synonyms() -> None:
    count = Counter(fold(word) for group in synonyms() for word in group)
    assert [word for word, times in count.items() if times > 1] == []
    assert all(len(group) > 1 for group in synonyms())
    assert set(synonym_of().values()) <= set(synonym_of())


FORMS = [("upphandlingarnas", "upphandling"), ("kraven", "krav"), ("leverantörernas", "leverantör")]


@pytest.mark.parametrize(("form", "block"), FORMS)
def test_forms_lead_to_their_block(form: str, block: str) -> None:
    assert block_of_form()[form] == block


STEMS = [("upphandlings", "upphandling"), ("gatu", "gata"), ("arbets", "arbete"), ("städ", "städ")]


@pytest.mark.parametrize(("stem", "block"), STEMS)
def test_stems_lead_to_their_block(stem: str, block: str) -> None:
    assert block_of_stem()[stem] == block


def test_every_block_is_a_form_and_a_stem_of_itself() -> None:
    assert all(block_of_form()[block] == block == block_of_stem()[block] for block in building_blocks())
