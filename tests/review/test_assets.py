"""What pages are made of: our own style sheet and scripts, a strict policy and Swedish components."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import Flask, render_template_string
from govuk_frontend_wtf.wtforms_widgets import GovRadioInput, GovTextInput
from playwright.sync_api import Browser
from wtforms import RadioField, StringField
from wtforms.validators import InputRequired

from bot.review import components
from bot.review.app import create_app
from bot.review.forms import ReviewForm
from bot.review.security import csp_nonce
from bot.settings import PROJECT_ROOT, load_settings
from tests.review.conftest import ClientAs
from tests.review.servers import COOKIE, ReviewServer

REVIEW = PROJECT_ROOT / "bot" / "review"
AXE = PROJECT_ROOT / "widget" / "node_modules" / "axe-core" / "axe.min.js"
FORBIDDEN = re.compile("crest|crown|GDS Transport|@font-face|url\\(", re.I)

# -- assets -------------------------------------------------------------------------------------------------------


def built(name: str) -> str:
    return (REVIEW / "static" / name).read_text("utf-8")


def test_the_style_sheet_has_neither_crest_crown_nor_font() -> None:
    assert not FORBIDDEN.search(built("review.css"))
    assert "system-ui" in built("review.css") and ".govuk-button" in built("review.css")


def test_what_is_forbidden_would_be_found() -> None:
    package = REVIEW / "frontend" / "node_modules" / "govuk-frontend" / "dist" / "govuk" / "govuk-frontend.min.css"
    assert {"crest", "gds transport", "@font-face"} <= {
        found.lower() for found in FORBIDDEN.findall(package.read_text())
    }


# What has styles without a macro of ours: parts of other components, and what templates write out by its class.
PARTS = {"error-message", "fieldset", "hint", "label"}
BY_CLASS = {"details", "generic-header", "table"}


def test_every_component_has_its_styles() -> None:
    styled = re.findall(r'@use "govuk/components/([a-z-]+)"', (REVIEW / "frontend" / "review.scss").read_text("utf-8"))
    assert sorted(styled) == sorted({*components.COMPONENTS, *PARTS, *BY_CLASS})


def test_every_component_is_used() -> None:
    templates = "".join(path.read_text("utf-8") for path in (REVIEW / "templates").rglob("*.html"))
    by_macro = [name for name in components.COMPONENTS if f"{components.macro_name(name)}(" not in templates]
    assert [name for name in by_macro if name not in components.WIDGETS.values()] == []
    assert [name for name in BY_CLASS if f'class="govuk-{name}' not in templates] == []


def test_the_installed_macros_are_for_the_styles_version() -> None:
    versions = {"4.1.0": "6.3.0"}  # govuk-frontend-jinja's releases, and what each is made for
    locked = re.search(r"govuk-frontend-jinja==(\S+)", (PROJECT_ROOT / "requirements.lock").read_text("utf-8"))
    assert locked is not None
    assert f'"govuk-frontend": "{versions[locked[1]]}"' in (REVIEW / "frontend" / "package.json").read_text("utf-8")


@pytest.mark.parametrize("component", components.WORDING)
def test_the_english_that_is_replaced_is_there(component: str) -> None:
    path = Path(components.SwedishComponents("govuk_frontend_jinja")._template_root) / "components" / component
    source = (path / "macro.html").read_text("utf-8")
    assert [english for english, _ in components.WORDING[component] if english not in source] == []


SHOWN = [
    ('govukInput({"name": "x", "label": {"text": "y"}, "errorMessage": {"text": "z"}})', "Fel:"),
    ('govukPagination({"previous": {"href": "a"}, "next": {"href": "b"}})', "Föregående Nästa sida"),
    ('govukPagination({"items": [{"number": 1, "href": "a"}]})', "Sida"),
    ('govukNotificationBanner({"text": "x", "type": "success"})', "Klart"),
    ('govukNotificationBanner({"text": "x"})', "Viktigt"),
    ('govukBackLink({"href": "/"})', "Tillbaka"),
    ('govukWarningText({"text": "x"})', "Varning"),
    ('govukCharacterCount({"name": "x", "maxlength": 9, "label": {"text": "y"}})', "Du kan skriva högst 9 tecken"),
    ('govukServiceNavigation({"serviceName": "x", "navigation": [{"text": "a"}, {"text": "b"}]})', "Redaktionens meny"),
]
ENGLISH = re.compile("Error|Previous|Next|[Pp]age\\b|Success|Important|Back|Warning|You can|Menu|Service information")


@pytest.mark.parametrize(("call", "words"), SHOWN)
def test_components_speak_swedish(app: Flask, call: str, words: str) -> None:
    with app.test_request_context():
        shown = render_template_string("{{ " + call + " }}")
    said = " ".join([*re.findall(r">([^<>]+)<", shown), *re.findall(r'aria-label="([^"]+)"', shown)])
    assert all(word in said for word in words.split()), said
    assert not ENGLISH.search(said), said


class _Sample(ReviewForm):
    title = StringField("Titel", widget=GovTextInput(), validators=[InputRequired()])
    kind = RadioField("Slag", widget=GovRadioInput(), choices=[("a", "A")], validators=[InputRequired()])


def test_errors_of_a_form_are_swedish_and_lead_to_their_fields(app: Flask) -> None:
    template = (
        '{% from "macros.html" import form_errors with context %}{{ form_errors(form) }}{{ form.title }}{{ form.kind }}'
    )
    with app.test_request_context(method="POST", data={"title": ""}):
        form = _Sample(meta={"csrf": False})
        assert not form.validate()
        shown = render_template_string(template, form=form)
    assert "Det finns fel" in shown and "Fel:</span>" in shown and "Det här fältet är obligatoriskt." in shown
    for target in re.findall(r'href="#([^"]+)"', shown):
        assert f'id="{target}"' in shown
    assert "There is" not in shown and "required." not in shown


def test_what_a_page_forgets_to_give_is_an_error(app: Flask) -> None:
    with app.test_request_context(), pytest.raises(Exception, match="forgotten"):
        render_template_string("{{ forgotten }}")


def test_markup_in_values_is_shown_not_obeyed(app: Flask) -> None:
    with app.test_request_context():
        shown = render_template_string('{{ govukInsetText({"text": text}) }}{{ text }}', text="<script>")
    assert "<script>" not in shown and shown.count("&lt;script&gt;") == 2


# -- headers ------------------------------------------------------------------------------------------------------


def test_pages_come_with_a_strict_policy(client_as: ClientAs) -> None:
    headers = client_as("editor").get("/").headers
    assert headers["Content-Security-Policy"] == (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; "
        "frame-ancestors 'none'; base-uri 'none'"
    )
    assert headers["X-Content-Type-Options"] == "nosniff" and headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cache-Control"] == "no-store"


def test_a_page_with_styles_of_its_own_names_them_anew_each_time(database: str) -> None:
    def headers() -> str:
        app = create_app(load_settings())
        app.before_request_funcs[None].append(lambda: csp_nonce() and None)
        return app.test_client().get("/sign-in").headers["Content-Security-Policy"]

    first, second = (re.search(r"style-src 'self' 'nonce-([\w-]{20,})'", headers()) for _ in range(2))
    assert first and second and first[1] != second[1]


# -- a browser ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/sign-in", "/", "/audit", "/missing", "/sign-in/once?token=x"])
@pytest.mark.parametrize("width", [320, 1280])
def test_pages_are_accessible_and_break_no_policy(
    browser: Browser, review: ReviewServer, path: str, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, locale="sv-SE", bypass_csp=False)
    context.add_cookies([{"name": COOKIE, "value": review.cookie_for("administrator"), "url": review.address}])
    page = context.new_page()
    problems: list = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda said: problems.append(said.text) if said.type == "error" else None)
    page.goto(review.address + path)
    page.locator("body.govuk-frontend-supported").wait_for()
    assert [each for each in problems if "status of 40" not in each] == []
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("axe.run().then(run => run.violations.map(each => [each.id, each.nodes.map(n => n.html)]))")
    assert found == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()
