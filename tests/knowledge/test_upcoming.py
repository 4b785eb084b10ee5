"""Answers and guides that are valid from a day: kept until then, in force from then on, once."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path
from typing import Any, Dict, List

import pytest
import sqlalchemy as sa
from ruamel.yaml import YAML

from bot.database import session_scope
from bot.knowledge import editing, importer, store
from bot.knowledge.editing import AlreadyThere, publish, update
from bot.knowledge.exporter import write_yaml
from bot.knowledge.files.problems import ContentError
from bot.knowledge.history import versions, versions_to_come
from bot.knowledge.importer import import_content
from bot.knowledge.models import UpcomingRow
from bot.knowledge.search import search_answers
from bot.knowledge.upcoming import bring_in_due
from bot.knowledge.writing import Report
from tests.knowledge.contents import everything
from tests.knowledge.samples import ANSWER, GUIDE
from tests.knowledge.test_editing import in_threads

pytestmark = pytest.mark.usefixtures("each_database")

ID = ANSWER["id"]
TODAY = dt.date.today()
TOMORROW, LATER = TODAY + dt.timedelta(days=1), TODAY + dt.timedelta(days=30)
YESTERDAY, EARLIER = TODAY - dt.timedelta(days=1), TODAY - dt.timedelta(days=30)


def from_day(day: dt.date, text: str) -> Dict[str, Any]:
    return {**ANSWER, "text": f"{text} [1].", "valid_from": day.isoformat()}


def file_of(folder: Path, *answers: Dict[str, Any], guides: List[Dict[str, Any]] = []) -> Path:  # noqa: B006
    path = folder / "svar.yml"
    with path.open("w", encoding="utf-8") as file:
        yaml = YAML()
        yaml.representer.ignore_aliases = lambda _: True
        yaml.dump({"answers": list(answers), "guides": guides}, file)
    return path


def text() -> str:
    answer = store.answer(ID)
    return "" if answer is None else answer.text.removesuffix(" [1].")


def pass_to(day: dt.date, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the day come for what asks which day it is."""

    for module in (importer, editing):
        monkeypatch.setattr(module, "today", lambda: day)


# -- import ------------------------------------------------------------------------------------------


def test_a_version_to_come_waits_for_its_day(tmp_path: Path) -> None:
    path = file_of(tmp_path, {**ANSWER, "text": "Nu [1]."}, from_day(TOMORROW, "Glasspinnar sedan"))
    assert import_content(path) == Report(2, 0, 0)
    assert text() == "Nu"
    assert bring_in_due(TODAY) == 0 and text() == "Nu"
    assert bring_in_due(TOMORROW) == 1 and text() == "Glasspinnar sedan"
    assert search_answers("glasspinnar", 3) == (ID,)
    assert bring_in_due(TOMORROW) == 0
    assert [each.number for each in versions("answer", ID)] == [2, 1]


def test_the_same_twice_changes_nothing(tmp_path: Path) -> None:
    path = file_of(tmp_path, ANSWER, from_day(EARLIER, "Förr"), from_day(YESTERDAY, "I går"), from_day(LATER, "Sedan"))
    import_content(path)
    before = everything()
    assert text() == "I går"
    assert import_content(path) == Report(0, 0, 4)
    assert everything() == before


@pytest.mark.parametrize("turned", [False, True])
def test_of_the_versions_whose_day_has_come_the_last_holds(tmp_path: Path, turned: bool) -> None:
    answers = [ANSWER, from_day(EARLIER, "Förr"), from_day(YESTERDAY, "I går")]
    import_content(file_of(tmp_path, *(answers[::-1] if turned else answers)))
    assert text() == "I går"


def test_the_files_decide_what_is_to_come(tmp_path: Path) -> None:
    import_content(file_of(tmp_path, ANSWER, from_day(TOMORROW, "I morgon")))
    import_content(file_of(tmp_path, ANSWER, from_day(LATER, "Sedan")))
    assert [each["valid_from"] for each in versions_to_come("answer", ID)] == [LATER.isoformat()]
    assert import_content(file_of(tmp_path, ANSWER, from_day(LATER, "Ändrat"))) == Report(0, 1, 1)
    assert [each["text"] for each in versions_to_come("answer", ID)] == ["Ändrat [1]."]
    import_content(file_of(tmp_path, ANSWER))
    assert versions_to_come("answer", ID) == []


