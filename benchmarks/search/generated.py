"""Examples in any number, made of the published ones' sentences with places, sectors, figures and names exchanged."""

from __future__ import annotations

import random
import re
from typing import Any, Dict, Iterator, List, Mapping, Sequence, Tuple

from bot.knowledge.records import Example
from bot.swedish import register
from bot.swedish.register import Municipality

SEED = 20191202
FIRST_YEAR, LAST_YEAR = 1995, 2026

_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ])")
_NUMBER = re.compile(r"(?<![\d§])\b\d{1,3}\b(?! ?(?:kap|§))")
# Names of companies and associations are what most words of a large collection are.
_SURNAMES = """
    Andersson Berglund Cederholm Dahlgren Edström Forsberg Granlund Hedlund Isaksson Jakobsson Karlberg Lindqvist
    Malmsten Nordin Olofsson Palmgren Rydell Sandberg Törnqvist Ulvaeus Viklund Wester Åkerlund Öberg Almgren Hagman
""".split()
_FIRST = "Nord Syd Väst Öst Berg Dal Skog Sjö Ström Lund Älv Ek Björk Gran Hav Vik Fors Hed Lind Sten Sol Vår".split()
_SECOND = """
    borg by holm stad kraft hus tjänst service park vård kök gård verk bruk arena bygg mark miljö kompaniet laget
""".split()
_FORMS = ("AB", "ekonomisk förening", "HB", "stiftelse", "ideell förening", "kooperativ")
_TITLES = (
    "{what} med {how} i {where}",
    "{where}: {how} när {what} upphandlades",
    "{how} i {where}s avtal om {what}",
    "Så arbetar {where} med {how} inom {what}",
    "{company} och {where} samarbetar om {what}",
)
_ORGANISATIONS = (
    "{name} kommun",
    "{name}sbostäder AB",
    "{name} Energi AB",
    "Socialförvaltningen i {name}",
    "{name}s lokalservice",
)


def examples(published: Sequence[Example], number: int) -> Iterator[Dict[str, Any]]:
    """So many examples by the names of their columns; the first ones are the same whatever the number."""
    chance = random.Random(SEED)
    sentences = {field: _sentences(published, field) for field in ("requirement", "result")}
    municipalities = list(register.municipalities().values())
    words = {term.value: term.words for term in register.vocabulary()}
    for position in range(number):
        yield _example(position, chance, sentences, municipalities, words)


def _example(
    position: int,
    chance: random.Random,
    sentences: Mapping[str, List[str]],
    municipalities: Sequence[Municipality],
    words: Mapping[str, Tuple[str, ...]],
) -> Dict[str, Any]:
    place = municipalities[min(int(chance.expovariate(1 / 60)), len(municipalities) - 1)]
    sectors = chance.sample(list(register.labels("sector")), 1 if chance.random() < 0.8 else 2)
    groups = chance.sample(list(register.labels("target_group")), chance.randint(1, 3))
    requirements = chance.sample(list(register.labels("requirement_type")), chance.randint(1, 2))
    method = chance.choice(list(register.labels("method")))
    contract_type = chance.choice(list(register.labels("contract_type")))
    companies = [_company(chance) for _ in range(chance.randint(0, 2))]
    what, how = chance.choice(words[sectors[0]]), chance.choice(words[method])
    title = chance.choice(_TITLES).format(what=what, how=how, where=place.name, company=_company(chance))
    return {
        "id": f"generated-{position}",
        "title": title[0].upper() + title[1:],
        "organisation": chance.choice(_ORGANISATIONS).format(name=place.name),
        "municipality": place.name,
        "region": register.region_names_by_code()[place.region_code],
        "year": chance.randint(FIRST_YEAR, LAST_YEAR),
        "method": method,
        "contract_type": contract_type,
        "sector": what,
        "sectors": sectors,
        "target_groups": [chance.choice(words[group]) for group in groups],
        "target_group_types": groups,
        "requirement": _text(chance, sentences["requirement"], [*companies, place.name]),
        "requirement_types": requirements,
        "result": _text(chance, sentences["result"], [place.name]) if chance.random() < 0.7 else None,
        "partners": companies,
        "source_url": f"https://example.org/{position}",
        "source_title": title,
    }


def _text(chance: random.Random, sentences: Sequence[str], names: Sequence[str]) -> str:
    chosen = chance.sample(sentences, chance.randint(2, 4))
    varied = [_NUMBER.sub(lambda _: str(chance.randint(2, 400)), sentence) for sentence in chosen]
    return " ".join([*varied, f"Med är {' och '.join(names)}."])


def _company(chance: random.Random) -> str:
    name = chance.choice(_SURNAMES) if chance.random() < 0.5 else chance.choice(_FIRST) + chance.choice(_SECOND)
    return f"{name} {chance.choice(_FORMS)}"


def _sentences(published: Sequence[Example], field: str) -> List[str]:
    texts = [getattr(example, field) or "" for example in published]
    return [sentence for text in texts for sentence in _SENTENCE.split(text) if len(sentence) > 20]
