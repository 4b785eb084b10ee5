"""The pages of content and questions in a real browser: accessible, not too wide, and usable without scripts."""

from __future__ import annotations

import datetime as dt
from contextlib import contextmanager
from pathlib import Path
from typing import Callable, Dict, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.knowledge import editing
from bot.knowledge.history import versions
from bot.submissions import store, training_lines
from tests.browser.test_accessibility import AXE, RULES
from tests.chromium import WAIT
from tests.databases import in_process_database
from tests.knowledge.samples import ANSWER, GUIDE
from tests.review.servers import COOKIE, ReviewServer

SIZES = {"desktop": (1280, 800), "phone": (360, 740)}
TOMORROW = (dt.date.today() + dt.timedelta(days=1)).isoformat()


@pytest.fixture(scope="module")
def filled(review: ReviewServer, tmp_path_factory: pytest.TempPathFactory) -> ReviewServer:
    """With something of everything: changed, removed and to come, asked, taught and thought."""
    folder = tmp_path_factory.mktemp("filling")
    with pytest.MonkeyPatch.context() as patch, in_process_database(patch, folder, review.database):
        editing.publish("answer", ANSWER, "Eva")
        editing.update("answer", ANSWER["id"], {**ANSWER, "text": "Nej, aldrig [1].", "why": "Därför."}, 1, "Bo")
        editing.update("answer", ANSWER["id"], {**ANSWER, "valid_from": TOMORROW}, 2, "Bo")
        editing.publish("guide", GUIDE, "Eva")
        editing.remove("guide", GUIDE["id"], 1, "Eva")
        for number in range(30):
            store.leave_question(f"Får vi köpa {number} glassar av ett socialt företag?", "web")
        training_lines.add("får man köpa glass", f"faq/{ANSWER['id']}", "Eva")
        for kind, text in (("problem", "Länken fungerar inte"), ("problem", "x" * 300), ("helpful", None)):
            store.add_feedback(kind, "web", ANSWER["id"], text)
    review.visitor("editor").get("/answers?q=glass")  # the first search reads its tables, which takes a while
    return review


@contextmanager
def opened(browser: Browser, server: ReviewServer, size: str, scripts: bool = True) -> Iterator[Page]:
    """A page of an editor's; a script error or a broken security policy fails the test."""
    width, height = SIZES[size]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        locale="sv-SE",
        java_script_enabled=scripts,
        base_url=server.address,
    )
    context.add_cookies([{"name": COOKIE, "value": server.cookie_for("editor"), "url": server.address}])
    page = context.new_page()
    page.set_default_timeout(WAIT)
    problems: list = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda said: problems.append(said.text) if said.type == "error" else None)
    yield page
    context.close()
    assert [each for each in problems if "responded with a status of" not in each] == []


def press(page: Page, name: str) -> None:
    page.get_by_role("main").get_by_role("button", name=name, exact=True).click()


def _errors(page: Page) -> None:
    page.goto("/answers/iop_definition")
    page.get_by_label("Svar", exact=True).fill("ord " * 95)
    page.get_by_label("Källa 1").select_option("")
    page.get_by_label("Kontrollerat", exact=True).fill("")
    press(page, "Spara")
    expect(page.get_by_text("Det finns fel")).to_be_visible()


def _preview(page: Page) -> None:
    page.goto("/answers/iop_definition")
    page.get_by_label("Svar", exact=True).fill("Ett glasspinnar [1].")
    press(page, "Förhandsgranska")
    expect(page.get_by_text("Det här är inte sparat än.")).to_be_visible()


def _conflict(page: Page) -> None:
    page.goto("/guides/uhm-behovlighetsbedomning")
    other = page.context.new_page()
    other.goto("/guides/uhm-behovlighetsbedomning")
    other.get_by_label("Sammanfattning").fill(f"Deras text {dt.datetime.now()}.")
    other.get_by_role("button", name="Spara", exact=True).click()
    expect(other.get_by_text("Guiden är sparad.")).to_be_visible()
    other.close()
    page.get_by_label("Sammanfattning").fill("Min text.")
    press(page, "Spara")
    expect(page.get_by_text("Runa Redaktör ändrade guiden medan du skrev")).to_be_visible()


def _named(page: Page) -> None:
    page.goto("/answers/iop_when/remove")
    press(page, "Ta bort")
    expect(page.get_by_text("Det går inte än: svar hänvisar hit")).to_be_visible()