def test_a_day_that_is_taken_away_is_taken_away(tmp_path: Path) -> None:
    import_content(file_of(tmp_path, from_day(YESTERDAY, "I går")))
    assert import_content(file_of(tmp_path, {**ANSWER, "text": "Alltid [1]."})) == Report(0, 1, 0)
    assert text() == "Alltid"


def test_the_same_day_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="glasstrutar finns redan på"):
        import_content(file_of(tmp_path, from_day(LATER, "A"), from_day(LATER, "B")))


def test_an_import_lets_what_is_due_take_effect(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import_content(file_of(tmp_path, from_day(TOMORROW, "I morgon")))
    assert text() == ""
    pass_to(LATER, monkeypatch)
    (tmp_path / "guider.yml").write_text("guides: []\n", "utf-8")
    assert import_content(tmp_path / "guider.yml") == Report(1, 0, 0)
    assert text() == "I morgon"


def test_a_start_with_the_same_files_lets_what_is_due_take_effect(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "innehåll"
    folder.mkdir()
    file_of(folder, from_day(TOMORROW, "I morgon"))
    importer.import_if_changed(folder)
    pass_to(LATER, monkeypatch)
    assert importer.import_if_changed(folder) is None
    assert text() == "I morgon"


def test_all_comes_back_from_a_file(tmp_path: Path) -> None:
    guide = {**GUIDE, "valid_from": LATER.isoformat()}
    import_content(file_of(tmp_path, ANSWER, from_day(LATER, "Sedan"), guides=[guide]))
    before, written = everything(), io.StringIO()
    write_yaml(written)
    path = tmp_path / "allt.yml"
    path.write_text(written.getvalue(), "utf-8")
    import_content(file_of(tmp_path, ANSWER))  # forgets what is to come
    report = import_content(path)
    assert (report.added, report.changed) == (1, 0)
    assert everything() == before


REFERENCES = [  # day of the guide, day of the answer that names it, whether that can be
    (None, LATER, True),
    (TOMORROW, LATER, True),
    (LATER, LATER, True),
    (LATER, TOMORROW, False),
    (LATER, None, False),
]


@pytest.mark.parametrize(("guide_from", "answer_from", "fits"), REFERENCES)
def test_what_is_named_must_be_there_in_time(tmp_path: Path, guide_from: Any, answer_from: Any, fits: bool) -> None:
    guide = {**GUIDE, **({"valid_from": guide_from.isoformat()} if guide_from else {})}
    answer = {**ANSWER, "next_steps": [{"guide": GUIDE["id"]}]}
    answer = {**answer, **({"valid_from": answer_from.isoformat()} if answer_from else {})}
    path = file_of(tmp_path, answer, guides=[guide])
    if fits:
        assert import_content(path).added == 2
    else:
        with pytest.raises(ContentError, match="guiden om-glasstrutar finns inte"):
            import_content(path)


# -- one at a time -------------------------------------------------------------------------------------


def test_a_change_with_a_day_to_come_waits() -> None:
    publish("answer", ANSWER, "eva")
    assert update("answer", ID, from_day(LATER, "Sedan"), 1, "bo") == 1
    assert text() != "Sedan"
    with pytest.raises(AlreadyThere):
        update("answer", ID, from_day(LATER, "Något annat"), 1, "siv")
    bring_in_due(LATER)
    assert text() == "Sedan"
    assert [(each.number, each.changed_by) for each in versions("answer", ID)] == [(2, "bo"), (1, "eva")]


def test_a_version_kept_before_its_kind_had_a_field_takes_effect() -> None:
    publish("answer", from_day(TOMORROW, "I morgon"), None)
    with session_scope() as session:
        (row,) = session.scalars(sa.select(UpcomingRow))
        row.fields = {name: value for name, value in row.fields.items() if name not in {"related", "why"}}
    assert bring_in_due(TOMORROW) == 1
    answer = store.answer(ID)
    assert answer is not None and (answer.related, answer.why) == ((), None)


def test_two_who_bring_in_at_once_bring_in_once() -> None:
    publish("answer", ANSWER, None)
    update("answer", ID, from_day(TOMORROW, "I morgon"), 1, None)
    done: List[int] = []
    in_threads(*[lambda: done.append(bring_in_due(TOMORROW))] * 2)
    assert sorted(done) == [0, 1]
    assert [each.number for each in versions("answer", ID)] == [2, 1]
