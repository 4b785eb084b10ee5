"""Examples as CSV and XLSX: what goes out comes back as it was, and is never a formula."""

from __future__ import annotations

import csv
import datetime as dt
import io
from pathlib import Path
from typing import Any, Dict, List

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from bot.knowledge import store
from bot.knowledge.content import Reading
from bot.knowledge.exporter import entries, write_file
from bot.knowledge.fields import FORBIDDEN
from bot.knowledge.files.cells import cell_list, cell_text, list_cell, text_cell
from bot.knowledge.files.csv_table import write_csv
from bot.knowledge.files.example_rows import COLUMNS
from bot.knowledge.files.problems import ContentError
from bot.knowledge.files.xlsx_table import write_xlsx
from bot.knowledge.importer import import_content
from tests.knowledge.contents import everything
from tests.knowledge.samples import EXAMPLE

WRITERS = {"csv": write_csv, "xlsx": write_xlsx}
RISKY = ("=", "+", "-", "@", "\t", "\r")

# -- cells -------------------------------------------------------------------------------------------

NASTY = [
    "=HYPERLINK(\"http://x\")", "+46 8", "-5", "@SUM(A1)", "'", "''", "'=1", "a|b", "|", "\\", "\\|", "a\\b", "a\\\\|",
    'sa "hej"', "a;b,c", "rad 1\nrad 2", "rad 1\r\nrad 2", "a\rb", "007", "1.10", "2019-12-02", "null", "true", "#N/A",
    "_x000D_", "_x0041_", "_x005F_x0041_", "å ä ö É ß", "😀", "a\u2028b\x85c", "\ufeffmärke", "＝1", "&amp; <b>",
]  # fmt: skip

texts = some.text().filter(lambda text: not FORBIDDEN.search(text))


@pytest.mark.parametrize("text", [*NASTY, "", "\t=1", "\r\n"])
def test_a_text_comes_back(text: str) -> None:
    assert cell_text(text_cell(text)) == text
    assert cell_list(list_cell([text, "a", text])) == [text, "a", text]
    assert not text_cell(text).startswith(RISKY) and not list_cell([text]).startswith(RISKY)


@given(texts)
def test_any_text_comes_back_and_is_no_formula(text: str) -> None:
    assert cell_text(text_cell(text)) == text
    assert not text_cell(text).startswith(RISKY)


@given(some.lists(texts))
def test_any_list_comes_back_and_is_no_formula(items: List[str]) -> None:
    assert cell_list(list_cell(items)) == items
    assert not list_cell(items).startswith(RISKY)


def test_what_is_missing_is_not_what_is_empty() -> None:
    assert cell_text(text_cell(None)) is None and cell_text(text_cell("")) == ""
    assert cell_list(list_cell([])) == [] and cell_list(list_cell([""])) == [""]


AS_PEOPLE_WRITE = [
    ("städ|skötsel", ["städ", "skötsel"]),
    ("C:\\mapp", ["C:\\mapp"]),
    ("a\\", ["a\\"]),
    ("'a|b", ["a", "b"]),
]


@pytest.mark.parametrize(("cell", "items"), AS_PEOPLE_WRITE)
def test_a_list_as_people_write_it(cell: str, items: List[str]) -> None:
    assert cell_list(cell) == items


# -- files -------------------------------------------------------------------------------------------


def read_back(path: Path) -> List[Dict[str, Any]]:
    reading = Reading()
    found = [each.values for each in reading.entries(path, lambda _: None)]
    if reading.problems:
        raise reading.problems.error()
    return found


def nasty_examples() -> List[Dict[str, Any]]:
    return [
        {
            **EXAMPLE,
            "id": f"lund-{number}",
            "title": text,
            "target_groups": [text, "a"],
            "result": None if number % 2 else f"{text}.",
        }
        for number, text in enumerate(text.strip() for text in NASTY)
    ]


