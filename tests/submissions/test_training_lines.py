"""Editors say what a way of asking means, and the next training learns it, together with answers of their own."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Dict, Iterator, List, Tuple

import pytest

from bot.engine import lean_imports
from bot.knowledge.editing import publish, remove
from bot.nlu.training import LEARNT, is_surely_fresh
from bot.replies.labels import INTENT_LABELS
from bot.settings import PROJECT_ROOT, Settings, settings
from bot.submissions import training_lines
from bot.submissions.editing import InvalidValues
from bot.submissions.training_lines import LONGEST, add, digest, task_intents
from tests.knowledge.samples import ANSWER
from tests.ports import free_port

lean_imports.install()

from bot.nlu.importer import KnowledgeImporter  # noqa: E402

FAQ = "faq/iop_definition"
NEW = f"faq/{ANSWER['id']}"

pytestmark = pytest.mark.filterwarnings("ignore:Slot auto-fill")  # Rasa's, of every domain for Rasa 3


# -- what is kept ------------------------------------------------------------------------------------

KEPT = [
    ("Vad i hela friden är ett iop?", FAQ, "Vad i hela friden är ett iop?"),
    ("  hur\n gör\x00 man ", "help", "hur gör man"),
    ("jag heter kim@example.se, vad är iop", FAQ, "jag heter [e-postadress], vad är iop"),
    ("ok", "affirm", "ok"),
    ("a" * LONGEST, "out_of_scope", "a" * LONGEST),
    ("👍🏽👍🏽", "feedback_positive", "👍🏽👍🏽"),
]


@pytest.mark.usefixtures("each_database")
@pytest.mark.parametrize(("text", "label", "kept"), KEPT)
def test_a_line_is_kept_without_personal_data(text: str, label: str, kept: str) -> None:
    identity = add(text, label, "eva")
    (line,) = training_lines.all()
    assert (line.id, line.text, line.label, line.by) == (identity, kept, label, "eva")


REFUSED = [
    ("a", FAQ, {"text": "mellan 2 och 300"}),
    (" \n ", FAQ, {"text": "mellan 2 och 300"}),
    ("a" * (LONGEST + 1), FAQ, {"text": "mellan 2 och 300"}),
    ("Vad är glass?", FAQ, {"text": f"finns redan, för {FAQ}"}),
    ("vad ar GLASS", "help", {"text": "finns redan"}),
    ("Vad är strut?", "faq/finns_ej", {"label": "som finns"}),
    ("Vad är strut?", "faq", {"label": "som finns"}),
    ("Vad är strut?", "glass", {"label": "som finns"}),
    ("", "", {"text": "mellan", "label": "som finns"}),
]


@pytest.mark.usefixtures("each_database")
@pytest.mark.parametrize(("text", "label", "errors"), REFUSED)
def test_what_is_refused_is_said_by_field(text: str, label: str, errors: Dict[str, str]) -> None:
    add("Vad är glass?", FAQ, "eva")
    with pytest.raises(InvalidValues) as caught:
        add(text, label, "bo")
    assert caught.value.errors.keys() == errors.keys()
    assert all(said in caught.value.errors[name] for name, said in errors.items())
    assert len(training_lines.all()) == 1


@pytest.mark.usefixtures("each_database")
def test_a_line_is_taken_away() -> None:
    first, second = add("Vad är glass?", FAQ, "eva"), add("Vad är strut?", "help", "bo")
    assert training_lines.remove(first) is True
    assert training_lines.remove(first) is False
    assert [line.id for line in training_lines.all()] == [second]


def test_task_intents_are_those_that_have_a_label() -> None:
    assert task_intents() == set(INTENT_LABELS)


# -- what Rasa is given ------------------------------------------------------------------------------


@pytest.fixture
def few_lines(tmp_path: Path) -> List[str]:
    """Training files that are read in a moment."""
    path = tmp_path / "nlu.yml"
    path.write_text('version: "3.1"\nnlu:\n- intent: greet\n  examples: |\n    - hej\n    - hallå\n', encoding="utf-8")
    return [str(path)]


def importer(files: List[str]) -> KnowledgeImporter:
    return KnowledgeImporter(
        config_file=str(PROJECT_ROOT / "config.yml"), domain_path=str(PROJECT_ROOT / "domain.yml"),
        training_data_paths=files,
    )  # fmt: skip


def learnt(files: List[str]) -> List[Tuple[str, str]]:
    """Text and label of every line, as the classifier reads them (bot/nlu/classifier.py)."""
    examples = importer(files).get_nlu_data().intent_examples
    return [(each.get("text"), each.get("intent_response_key") or each.get("intent")) for each in examples]


@pytest.mark.usefixtures("each_database")
def test_lines_are_learnt_beside_those_of_the_files(few_lines: List[str]) -> None:
    add("Vad är [glass](x)?", FAQ, "eva")
    add("Tjenare gubbar", "greet", "eva")
    from_files = [("hej", "greet"), ("hallå", "greet")]
    assert learnt(few_lines) == [*from_files, ("Vad är [glass](x)?", FAQ), ("Tjenare gubbar", "greet")]


@pytest.mark.usefixtures("database")
def test_an_answer_of_the_editors_own_is_learnt_when_it_has_a_line(few_lines: List[str]) -> None:
    before = importer(few_lines).get_domain().responses
    publish("answer", ANSWER, "eva")
    assert importer(few_lines).get_domain().responses == before
    add("Får man köpa glass?", NEW, "eva")
    after = importer(few_lines).get_domain().responses
    assert after == {**before, f"utter_{NEW}": [{"text": ANSWER["label"]}]}
    assert ("Får man köpa glass?", NEW) in learnt(few_lines)


@pytest.mark.usefixtures("database")
def test_a_line_for_an_answer_that_is_gone_is_left_out(few_lines: List[str], caplog: pytest.LogCaptureFixture) -> None:
    publish("answer", ANSWER, "eva")
    add("Får man köpa glass?", NEW, "eva")
    remove("answer", ANSWER["id"], 1, "eva")
    assert [label for _, label in learnt(few_lines)] == ["greet", "greet"]
    assert "1 training lines are left out" in caplog.text and "glass" not in caplog.text


@pytest.mark.usefixtures("database")
def test_the_fingerprint_changes_with_every_line(few_lines: List[str]) -> None:
    """By it Rasa decides whether to train."""
    seen = [importer(few_lines).get_nlu_data().fingerprint()]
    identity = add("Vad är glass?", FAQ, "eva")
    seen.append(importer(few_lines).get_nlu_data().fingerprint())
    add("Vad är strut?", "help", "eva")
    seen.append(importer(few_lines).get_nlu_data().fingerprint())
    assert len(set(seen)) == 3
    training_lines.remove(identity + 1)
    assert importer(few_lines).get_nlu_data().fingerprint() == seen[1]


AWAY = {"no tables": "", "no server": f"postgresql://guiden@127.0.0.1:{free_port()}/guiden"}


@pytest.fixture(params=AWAY.values(), ids=AWAY)
def no_lines(request: pytest.FixtureRequest, empty_database: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A database that can't tell."""
    from bot import database

    if request.param:
        monkeypatch.setenv("DATABASE_URL", request.param)
        settings.cache_clear()
        database.engine.cache_clear()
    yield


