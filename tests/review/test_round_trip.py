"""The whole way in a real browser: told in the chat, reviewed, published, found by the next search, and taken back."""

from __future__ import annotations

import re
from typing import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.mail_server import MailServer
from tests.replicas import MakePlace
from tests.review.round_trip import (
    check,
    found_in_chat,
    opened,
    press,
    refused,
    say,
    succeeded,
    tab_to,
    tell_in_chat,
    write,
)
from tests.review.whole_service import WholeService, tell

QUESTION = "exempel på glasstrutar i Lund"


@pytest.fixture(scope="module")
def service(model: object, make_place: MakePlace) -> Iterator[WholeService]:
    with MailServer() as mail, WholeService(make_place("round_trip"), mail) as running:
        yield running


def link(page: Page, name: str) -> None:
    """Follow a link, until the next page is there."""
    with page.expect_navigation():
        page.get_by_role("link", name=name, exact=True).first.click()


def button(page: Page, name: str) -> None:
    """Press a button, until the next page is there."""
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).first.click()


def test_from_the_chat_to_the_search_and_back(service: WholeService, browser: Browser) -> None:
    with opened(browser, service.address) as visitor, opened(browser, service.sign_in_address()) as editor:
        code = tell_in_chat(visitor)
        assert "Glasstrutar" not in found_in_chat(browser, service, QUESTION)

        check(editor)
        button(editor, "Logga in")
        expect(editor.get_by_role("heading", name="Det här väntar")).to_be_visible()
        check(editor)
        with editor.expect_navigation():
            editor.get_by_role("main").get_by_role("link", name=re.compile("(insänt|insända) exempel")).click()
        check(editor)
        link(editor, "Glasstrutar som gav praktik")
        expect(editor.get_by_text("kim@example.se")).to_be_visible()
        check(editor)

        link(editor, "Ändra titel")
        check(editor)
        editor.get_by_label("År", exact=True).fill("1789")
        button(editor, "Spara")
        refused(editor, "Skriv ett år med fyra siffror")
        check(editor)
        editor.get_by_role("link", name="År: Skriv ett år med fyra siffror, mellan 1994 och 2027.").click()
        expect(editor.get_by_label("År", exact=True)).to_be_focused()
        editor.get_by_label("År", exact=True).fill("2022")
        editor.get_by_label("Titel", exact=True).fill("Strutar av glas gav praktik")
        button(editor, "Spara")
        succeeded(editor, "Ändringarna är sparade.")
        check(editor)

        button(editor, "Fråga den som skickade in")
        check(editor)
        editor.get_by_label("Din fråga").fill("Hur många av dem fick jobb?")
        button(editor, "Ställ frågan")
        succeeded(editor, "Frågan är ställd.")
        assert "Strutar av glas gav praktik" in service.letter("Hur många av dem fick jobb?")
        assert "Hur många av dem fick jobb?" in say(visitor, f"hur går det med {code}")
        visitor.get_by_role("button", name="Svara redaktionen").last.click()
        expect(visitor.get_by_text("Skriv ditt svar till redaktionen").last).to_be_visible()
        assert "lämnat till redaktionen" in say(visitor, "Sju av tio fick jobb.")
        link(editor, "Tillbaka till listan")
        expect(editor.get_by_text("Svar har kommit")).to_be_visible()
        link(editor, "Strutar av glas gav praktik")
        expect(editor.get_by_text("Sju av tio fick jobb.")).to_be_visible()

        button(editor, "Granska och publicera")
        check(editor)
        button(editor, "Fortsätt till förhandsvisning")
        expect(editor.get_by_role("heading", name="Publicera exemplet?")).to_be_visible()
        check(editor)
        button(editor, "Publicera")
        succeeded(editor, "Exemplet är publicerat.")
        check(editor)
        page = service.letter("är granskat och publicerat")
        own_page = re.search(rf"{service.address}/exempel/\S+", page)
        assert own_page is not None

        assert "Strutar av glas gav praktik" in found_in_chat(browser, service, QUESTION)
        with opened(browser, own_page[0]) as example:
            expect(example.get_by_role("heading", level=1)).to_have_text("Strutar av glas gav praktik")
            check(example)
        assert "är publicerat" in say(visitor, f"hur går det med {code}")

        button(editor, "Avpublicera")
        check(editor)
        button(editor, "Avpublicera")
        succeeded(editor, "Exemplet är avpublicerat.")
        assert "Strutar" not in found_in_chat(browser, service, QUESTION)
        with opened(browser, own_page[0]) as example:
            expect(example.get_by_role("heading", level=1)).to_have_text("Exemplet finns inte")

        button(editor, "Avböj")
        check(editor)
        editor.get_by_label("Exemplet finns redan hos oss.").check()
        button(editor, "Avböj exemplet")
        succeeded(editor, "Exemplet är avböjt.")
        check(editor)
        assert "Exemplet finns redan hos oss." in say(visitor, f"hur går det med {code}")