def _unmeant(page: Page) -> None:
    page.goto("/questions/1")
    press(page, "Spara som övningsfråga")
    expect(page.get_by_text("Det finns fel")).to_be_visible()


def _unanswered(page: Page) -> None:
    page.goto("/try")
    page.get_by_label("Meddelande").fill("vad är IOP?")
    press(page, "Fråga")
    expect(page.get_by_text("Assistenten svarar inte")).to_be_visible()


def at(path: str) -> Callable[[Page], object]:
    return lambda page: page.goto(path)


PAGES: Dict[str, Callable[[Page], object]] = {
    **{path: at(path) for path in (
        "/answers", "/answers?q=glass&topic=iop", "/answers/new", "/answers/new?question=2", "/answers/glasstrutar",
        "/answers/glasstrutar/versions", "/answers/glasstrutar/remove", f"/answers/glasstrutar/upcoming/{TOMORROW}",
        f"/answers/glasstrutar/upcoming/{TOMORROW}/cancel", "/guides", "/guides/new", "/guides/om-glasstrutar/versions",
        "/examples?q=xyzzyx", "/examples/new", "/examples/malmo-yalla-trappan-y-allas-vag", "/questions",
        "/questions/1", "/training", "/feedback", "/try",
    )},
    "errors": _errors, "preview": _preview, "conflict": _conflict, "named": _named, "unmeant": _unmeant,
    "no assistant": _unanswered,
}  # fmt: skip


@pytest.mark.parametrize("size", SIZES)
def test_nothing_is_wider_than_the_window_and_axe_finds_nothing(
    browser: Browser, filled: ReviewServer, size: str
) -> None:
    found = {}
    with opened(browser, filled, size) as page:
        for name, go in PAGES.items():
            go(page)
            page.locator("body.govuk-frontend-supported").wait_for()
            page.evaluate(AXE.read_text(encoding="utf-8"))
            run = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
            wrong = [(each["id"], [node["html"] for node in each["nodes"]]) for each in run["violations"]]
            too_wide = page.evaluate("document.documentElement.scrollWidth") > SIZES[size][0]
            if wrong or too_wide or not page.title().endswith("Hänsynsguiden · redaktionen"):
                found[name] = (wrong, too_wide, page.title())
    assert found == {}


def latest(server: ReviewServer, folder: Path, identity: str) -> Dict[str, object]:
    with pytest.MonkeyPatch.context() as patch, in_process_database(patch, folder, server.database):
        return dict(versions("answer", identity)[0].fields)


def test_an_answer_is_changed_by_keyboard_alone(browser: Browser, filled: ReviewServer, tmp_path: Path) -> None:
    with opened(browser, filled, "desktop") as page:
        page.goto("/answers?q=upphandling+som+arbetsmarknadsverktyg")
        link = page.get_by_role("main").get_by_role("link").nth(1)
        link.focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**/answers/*")
        identity = page.url.rpartition("/")[2]
        page.get_by_label("Svar", exact=True).focus()
        page.keyboard.press("Control+A")
        page.keyboard.type("Skrivet med tangenter.")
        for name in ("Varför det är så", "Mer om det"):
            page.get_by_label(name).focus()
            page.keyboard.press("Control+A")
            page.keyboard.press("Delete")
        for _ in range(60):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.textContent.trim()") == "Spara":
                break
        page.keyboard.press("Enter")
        expect(page.get_by_role("alert")).to_contain_text("Svaret är sparat.")
        expect(page.get_by_role("alert")).to_be_focused()
    assert latest(filled, tmp_path, identity)["text"] == "Skrivet med tangenter."


def test_everything_works_without_scripts(browser: Browser, filled: ReviewServer, tmp_path: Path) -> None:
    with opened(browser, filled, "phone", scripts=False) as page:
        page.goto("/questions/3")
        page.get_by_label("Sök bland svaren").fill("vad är IOP")
        press(page, "Sök")
        page.get_by_label("Vad är IOP?").check()
        press(page, "Spara som övningsfråga")
        expect(page.get_by_text("Meningen är sparad som övningsfråga.")).to_be_visible()
        page.goto("/answers/iop_legal")
        press(page, "Fler rader att välja i")
        page.get_by_label("Rubrik").fill("Utan skript")
        press(page, "Förhandsgranska")
        expect(page.get_by_text("Det här är inte sparat än.")).to_be_visible()
        press(page, "Spara")
        expect(page.get_by_text("Svaret är sparat.")).to_be_visible()
    assert latest(filled, tmp_path, "iop_legal")["label"] == "Utan skript"
