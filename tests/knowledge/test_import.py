"""Content in and out: all or nothing, the same twice changes nothing, and every fault is named by file and line."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Dict

import pytest

from bot.knowledge import store
from bot.knowledge.exporter import write_yaml
from bot.knowledge.files.problems import ContentError
from bot.knowledge.importer import import_content, import_if_changed
from bot.knowledge.retrieval.query import read_query
from bot.knowledge.search import search_answers, search_examples
from bot.knowledge.writing import Report
from bot.migrations import migrate
from bot.settings import PROJECT_ROOT
from tests.databases import in_process_database
from tests.knowledge.contents import everything, refused, written
from tests.knowledge.samples import ANSWER, EXAMPLE, GUIDE, SOURCE

pytestmark = pytest.mark.usefixtures("database")

CONTENT = PROJECT_ROOT / "data" / "knowledge"


def test_new_content_is_stored_and_found_at_once(tmp_path: Path) -> None:
    path = written(tmp_path, examples=[EXAMPLE], answers=[ANSWER], guides=[GUIDE], sources=[SOURCE])
    assert import_content(path) == Report(4, 0, 0)
    assert search_examples(read_query("glasstrutar")).results == ("lund-glasstrutar",)
    assert search_answers("glasstrutar", 3) == ("glasstrutar",)
    answer = store.answer("glasstrutar")
    assert answer is not None and answer.sources[0].url.startswith("https://")
    assert [guide.title for guide in store.guides(["om-glasstrutar"])] == ["Om glasstrutar"]


def test_the_same_twice_changes_nothing(tmp_path: Path) -> None:
    path = written(tmp_path, examples=[EXAMPLE])
    import_content(path)
    before = everything()
    assert import_content(path) == Report(0, 0, 1)
    assert everything() == before


def test_the_projects_own_content_is_stored_already() -> None:
    report = import_content(CONTENT)
    assert (report.added, report.changed) == (0, 0)
    assert report.unchanged > 200


def test_a_changed_entry_is_changed(tmp_path: Path) -> None:
    import_content(written(tmp_path, examples=[EXAMPLE]))
    assert import_content(written(tmp_path, examples=[{**EXAMPLE, "title": "Våfflor"}])) == Report(0, 1, 0)
    example = store.example("lund-glasstrutar")
    assert example is not None and example.title == "Våfflor"


def test_an_emptied_field_is_emptied(tmp_path: Path) -> None:
    import_content(written(tmp_path, examples=[{**EXAMPLE, "result": "Det gick bra."}]))
    import_content(written(tmp_path, examples=[EXAMPLE]))
    example = store.example("lund-glasstrutar")
    assert example is not None and example.result is None


OLDER = [
    ("method", "sociala_krav", "social_requirements"),
    ("method", "reserverad_upphandling", "reserved_procurement"),
    ("method", "overenskommelse", "agreement"),
    ("method", "samverkan", "collaboration"),
    ("method", "direktupphandling", "direct_award"),
    ("contract_type", "tjänst", "service"),
    ("contract_type", "vara", "goods"),
    ("contract_type", "byggentreprenad", "works"),
    ("contract_type", "blandat", "mixed"),
    ("contract_type", "ej tillämpligt", "not_applicable"),
]


@pytest.mark.parametrize(("field", "older", "value"), OLDER)
def test_older_values_are_accepted(tmp_path: Path, field: str, older: str, value: str) -> None:
    import_content(written(tmp_path, examples=[{**EXAMPLE, field: older}]))
    assert getattr(store.example("lund-glasstrutar"), field) == value


def test_working_notes_are_forgotten(tmp_path: Path) -> None:
    assert import_content(written(tmp_path, examples=[{**EXAMPLE, "verified_quote_hint": "x"}])).added == 1


LONG = " ".join(["ord"] * 91)
BROKEN_EXAMPLES = {
    "unknown field": ({"colour": "blå"}, "colour"),
    "missing field": ({"title": None}, "title"),
    "empty field": ({"title": "  "}, "title"),
    "unknown municipality": ({"municipality": "Ankeborg"}, "Ankeborg"),
    "unknown region": ({"region": "Region Ankeborg"}, "Region Ankeborg"),
    "unknown sector": ({"sectors": ["trolleri"]}, "trolleri"),
    "unknown method": ({"method": "lotteri"}, "method"),
    "unknown contract type": ({"contract_type": "gåva"}, "contract_type"),
    "unknown target group": ({"target_group_types": ["robots"]}, "target_group_types"),
    "unknown requirement": ({"requirement_types": ["robots"]}, "requirement_types"),
    "year in words": ({"year": "i fjol"}, "year"),
    "year before our time": ({"year": 1789}, "year"),
    "no address": ({"source_url": "www.lund.se"}, "source_url"),
    "address of another kind": ({"source_url": "javascript:alert(1)"}, "source_url"),
    "address with a space": ({"source_url": "https://lund.se/a b"}, "source_url"),
    "no host": ({"source_url": "https://"}, "source_url"),
    "id with a space": ({"id": "Lund glass"}, "id"),
}


@pytest.mark.parametrize(("change", "named"), BROKEN_EXAMPLES.values(), ids=BROKEN_EXAMPLES.keys())
def test_a_broken_example_stops_everything(tmp_path: Path, change: Dict[str, Any], named: str) -> None:
    good = {**EXAMPLE, "id": "lund-vafflor"}
    broken = {key: value for key, value in {**EXAMPLE, **change}.items() if value is not None}
    path = written(tmp_path, examples=[good, broken])
    line = 1 + next(
        i for i, text in enumerate(path.read_text("utf-8").splitlines()) if text.startswith("- id") and i > 5
    )
    (problem,) = refused(path)
    assert problem.startswith(f"{path}:{line}: ")
    assert named in problem


BROKEN_ANSWERS = {
    "too long": ({"text": LONG}, "91 ord"),
    "blank line": ({"text": "En.\n\nTvå."}, "blankrad"),
    "no sources": ({"sources": []}, "sources"),
    "unknown source": ({"sources": ["FINNS-EJ"]}, "FINNS-EJ"),
    "marker without source": ({"text": "Ja [2]."}, "[2]"),
    "unknown certainty": ({"certainty": "kanske"}, "certainty"),
    "unknown field": ({"colour": "blå"}, "colour"),
    "unknown related answer": ({"related": ["finns_ej"]}, "finns_ej"),
    "unknown answer in next steps": ({"next_steps": [{"answer": "finns_ej"}]}, "finns_ej"),
    "unknown guide in next steps": ({"next_steps": [{"guide": "finns-ej"}]}, "finns-ej"),
    "two things in a next step": ({"next_steps": [{"answer": "iop_when", "guide": "skl-utveckla-iop"}]}, "next_steps"),
    "nothing in a next step": ({"next_steps": [{}]}, "next_steps"),
    "four next steps": ({"next_steps": [{"answer": "iop_when"}] * 4}, "next_steps"),
    "no day": ({"checked": "igår"}, "checked"),
}


@pytest.mark.parametrize(("change", "named"), BROKEN_ANSWERS.values(), ids=BROKEN_ANSWERS.keys())
def test_a_broken_answer_stops_everything(tmp_path: Path, change: Dict[str, Any], named: str) -> None:
    path = written(tmp_path, answers=[{**ANSWER, **change}], examples=[EXAMPLE])
    (problem,) = refused(path)
    assert problem.startswith(f"{path}:2: ")
    assert named in problem


BROKEN_OTHERS = {
    "guide without summary": ("guides", {**GUIDE, "summary": ""}, "summary"),
    "guide with a bad address": ("guides", {**GUIDE, "url": "ftp://lund.se/x"}, "url"),
    "source with a bad address": ("sources", {**SOURCE, "url": "lund"}, "url"),
    "notice without day": ("notices", {"key": "glass", "text": "Glass"}, "as_of"),
}


@pytest.mark.parametrize(("kind", "entry", "named"), BROKEN_OTHERS.values(), ids=BROKEN_OTHERS.keys())
def test_other_broken_entries_stop_everything(tmp_path: Path, kind: str, entry: Dict[str, Any], named: str) -> None:
    path = written(tmp_path, **{kind: [entry]})
    (problem,) = refused(path)
    assert problem.startswith(f"{path}:{2 if kind == 'answers' else 3}: ")
    assert named in problem


def test_an_id_twice_names_both_places(tmp_path: Path) -> None:
    path = written(tmp_path, examples=[EXAMPLE, EXAMPLE])
    (problem,) = refused(path)
    assert problem.startswith(f"{path}:") and "lund-glasstrutar" in problem
    assert problem.endswith(f"{path}:3")


def test_an_id_in_two_files(tmp_path: Path) -> None:
    written(tmp_path, examples=[EXAMPLE]).rename(tmp_path / "ett.yml")
    written(tmp_path, examples=[EXAMPLE]).rename(tmp_path / "tva.yml")
    (problem,) = refused(tmp_path)
    assert str(tmp_path / "ett.yml") in problem and str(tmp_path / "tva.yml") in problem


def test_every_problem_is_named_at_once(tmp_path: Path) -> None:
    entries = [{**EXAMPLE, "id": f"lund-{number}", "year": 1} for number in range(3)]
    assert len(refused(written(tmp_path, examples=entries, answers=[{**ANSWER, "text": LONG}]))) == 4


def test_the_first_hundred_problems_are_named_and_the_rest_counted(tmp_path: Path) -> None:
    entries = [{**EXAMPLE, "id": f"lund-{number}", "year": 1} for number in range(130)]
    with pytest.raises(ContentError) as caught:
        import_content(written(tmp_path, examples=entries))
    assert (len(caught.value.problems), caught.value.more) == (100, 30)
    assert str(caught.value).splitlines()[-1] == "… och 30 fel till"


def test_a_problem_in_one_file_hides_none_in_another(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text("examples: hej\n", "utf-8")
    written(tmp_path, examples=[{**EXAMPLE, "year": 1}])
    assert len(refused(tmp_path)) == 2


def test_reading_tells_how_far_it_has_come(tmp_path: Path) -> None:
    path, told = written(tmp_path, examples=[EXAMPLE]), []
    import_content(path, told.append)
    assert 0 < sum(told) <= path.stat().st_size


NEWLY_BROKEN = {
    "an id too long for its column": ({"id": "a" * 81}, "id: får ha högst 80 tecken"),
    "a text too long for a cell": ({"title": "a" * 20_001}, "title: får ha högst 20000 tecken"),
    "a day as a number": ({"source_date": 20191202}, "source_date: ska vara ett datum, ÅÅÅÅ-MM-DD"),
    "a control character": ({"title": "a\x07b"}, "har ett otillåtet tecken (U+0007)"),
    "one in a list": ({"partners": ["a\x07b"]}, "har ett otillåtet tecken (U+0007)"),
}


@pytest.mark.parametrize(("change", "said"), NEWLY_BROKEN.values(), ids=NEWLY_BROKEN.keys())
def test_what_no_database_or_table_takes_is_refused(tmp_path: Path, change: Dict[str, Any], said: str) -> None:
    (problem,) = refused(written(tmp_path, examples=[{**EXAMPLE, **change}]))
    assert problem.endswith(said)


def test_no_file_at_all(tmp_path: Path) -> None:
    (problem,) = refused(tmp_path / "finns-ej.yml")
    assert str(tmp_path / "finns-ej.yml") in problem


def exported(path: Path) -> Path:
    with path.open("w", encoding="utf-8") as file:
        write_yaml(file)
    return path


def test_exported_content_changes_nothing_where_it_came_from(tmp_path: Path) -> None:
    before = everything()
    report = import_content(exported(tmp_path / "allt.yml"))
    assert (report.added, report.changed) == (0, 0)
    assert everything() == before


def test_exported_content_makes_the_same_in_an_empty_database(tmp_path: Path) -> None:
    before, path = everything(), exported(tmp_path / "allt.yml")
    (tmp_path / "other").mkdir()
    with pytest.MonkeyPatch.context() as patch, in_process_database(patch, tmp_path / "other"):
        migrate()
        assert store.examples() == []
        import_content(path)
        assert everything() == before


def test_a_start_with_the_same_files_reads_nothing(tmp_path: Path) -> None:
    path = written(tmp_path, examples=[EXAMPLE])
    assert import_if_changed(tmp_path) == Report(1, 0, 0)
    assert import_if_changed(tmp_path) is None
    path.write_text(path.read_text("utf-8").replace("Glasstrutar från", "Strutar från"), "utf-8")
    assert import_if_changed(tmp_path) == Report(0, 1, 0)
