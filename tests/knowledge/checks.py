"""Rules that need more than a pattern: something may be said with a source, a date or a name beside it."""

from __future__ import annotations

import csv
import re
from typing import List

from tests.knowledge.statements import KNOWLEDGE, NOT_PAST, assertions, marked_sentences, sentences


def kronor_after_2025_without_source(text: str) -> List[str]:
    amount = re.compile(r"\d[\d ,]* ?(?:kr|kronor|mkr|miljoner kr\w*)\b", re.IGNORECASE)
    year = re.compile(r"\b202[67]\b")
    listed_together = text.replace("\n–", " –")
    found = [part for part in marked_sentences(listed_together) if year.search(part) and amount.search(part)]
    return [part for part in found if not re.search(r"\[\d+\]", part)]


def eight_conventions_without_2022(text: str) -> List[str]:
    eight = re.compile(r"\b(?:åtta|8) (?:\w+ )?(?:kärn)?konventioner", re.IGNORECASE)
    return [] if "2022" in text else [part for part in assertions(text) if eight.search(part)]


def seven_goals_as_current(text: str) -> List[str]:
    seven = re.compile(NOT_PAST + r"(?<!från )\bsju (?:\w+ )?(?:inriktnings)?mål\b", re.IGNORECASE)
    return [part for part in assertions(text) if seven.search(part)]


def trafikverket_levels_as_law(text: str) -> List[str]:
    level = re.compile(r"\b(?:50|25|femtio|tjugofem) (?:mkr|miljoner)", re.IGNORECASE)
    law = re.compile(r"\b(?:lagen|lagregel\w*|lagkrav|enligt LOU|obligatorisk\w*|ni (?:ska|måste))\b", re.IGNORECASE)
    practice = re.compile(r"Trafikverkets .*(?:praxis|nivå|gräns|modell|schablon)|schablon", re.IGNORECASE)
    unattributed = "Trafikverket" not in text
    return [
        part
        for part in assertions(text)
        if level.search(part) and (law.search(part) or unattributed) or practice.search(part) and law.search(part)
    ]


def municipalities_of_the_report(text: str) -> List[str]:
    report = re.compile(r"åtta kommuner|Dialoger och överenskommelser med civilsamhället", re.IGNORECASE)
    if not report.search(text):
        return []
    with (KNOWLEDGE / "kommuner.csv").open(encoding="utf-8", newline="") as file:
        names = "|".join(re.escape(row["kortnamn"]) for row in csv.DictReader(file))
    return [part for part in sentences(text) if re.search(rf"\b(?:{names})s?\b", part)]


def contact_or_covid_notice_as_current(text: str) -> List[str]:
    person = re.compile(
        r"Åsa Bengtsson|(?i:informationsansvarig|kontaktperson)\w*(?: (?:är|heter))?:? [A-ZÅÄÖ]\w+ [A-ZÅÄÖ]\w+"
    )
    notice = re.compile(
        r"(?:på grund av|med anledning av|under) (?:covid|corona)|(?:covid|corona).*(?:just nu|gäller (?:nu|i dag))",
        re.IGNORECASE,
    )
    return [part for part in sentences(text) if person.search(part)] + [
        part for part in assertions(text) if notice.search(part)
    ]


def kronor_from_a_collective_agreement(text: str) -> List[str]:
    wage = re.compile(
        r"\b(?:minimi|lägsta|grund|tim|månads)?lön(?:en|er)?\b.*\d[\d ,]* ?(?:kr|kronor)\b", re.IGNORECASE
    )
    rate = re.compile(r"\d[\d ,]* ?(?:kr|kronor)(?: per | i | ?/ ?)(?:timme|tim\b|timmen|månad)", re.IGNORECASE)
    return [part for part in sentences(text) if wage.search(part) or rate.search(part)]


def fairtrade_without_equivalent(text: str) -> List[str]:
    label = re.compile(r"\b(?:kräv\w*|krav på)\b.*\b(?:Fairtrade|rättvisemärk\w+)", re.IGNORECASE)
    return [] if "likvärdig" in text else [part for part in assertions(text) if label.search(part)]


def rates_of_wage_subsidy(text: str) -> List[str]:
    subsidy = r"(?:lönestöd|lönebidrag|anställningsstöd|nystartsjobb|introduktionsjobb)\w*"
    rate = re.compile(
        rf"{subsidy}.*\d[\d ,]* ?(?:%|procent|kr\b|kronor)|\d[\d ,]* ?(?:%|procent|kr\b|kronor).*{subsidy}"
    )
    return [part for part in sentences(text) if rate.search(part.lower())]


def people_of_the_old_secretariat(text: str) -> List[str]:
    person = re.compile(
        r"\b(?:[Kk]ontakta|[Rr]ing|[Ff]råga|heter|var|leddes av|är) [A-ZÅÄÖ][a-zåäöé]+ [A-ZÅÄÖ][a-zåäöé]+"
    )
    return [part for part in sentences(text) if re.search(r"kansli|processled", part, re.I) and person.search(part)]
