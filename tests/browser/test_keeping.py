"""Starting over, and taking the conversation away: as a file, and on paper."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.chat import ANSWER, QUESTION, ask, ask_for_iop, log_of, menu, replies, said


def test_starting_over_asks_first_and_begins_a_new_conversation(page: Page) -> None:
    ask_for_iop(page)
    menu(page, "Börja om")
    question = page.get_by_role("group", name="Vill du börja om? Samtalet tas bort härifrån.")
    question.get_by_role("button", name="Behåll samtalet").click()
    expect(question).to_be_hidden()
    assert said(page) == [QUESTION]
    menu(page, "Börja om")
    question.get_by_role("button", name="Börja om").click()
    expect(page.get_by_label("Skriv din fråga")).to_be_focused()
    for _ in range(2):
        expect(replies(page)).to_have_count(1)
        assert said(page) == []
        page.reload()


def test_starting_over_in_the_middle_of_an_example_tells_that_it_can_be_found_again(page: Page) -> None:
    ask(page, "jag vill skicka in ett exempel")
    expect(log_of(page).locator("[data-kind=form]").last).to_be_visible()
    menu(page, "Börja om")
    expect(page.get_by_role("group", name="hittar du igen med koden du fick")).to_be_visible()


def test_starting_over_asks_nothing_when_nothing_was_said(page: Page) -> None:
    expect(replies(page)).to_have_count(1)
    menu(page, "Börja om")
    expect(page.get_by_label("Skriv din fråga")).to_be_focused()
    expect(replies(page)).to_have_count(1)


def test_the_saved_file_has_all_that_was_said_with_addresses(embedded: Page) -> None:
    """On the page with the strictest policy, which must not stop a download."""
    embedded.get_by_role("button", name="Fråga Hänsynsguiden").click()
    ask_for_iop(embedded)
    ask(embedded, "exempel på städ i Västra Götaland")
    card = log_of(embedded).get_by_role("article").first
    expect(card).to_be_visible()
    with embedded.expect_download() as download:
        menu(embedded, "Spara samtalet")
    assert download.value.suggested_filename.startswith("hansynsguiden-20")
    text = download.value.path().read_text("utf-8")
    assert text.startswith("Samtal med Hänsynsguiden, en automatisk assistent. Sparat ")
    assert text.index("Du: vad är IOP?") < text.index(f"Guiden: {ANSWER}") < text.index("Du: exempel på städ")
    assert "[1] Upphandling som arbetsmarknadsverktyg" in text and "<https://skr.se/" in text
    assert (card.get_by_role("heading").text_content() or "") in text
    assert "öppnas i ny flik" not in text and "Hjälpte svaret" not in text
    expect(embedded.get_by_role("button", name="Meny")).to_be_focused()


# Called instead of the browser's own, which opens a window that only a person can close.
PRINT = """() => { window.print = () => {
    const shown = node => node.checkVisibility();
    const root = document.querySelector("hansyns-guide").shadowRoot;
    const log = root.querySelector("[role=log]");
    window.printed = {
        page: [...document.querySelectorAll("h1, aside, .intro")].filter(shown).length,
        messages: [...log.querySelectorAll(".text")].filter(shown).length,
        controls: [...root.querySelectorAll("textarea, button:not(.chosen)")].filter(shown).length,
        cut: log.scrollHeight - log.clientHeight,
        addresses: [...log.querySelectorAll("a")].map(a => getComputedStyle(a, "::after").content),
    };
    dispatchEvent(new Event("afterprint"));
} }"""


def test_the_whole_conversation_is_printed_without_the_page_around_it(page: Page) -> None:
    for _ in range(3):
        ask_for_iop(page)
    page.emulate_media(media="print")
    page.evaluate(PRINT)
    page.evaluate("""() => {
        const root = document.querySelector("hansyns-guide").shadowRoot;
        for (const name of ["Meny", "Skriv ut"])
            [...root.querySelectorAll("button")].find(node => node.textContent === name).click();
    }""")
    printed = page.evaluate("window.printed")
    assert (printed["page"], printed["controls"], printed["cut"]) == (0, 0, 0)
    assert printed["messages"] >= 7
    assert all("http" in address for address in printed["addresses"])
    expect(page.get_by_role("heading", level=1)).to_be_visible()  # whoever prints the page gets that, too