@pytest.mark.parametrize("suffix", WRITERS)
def test_nasty_texts_come_back_from_a_file(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"exempel.{suffix}"
    with path.open("wb") as file:
        WRITERS[suffix](file, nasty_examples())
    found = [{name: example[name] for name in nasty_examples()[0]} for example in read_back(path)]
    assert found == nasty_examples()


stripped = texts.map(str.strip).filter(bool)


@pytest.mark.parametrize("suffix", WRITERS)
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(title=stripped, groups=some.lists(stripped, max_size=4))
def test_any_text_comes_back_from_a_file(tmp_path: Path, suffix: str, title: str, groups: List[str]) -> None:
    path = tmp_path / f"exempel.{suffix}"
    with path.open("wb") as file:
        WRITERS[suffix](file, [{**EXAMPLE, "title": title, "target_groups": groups}])
    (found,) = read_back(path)
    assert (found["title"], found["target_groups"]) == (title, groups)


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("suffix", ["yml", "yaml", "csv", "xlsx"])
def test_what_is_exported_changes_nothing(tmp_path: Path, suffix: str) -> None:
    before, path = everything(), tmp_path / f"ut.{suffix}"
    write_file(path)
    report = import_content(path)
    assert (report.added, report.changed) == (0, 0)
    assert report.unchanged == (sum(map(len, before.values())) if suffix in {"yml", "yaml"} else 74)
    assert everything() == before
    assert [each.name for each in tmp_path.iterdir() if each.suffix != ".db" and "guiden" not in each.name] == [
        path.name
    ]


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("suffix", WRITERS)
def test_a_changed_cell_changes_the_example(tmp_path: Path, suffix: str) -> None:
    path, examples = tmp_path / f"ut.{suffix}", list(entries("examples"))
    with path.open("wb") as file:
        WRITERS[suffix](file, [{**examples[0], "title": "=1+1"}, *examples[1:]])
    assert import_content(path).changed == 1
    changed = store.example(examples[0]["id"])
    assert changed is not None and changed.title == "=1+1"


# -- CSV ---------------------------------------------------------------------------------------------

HEADER = [*EXAMPLE]
ROW = ["|".join(value) if isinstance(value, list) else str(value) for value in EXAMPLE.values()]


def csv_file(path: Path, *rows: List[str], delimiter: str = ";", encoding: str = "utf-8") -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)
    return path


@pytest.mark.parametrize("delimiter", [";", ","])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_csv_as_programs_write_it(tmp_path: Path, delimiter: str, encoding: str) -> None:
    path = csv_file(tmp_path / "in.csv", HEADER, ROW, [""] * 3, delimiter=delimiter, encoding=encoding)
    (example,) = read_back(path)
    assert example["organisation"] == "Lunds kommun" and example["sectors"] == ["livsmedel"]
    assert example["year"] == 2021 and example["result"] is None


def test_written_csv_is_what_swedish_excel_opens() -> None:
    file = io.BytesIO()
    write_csv(file, [EXAMPLE])
    assert file.getvalue().startswith(b'\xef\xbb\xbf"id";"title";')
    assert "Skåne".encode() in file.getvalue()


BROKEN_TABLES = {
    "unknown heading": ([[*HEADER, "färg"], ROW], 1, "'färg'"),
    "heading twice": ([[*HEADER, "title"], ROW], 1, "title står två gånger"),
    "heading missing": ([HEADER[1:], ROW[1:]], 1, "rubriker saknas: id"),
    "empty": ([], 1, "rubriker saknas"),
    "wide row": ([HEADER, [*ROW, "mer"]], 2, "fler celler"),
    "bad value": ([HEADER, ROW, ["annan", *ROW[1:5], "i fjol", *ROW[6:]]], 3, "annan: year: ska vara ett heltal"),
    "same id": ([HEADER, ROW, ROW], 3, "lund-glasstrutar finns redan på"),
    "after a line break in a cell": ([HEADER, [ROW[0], "a\nb", *ROW[2:]], ["X", *ROW[1:]]], 3, "X: id"),
}