@pytest.mark.usefixtures("no_lines")
def test_training_goes_on_without_a_database(few_lines: List[str], caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        assert learnt(few_lines) == [("hej", "greet"), ("hallå", "greet")]
        assert f"utter_{FAQ}" in importer(few_lines).get_domain().responses
    assert "training goes on without the editors' lines: Databasen" in caplog.text


# -- whether there is something to train ---------------------------------------------------------------


@pytest.fixture
def trained(tmp_path: Path) -> Settings:
    """The settings of an installation with a model that is newer than all files."""
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "1.tar.gz").touch()
    return Settings(models_dir=tmp_path / "models")


@pytest.mark.usefixtures("each_database")
def test_a_model_is_fresh_until_a_line_comes_or_goes(trained: Settings) -> None:
    assert is_surely_fresh(trained)
    first, second = add("Vad är glass?", FAQ, "eva"), add("Vad är strut?", "help", "eva")
    assert not is_surely_fresh(trained)
    (trained.models_dir / LEARNT).write_text(digest(), encoding="ascii")  # as training does
    assert is_surely_fresh(trained)
    training_lines.remove(second)
    assert not is_surely_fresh(trained)
    add("Vad är strut?", "help", "bo")
    assert is_surely_fresh(trained)
    training_lines.remove(first)
    assert not is_surely_fresh(trained)


@pytest.mark.usefixtures("database")
def test_an_answer_that_goes_takes_its_lines_with_it_and_brings_them_back(trained: Settings) -> None:
    publish("answer", ANSWER, "eva")
    add("Får man köpa glass?", NEW, "eva")
    assert not is_surely_fresh(trained)
    remove("answer", ANSWER["id"], 1, "eva")
    assert is_surely_fresh(trained)
    publish("answer", ANSWER, "eva")
    assert not is_surely_fresh(trained)


@pytest.mark.usefixtures("no_lines")
def test_a_database_that_is_away_says_nothing_of_the_model(trained: Settings) -> None:
    assert is_surely_fresh(trained)