def test_by_keyboard_alone(service: WholeService, browser: Browser) -> None:
    tell(service, "Bullar bakade av praktikanter")
    with opened(browser, service.sign_in_address()) as page:
        press(page, "button", "Logga in")
        press(page, "link", "Insända exempel")
        press(page, "link", "Bullar bakade av praktikanter")

        press(page, "link", "Ändra år")
        expect(page.get_by_role("heading", name="Ändra exemplet")).to_be_visible()
        write(page, "År", "vet inte")
        press(page, "button", "Spara")
        refused(page, "Skriv ett år med fyra siffror")
        press(page, "link", "År: Skriv ett år med fyra siffror, mellan 1994 och 2027.")
        expect(page.get_by_label("År", exact=True)).to_be_focused()
        page.keyboard.press("Control+A")
        page.keyboard.type("2020")
        press(page, "button", "Spara")
        succeeded(page, "Ändringarna är sparade.")

        press(page, "button", "Avböj")
        tab_to(page, "radio", "Exemplet handlar inte om jobb, praktik eller goda villkor i offentliga inköp och "
               "samarbeten. Det är bara sådana exempel som vi samlar.")  # fmt: skip
        page.keyboard.press("ArrowDown")
        press(page, "button", "Avböj exemplet")
        succeeded(page, "Exemplet är avböjt.")
        expect(page.get_by_text("Exemplet finns redan hos oss.")).to_be_visible()
        press(page, "button", "Ta upp på nytt")
        succeeded(page, "Exemplet väntar på granskning igen.")

        press(page, "button", "Fråga den som skickade in")
        write(page, "Din fråga", "Vilka bullar?")
        press(page, "button", "Ställ frågan")
        succeeded(page, "Frågan är ställd.")

        press(page, "button", "Granska och publicera")
        tab_to(page, "checkbox", "Måltider och kafé")
        page.keyboard.press("Space")
        press(page, "button", "Fortsätt till förhandsvisning")
        expect(page.get_by_text("Livsmedel, Måltider och kafé")).to_be_visible()
        press(page, "button", "Publicera")
        succeeded(page, "Exemplet är publicerat.")
        assert "Bullar" in found_in_chat(browser, service, "exempel på bullar i Lund")
        press(page, "button", "Avpublicera")
        press(page, "button", "Avpublicera")
        succeeded(page, "Exemplet är avpublicerat.")


def test_without_javascript(service: WholeService, browser: Browser) -> None:
    tell(service, "Filtar sydda av praktikanter")
    with opened(browser, service.sign_in_address(), java_script_enabled=False) as page:
        button(page, "Logga in")
        link(page, "Insända exempel")
        link(page, "Filtar sydda av praktikanter")
        link(page, "Ändra titel")
        page.get_by_label("Titel", exact=True).fill("")
        button(page, "Spara")
        link(page, "Titel: Fältet får inte vara tomt.")
        assert page.url.endswith("#title")
        page.get_by_label("Titel", exact=True).fill("Filtar sydda för hand")
        button(page, "Spara")
        expect(page.get_by_role("alert")).to_contain_text("Ändringarna är sparade.")
        button(page, "Granska och publicera")
        page.get_by_label("Textil och kläder").check()
        button(page, "Fortsätt till förhandsvisning")
        button(page, "Ändra mer")
        expect(page.get_by_label("Textil och kläder")).to_be_checked()
        button(page, "Fortsätt till förhandsvisning")
        button(page, "Publicera")
        expect(page.get_by_role("alert")).to_contain_text("Exemplet är publicerat.")
        assert "Filtar sydda för hand" in found_in_chat(browser, service, "exempel på filtar i Lund")
        button(page, "Avpublicera")
        button(page, "Avpublicera")
        expect(page.get_by_role("alert")).to_contain_text("Exemplet är avpublicerat.")


def test_two_editors_at_once(service: WholeService, browser: Browser) -> None:
    for _ in range(2):
        tell(service, "Mattor vävda av praktikanter")
    with opened(browser, service.sign_in_address()) as one, opened(browser, service.sign_in_address()) as other:
        for page in (one, other):
            button(page, "Logga in")
            link(page, "Insända exempel")
            link(page, "Mattor vävda av praktikanter")
            expect(page.get_by_role("table")).to_contain_text("Samma")
        check(one)
        for page, year in ((one, "2018"), (other, "2019")):
            link(page, "Ändra år")
            page.get_by_label("År", exact=True).fill(year)
        button(one, "Spara")
        succeeded(one, "Ändringarna är sparade.")
        button(other, "Spara")
        succeeded(other, "Lokal administratör ändrade exemplet medan du skrev")
        check(other)
        link(other, "År i formuläret")
        expect(other.get_by_label("År", exact=True)).to_have_value("2019")
        button(other, "Spara")
        succeeded(other, "Ändringarna är sparade.")

        button(other, "Fråga den som skickade in")
        other.get_by_label("Din fråga").fill("Vilka mattor?")
        one.reload()
        button(one, "Avböj")
        one.get_by_label("Exemplet finns redan hos oss.").check()
        button(one, "Avböj exemplet")
        button(other, "Ställ frågan")
        expect(other.get_by_role("heading", level=1)).to_have_text("Lokal administratör hann före")
        expect(other.get_by_text("Vilka mattor?")).to_be_visible()
        check(other)
        link(one, "Tillbaka till listan")
        check(one)
