"""What people answer to the form's questions and what is to be kept of it, and answers that no question can take."""

from __future__ import annotations

from typing import Dict, List, Mapping, NamedTuple, Tuple, Union

Kept = Union[str, int]


class Answer(NamedTuple):
    """What is typed, or the title of the choice that is pressed, the value that it gives, and what else it tells."""

    said: str
    kept: Kept
    pressed: bool = False
    besides: Mapping[str, Kept] = {}


def _typed(*answers: Union[str, Tuple[str, Kept]]) -> List[Answer]:
    """An answer alone is kept as it was said."""
    return [Answer(each, each) if isinstance(each, str) else Answer(*each) for each in answers]


def _pressed(**titles: str) -> List[Answer]:
    return [Answer(title, value, pressed=True) for value, title in titles.items()]


GOOD: Dict[str, List[Answer]] = {
    "title": _typed(
        "Praktikplatser i städavtalet", "Jobb & växt – 100 % på riktigt!", "Tack vare kravet", "Hjälp till arbetslösa",
        "Exempel på IOP i Örebro 2019", "Vi fick avbryta upphandlingen", "<b>Fler</b> i jobb", "null och None",
        "O'Brien'); DROP TABLE draft; --", "Kaffe ☕ med 👩‍🌾 kulturer", "{title} och %s", "Nej tack till utanförskap",
        "Skicka vidare till jobb", ("  Mellanslag \t överallt\n", "Mellanslag överallt"),
        ("A\u030asen växer", "Åsen växer"), ("\u202eVänd text\u202c", "Vänd text"), "x" * 150,
    ),
    "organisation": [
        *_typed(
            "AB Stångåstaden", "Stiftelsen Mötesplatsen", "Företag 24/7 ek. för.", "IOP-kansliet", "Hej & Hå HB",
            "مؤسسة العمل", "Städbolaget (publ)",
        ),
        Answer("Lunds kommun", "Lunds kommun", besides={"place": "Lund"}),
        Answer("Region Skåne", "Region Skåne", besides={"place": "Region Skåne"}),
    ],
    "place": [
        *_typed(
            ("Lund", "Lund"), ("i Lunds kommun", "Lund"), ("Region Skåne", "Region Skåne"), ("malmo", "Malmö"),
            ("Örebro!", "Örebro"), ("Lund i Skåne", "Lund"), ("Upplands Väsby", "Upplands Väsby"),
        ),
        Answer("Lund, det började 2021", "Lund", besides={"year": 2021}),
    ],
    "method": [
        *_typed(("IOP", "iop"), ("vi ställde sociala krav", "social_requirements")),
        *_pressed(reserved_procurement="Reserverad upphandling", iop="IOP", direct_award="Direktupphandling"),
    ],
    "contract_type": [
        *_typed(("en tjänst", "service"), ("ej tillämpligt", "not_applicable")),
        *_pressed(goods="Vara", works="Byggentreprenad", mixed="Blandat"),
    ],
    "sector": _typed(("lokalvård", "städ"), ("trädgård", "park"), ("bygg", "bygg"), ("rymdfart", "rymdfart")),
    "year": _typed(("2020", 2020), ("det började 2021", 2021), ("mellan 2019 och 2021", 2019), ("1994", 1994)),
    "target_groups": _typed(
        "Långtidsarbetslösa och nyanlända", "unga", "personer långt från arbetsmarknaden (åk 9)",
    ),
    "requirement": _typed(
        "Leverantören skulle ta emot tio praktikanter om året", "Vi började om från början med ny upphandling",
        "Minst 5 % av timmarna = 2 000 h; se bilaga [1](javascript:alert(1))", "y" * 900,
    ),
    "result": _typed(
        "Sju av tio fick jobb efteråt", "Vi fick avbryta upphandlingen", "Inget blev som vi hade tänkt 😕",
    ),
    "link": _typed(
        ("www.orebro.se/fritid", "https://www.orebro.se/fritid"),
        ("https://www.lund.se/a?b=c&d=%20e#f", "https://www.lund.se/a?b=c&d=%20e#f"),
        ("den finns på https://example.se/städ.", "https://example.se/städ"),
    ),
    "consent": [
        *_typed(("ja gärna", "yes"), ("absolut", "yes"), ("nej tack", "no")),
        *_pressed(yes="Ja, spara mina uppgifter", no="Nej, skicka utan"),
    ],
    "contact_name": _typed("Kim Ek", "Åsa Öst-Ärlig", "Robin d'Arc"),
    "contact_email": _typed("kim@example.se", ("jag nås på kim.ek+guiden@example.se", "kim.ek+guiden@example.se")),
}  # fmt: skip

BAD: Dict[str, List[str]] = {
    "title": ["abcd", "Praktik för 19811218-9876", "z" * 151, "😀😀😀😀😀", "Ring 070-123 45 67 om praktiken"],
    "organisation": ["x", "12345", "Mejla lisa@example.se"],
    "place": ["Ankeborg", "Lund och Malmö", "xyzzy"],
    "method": ["xyzzy"],
    "contract_type": ["xyzzy"],
    "sector": ["x", "12345"],
    "year": ["1850", "för länge sedan", "3000", "2021-2019"],
    "target_groups": ["ab", "1234"],
    "requirement": ["kort", "w" * 901],
    "result": ["ab"],
    "link": ["ligger på vår sida"],
    "consent": ["kanske", "xyzzy"],
    "contact_name": ["K"],
    "contact_email": ["kim(at)example.se"],
}

# How each field is called in a correction, such as "titeln ska vara …".
CALLED: Dict[str, str] = {
    "title": "titeln", "organisation": "organisationen", "place": "kommunen", "method": "arbetssättet",
    "contract_type": "avtalstypen", "sector": "branschen", "year": "året", "target_groups": "målgruppen",
    "requirement": "kravet", "result": "resultatet", "link": "länken", "consent": "samtycket", "contact_name": "namnet",
    "contact_email": "e-postadressen",
}  # fmt: skip

FIRST_MESSAGES: List[Tuple[str, Dict[str, Kept]]] = [
    (
        "Vi i Örebro gjorde 2022 en reserverad upphandling av en tjänst inom parkskötsel och vill gärna dela med oss",
        {
            "place": "Örebro",
            "year": 2022,
            "method": "reserved_procurement",
            "contract_type": "service",
            "sector": "park",
        },
    ),
    (
        "Vi på Region Skåne har sedan 2020 ett IOP för nyanlända och vill berätta om det",
        {"place": "Region Skåne", "year": 2020, "method": "iop", "target_groups": "nyanlända"},
    ),
    ("jag vill skicka in ett exempel", {}),
]

# What is asked in passing, with a kind of message that must be among the replies.
INTERRUPTIONS: List[Tuple[str, str]] = [
    ("Vad är ett IOP?", "answer"),
    ("Varför ska vi ställa sociala krav?", "answer"),
    ("Har ni exempel på IOP i Malmö?", "examples"),
    ("tack", "smalltalk"),
    ("Hej!", "smalltalk"),
    ("hej då", "smalltalk"),
    ("jag vill prata med en människa", "handover"),
]