@pytest.mark.parametrize(("rows", "number", "named"), BROKEN_TABLES.values(), ids=BROKEN_TABLES.keys())
@pytest.mark.parametrize("suffix", WRITERS)
def test_a_broken_table_names_its_row(
    tmp_path: Path, suffix: str, rows: List[List[str]], number: int, named: str
) -> None:
    path = tmp_path / f"in.{suffix}"
    if suffix == "csv":
        csv_file(path, *rows)
    else:
        xlsx_file(path, *rows)
    with pytest.raises(ContentError) as caught:
        read_back(path)
    (problem,) = caught.value.problems
    assert problem.startswith(f"{path}:{number}: ") and named in problem


BROKEN_CSV = {
    "Latin-1": ("id;title\nx;å\n".encode("latin-1"), 2, "UTF-8"),
    "a zero byte": (b"id;title\nx;\x00\n", 2, "U+0000"),
    "an open quotation mark": (";".join(HEADER).encode() + b'\n"x;y\n', 2, "citattecken"),
}


@pytest.mark.parametrize(("content", "number", "named"), BROKEN_CSV.values(), ids=BROKEN_CSV.keys())
def test_a_broken_csv_file(tmp_path: Path, content: bytes, number: int, named: str) -> None:
    path = tmp_path / "in.csv"
    path.write_bytes(content)
    with pytest.raises(ContentError) as caught:
        read_back(path)
    (problem,) = caught.value.problems
    assert problem.startswith(f"{path}:{number}: ") and named in problem


# -- XLSX --------------------------------------------------------------------------------------------


def xlsx_file(path: Path, *rows: List[Any]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def test_cells_that_excel_made_numbers_and_days(tmp_path: Path) -> None:
    row = [*ROW, dt.datetime(2019, 12, 2)]
    row[HEADER.index("year")], row[HEADER.index("title")] = 2021.0, 365  # type: ignore[call-overload]
    (example,) = read_back(xlsx_file(tmp_path / "in.xlsx", [*HEADER, "source_date"], row))
    assert (example["year"], example["title"], example["source_date"]) == (2021, "365", dt.date(2019, 12, 2))


def test_a_formula_is_refused_with_its_cell(tmp_path: Path) -> None:
    path = xlsx_file(tmp_path / "in.xlsx", HEADER, ROW, ["annan", "=1+1", *ROW[2:]])
    with pytest.raises(ContentError) as caught:
        read_back(path)
    assert caught.value.problems == [f"{path}:3: cell B3 är en formel; klistra in den som värde"]


def test_a_written_workbook_has_texts_and_years_only() -> None:
    file = io.BytesIO()
    write_xlsx(file, nasty_examples())
    sheet = openpyxl.load_workbook(file).active
    assert sheet.freeze_panes == "B2"
    assert [cell.value for cell in sheet[1]] == list(COLUMNS)
    assert all(sheet.column_dimensions[letter].width >= 10 for letter in ("A", "B"))
    for row in sheet.iter_rows(min_row=2):
        for name, cell in zip(COLUMNS, row):
            assert cell.value is None or cell.data_type == ("n" if name == "year" else "s")


@pytest.mark.parametrize("content", [b"", b"hej", b"PK\x03\x04 hej"])
def test_what_is_no_workbook(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "in.xlsx"
    path.write_bytes(content)
    with pytest.raises(ContentError, match="ingen arbetsbok"):
        read_back(path)


def test_a_text_too_long_for_a_cell_is_refused_and_leaves_the_file_as_it_was(database: str, tmp_path: Path) -> None:
    written = tmp_path / "in.csv"
    with written.open("wb") as file:
        write_csv(file, [{**EXAMPLE, "result": f"a{chr(13) * 6000}b"}])
    import_content(written)
    path = tmp_path / "ut.xlsx"
    path.write_bytes(b"som det var")
    with pytest.raises(ContentError, match="lund-glasstrutar: result: är för lång för en cell"):
        write_file(path)
    assert path.read_bytes() == b"som det var"
