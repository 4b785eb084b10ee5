"""The form's questions, as a declaration."""

from __future__ import annotations

from typing import List, Tuple

from bot.submissions.field import Field
from bot.submissions.parsing import (
    choice_of,
    parse_consent,
    parse_email,
    parse_link,
    parse_place,
    parse_sector,
    parse_year,
    text_of,
)
from bot.swedish import register

# What leads to a title: "vi kallade det …".
_CALLED = (
    "(?:vi )?kalla(?:r|de)? (?:det|exemplet|projektet)(?: för)?|(?:det|exemplet) (?:ska|får|kan|skulle kunna) heta"
)


def what_was_done() -> List[Field]:
    return [
        Field(
            "title",
            "titel",
            ("titel", "rubrik"),
            "Vad vill du kalla exemplet?",
            "En kort rubrik som säger vad ni gjorde, till exempel ”Praktikplatser i städavtalet”.",
            text_of(5, 150, _CALLED),
            free_text=True,
        ),
        Field(
            "organisation",
            "organisation",
            ("organisation",),
            "Vilken organisation gjorde det?",
            "Kommunen, regionen, bolaget eller föreningen som stod för upphandlingen eller avtalet.",
            text_of(2, 150),
            free_text=True,
        ),
        Field(
            "place",
            "kommun eller region",
            ("kommun", "region", "ort"),
            "I vilken kommun eller region?",
            "Det räcker med namnet, till exempel Lund eller Region Skåne. Är det flera tar du den som hade ansvaret.",
            parse_place,
            entity_kinds=("municipality", "region"),
        ),
        Field(
            "method",
            "arbetssätt",
            ("arbetssätt", "metod"),
            "Hur gick ni till väga?",
            "Välj det som stämmer bäst. Sociala krav är villkor i en vanlig upphandling. IOP är ett partnerskap "
            "med en idéburen organisation.",
            choice_of("method"),
            _labelled("method"),
            ("method",),
        ),
        Field(
            "contract_type",
            "typ av avtal",
            ("typ av avtal", "typen av avtal", "avtalstyp", "kontraktstyp"),
            "Vad gällde avtalet?",
            "En tjänst är arbete som utförs, en vara är något som levereras. Välj ”Ej tillämpligt” om det inte "
            "var ett köp.",
            choice_of("contract_type"),
            _labelled("contract_type"),
            ("contract_type",),
        ),
        Field(
            "sector",
            "bransch",
            ("bransch", "sektor"),
            "Vilken bransch eller verksamhet?",
            "Till exempel städ, bygg, park, livsmedel eller vård och omsorg.",
            parse_sector,
            entity_kinds=("sector",),
        ),
        Field(
            "year",
            "år",
            ("år", "året", "årtal", "startår"),
            "Vilket år började det?",
            "Det räcker med året då avtalet eller arbetet började, till exempel 2021.",
            parse_year,
            entity_kinds=("year",),
        ),
    ]


def how_it_went() -> List[Field]:
    return [
        Field(
            "target_groups",
            "målgrupp",
            ("målgrupp",),
            "Vilka skulle få arbete eller stöd?",
            "Till exempel långtidsarbetslösa, nyanlända, unga eller personer med funktionsnedsättning. Skriv inte "
            "om enskilda personer.",
            text_of(3, 300),
            entity_kinds=("target_group",),
            free_text=True,
        ),
        Field(
            "requirement",
            "vad som krävdes",
            ("vad som krävdes", "krav", "villkor"),
            "Vad krävde ni, eller vad kom ni överens om?",
            "Berätta med egna ord, till exempel hur många platser det gällde och vad leverantören skulle göra.",
            text_of(10, 900),
            free_text=True,
        ),
        Field(
            "result",
            "resultat",
            ("resultat", "utfall"),
            "Vad blev resultatet? (Valfritt)",
            "Till exempel hur många som fick arbete. Hoppa över frågan om det är för tidigt att säga.",
            text_of(3, 900),
            optional=True,
            free_text=True,
        ),
        Field(
            "link",
            "länk",
            ("länk", "webbsida", "webbadress", "hemsida"),
            "Finns det en webbsida om exemplet? (Valfritt)",
            "Klistra in adressen, så kan andra läsa mer.",
            parse_link,
            optional=True,
        ),
    ]


def who_tells() -> List[Field]:
    return [
        Field(
            "consent",
            "kontaktuppgifter",
            ("kontaktuppgifter", "samtycke"),
            "Får vi spara ditt namn och din e-postadress, så att redaktionen kan fråga dig om exemplet?",
            "Uppgifterna visas aldrig öppet och används bara för frågor om ditt exempel. Svara ja eller nej. Du kan "
            "skicka in utan dem.",
            parse_consent,
            (("Ja, spara mina uppgifter", "ja"), ("Nej, skicka utan", "nej")),
        ),
        Field(
            "contact_name",
            "namn",
            ("namn", "kontaktperson"),
            "Vad heter du?",
            "Bara ditt namn. Vill du inte säga det kan du hoppa över frågan.",
            text_of(2, 100, "jag heter|mitt namn är|mitt namn ar|namnet är|namnet ar|heter"),
            optional=True,
            needs_consent=True,
            free_text=True,
        ),
        Field(
            "contact_email",
            "e-postadress",
            ("e-postadress", "e-post", "epost", "mejladress", "mejl", "mail"),
            "Vilken e-postadress når vi dig på?",
            "Till exempel namn@kommun.se. Vill du inte säga det kan du hoppa över frågan.",
            parse_email,
            optional=True,
            needs_consent=True,
        ),
    ]


def _labelled(kind: str) -> Tuple[Tuple[str, str], ...]:
    return tuple((label, value) for value, label in register.labels(kind).items())
