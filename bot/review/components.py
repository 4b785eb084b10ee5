"""GOV.UK Frontend's components, speaking Swedish, as functions that every template has."""

from __future__ import annotations

from typing import Any, Callable, Dict, Tuple

import jinja2

# Those whose macros our pages use; frontend/review.scss has their styles. Those with GOV.UK's crown or crest are left
# out.
COMPONENTS = tuple(
    "back-link button character-count checkboxes error-summary input inset-text notification-banner pagination radios "
    "select service-navigation skip-link summary-list tag textarea warning-text".split()
)

# What the macros say when nothing else is asked for, by component: the source's English, and ours.
WORDING: Dict[str, Tuple[Tuple[str, str], ...]] = {
    "back-link": (('"Back"', '"Tillbaka"'),),
    "character-count": (
        ("'You can enter up to %{count} '", "'Du kan skriva högst %{count} '"),
        ("'words' if", "'ord' if"),
        ("else 'characters'", "else 'tecken'"),
    ),
    "error-message": (('"Error"', '"Fel"'),),
    "notification-banner": (('"Success"', '"Klart"'), ('"Important"', '"Viktigt"')),
    "pagination": (
        ('"Page "', '"Sida "'),
        ('"Pagination"', '"Sidor"'),
        ("Previous<", "Föregående<"),
        ("Next<", "Nästa<"),
        ("> page<", "> sida<"),
    ),
    "service-navigation": (('"Menu"', '"Meny"'), ("'Service information'", "'Redaktionens meny'")),
    "warning-text": (('"Warning"', '"Varning"'),),
}

# Templates of govuk-frontend-wtf's widgets, with the component that each shows.
WIDGETS = {
    "charactercount": "character-count",
    "checkboxes": "checkboxes",
    "input": "input",
    "radios": "radios",
    "select": "select",
    "textarea": "textarea",
}


class SwedishComponents(jinja2.PackageLoader):
    """The macros of govuk-frontend-jinja with WORDING in them."""

    def get_source(self, environment: jinja2.Environment, template: str) -> Tuple[str, str, Any]:
        source, path, is_fresh = super().get_source(environment, template)
        for english, swedish in WORDING.get(template.split("/")[1], ()):
            source = source.replace(english, swedish)
        return source, path, is_fresh


def macro_name(component: str) -> str:
    """error-summary is govukErrorSummary, as in the Design System's own examples."""
    return "govuk" + "".join(word.title() for word in component.split("-"))


def macros() -> Dict[str, Callable]:
    """Every component's macro by its name.

    They have an environment of their own: they count on names that nobody defined, which our templates may not.
    """
    loader = jinja2.PrefixLoader({"govuk_frontend_jinja": SwedishComponents("govuk_frontend_jinja")})
    environment = jinja2.Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)
    return {
        macro_name(name): getattr(
            environment.get_template(f"govuk_frontend_jinja/components/{name}/macro.html").module, macro_name(name)
        )
        for name in COMPONENTS
    }


def widget_templates() -> jinja2.DictLoader:
    """The widgets' templates, with the macros above instead of imported ones."""
    return jinja2.DictLoader(
        {
            f"govuk_frontend_wtf/{widget}.html": "{{ " + macro_name(component) + "(params) }}"
            for widget, component in WIDGETS.items()
        }
    )
