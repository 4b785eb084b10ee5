"""Find who a sentence is about, when it is a single person: "Anna", "min son", "en av våra deltagare", "hon"."""

from __future__ import annotations

import functools
from typing import FrozenSet, List, NamedTuple, Optional, Sequence

from bot.privacy.given_names import ALSO_WORDS, GIVEN_NAMES
from bot.privacy.health_words import LINKS
from bot.swedish import register
from bot.swedish.analyzer import is_word


class Token(NamedTuple):
    """A word or a mark, `word` in lower case."""

    word: str
    text: str
    start: int
    end: int


class Person(NamedTuple):
    """The tokens from `first` up to, not with, `after`. `owner` when they say whose something is: "Annas", "hennes"."""

    first: int
    after: int
    owner: bool = False
    named: bool = False


_PRONOUNS = frozenset("han hon hen honom henne jag mig".split())
_OWNERS = frozenset("hans hennes hens min mitt mina".split())
_POSSESSIVES = frozenset("min mitt mina din ditt vår vårt er ert hans hennes hens deras sin sitt".split())
_RELATIVES = frozenset(
    """
    son dotter bror syster mamma pappa mor far morsa farsa man fru hustru make maka sambo särbo partner pojkvän flickvän
    kompis vän väninna polare moster faster kusin mormor morfar farmor farfar granne pojke flicka grabb kille tjej unge
    yngsta äldsta svåger svägerska styvson styvdotter tvilling barnbarn brorsa syrra brorson systerson brorsdotter
    systerdotter kollega
    """.split()
)
_WORKERS = frozenset(
    """
    anställd anställde adept brukare chef chaufför deltagare elev kandidat klient kock lärling lärare medarbetare medlem
    patient praktikant snickare städare städerska vaktmästare vikarie
    """.split()
)
_WORKER_ENDS = (
    "kamrat",
    "ledare",
    "ansvarig",
    "ansvariga",
    "ombud",
    "biträde",
    "assistent",
    "konsulent",
    "handläggare",
)
_PLURAL = frozenset("barn söner döttrar föräldrar syskon".split())
_DEFINITE = frozenset(
    """
    sonen dottern brodern brorsan systern syrran mamma mamman pappa pappan morsan farsan mormor morfar farmor farfar
    mannen kvinnan killen tjejen pojken flickan grabben grannen sambon frun hustrun maken svågern chefen kollegan
    kompisen polaren kamraten kandidaten eleven lärlingen praktikanten klienten patienten brukaren deltagaren sökanden
    sökande städaren städerskan vaktmästaren chauffören snickaren kocken läraren medarbetaren ordföranden informanten
    respondenten intervjupersonen vikarien vårdnadshavaren enskilde enskilda kommunalrådet
    """.split()
)
_DEFINITE_ENDS = (
    "kamraten", "ledaren", "ombudet", "biträdet", "assistenten", "ministern", "kompisen", "kollegan", "skötaren",
    "chefen", "mästaren", "praktikanten", "raren", "taren", "laren", "naren", "karen", "garen", "saren", "daren",
    "isten", "erskan", "sören", "tören",
)  # fmt: skip
# They stand for organisations, or for whoever it may be.
_NO_PERSONS = frozenset(
    """
    leverantören entreprenören utföraren beställaren arbetsgivaren arbetstagaren anbudsgivaren upphandlaren köparen
    säljaren användaren läsaren läkaren kravställaren huvudentreprenören underleverantören underentreprenören sommaren
    """.split()
)
_NUMBERED = frozenset("deltagare respondent klient informant intervjuperson brukare elev patient person".split())
_SOME = (_RELATIVES - {"far", "mor", "yngsta", "äldsta"}) | {"kvinna", "bekant"}
_NO_NAMES = frozenset(
    """
    samhall coompanion coop skanska ncc peab iss sodexo basta sverige norge danmark finland europa tyskland covid
    """.split()
)
_NAME_ENDS = ("sson", "berg", "ström", "lund", "gren", "qvist", "kvist", "lind", "stedt", "dahl")
_NO_NAME_ENDS = ("en", "et", "na", "ska", "verket", "kassan", "förbundet", "kommun", "region")
_BEFORE_PLACE = frozenset("i från på enligt inom under hos till av region kommun för".split())


def people(tokens: Sequence[Token]) -> List[Person]:
    """Everyone in a sentence, in order."""
    found: List[Person] = []
    position = 0
    while position < len(tokens):
        person = _person_at(tokens, position)
        if person is not None:
            found.append(person)
        position = person.after if person is not None else position + 1
    return found


def _person_at(tokens: Sequence[Token], position: int) -> Optional[Person]:
    word = tokens[position].word
    if word in _POSSESSIVES or word.endswith("s") and word not in _OWNERS:
        related = _related(tokens, position)
        if related is not None:
            return related
    if _is_one_of(tokens, position):
        return Person(position, min(position + 4, len(tokens)))
    if word in _OWNERS:
        return Person(position, position + 1, owner=True)
    if word in _PRONOUNS or word in _DEFINITE or word.endswith(_DEFINITE_ENDS) and word not in _NO_PERSONS:
        return Person(position, position + 1)
    if word == "en":
        some = next(
            (at for at in range(position + 1, min(position + 4, len(tokens))) if tokens[at].word in _SOME), None
        )
        return Person(position, some + 1) if some else None
    if word in _NUMBERED and _is_number_or_letter(tokens, position + 1):
        return Person(position, position + 2)
    return _named(tokens, position)


def _related(tokens: Sequence[Token], position: int) -> Optional[Person]:
    """ "Min systers dotter", "vår nya praktikant Kalle", "entreprenörens praktikant", "mina barn"."""
    owner = tokens[position].word
    for after in range(position + 1, min(position + 4, len(tokens))):
        word = tokens[after].word
        if word in _PLURAL and owner in ("mina", "min"):
            return Person(position, after + 1)
        if owner in _POSSESSIVES and (word in _RELATIVES or word in _WORKERS or word.endswith(_WORKER_ENDS)):
            return Person(position, after + 1)
        if owner not in _POSSESSIVES:
            fits = word in _RELATIVES or word in ("praktikant", "lärling", "anställde")
            return Person(position, after + 1) if fits else None
        if not word[:1].isalpha():
            return None
    return None


def _is_one_of(tokens: Sequence[Token], position: int) -> bool:
    """ "En av våra deltagare", "en av praktikanterna"."""
    words = [token.word for token in tokens[position : position + 3]]
    return len(words) == 3 and words[0] in ("en", "ett") and words[1] == "av" and words[2].isalpha()


def _is_number_or_letter(tokens: Sequence[Token], position: int) -> bool:
    if position >= len(tokens):
        return False
    text = tokens[position].text
    return text.isdigit() or len(text) == 1 and text.isupper()


def _named(tokens: Sequence[Token], position: int) -> Optional[Person]:
    after = position
    while after < len(tokens) and (_is_given_name(tokens, after) or _is_other_name(tokens, after, after > position)):
        after += 1
    if after == position:
        return None
    last = tokens[after - 1].word
    return Person(position, after, owner=last.endswith("s") and last not in GIVEN_NAMES, named=True)


def _is_given_name(tokens: Sequence[Token], position: int) -> bool:
    """Also in lower case, and in the genitive, unless it is an ordinary word as well."""
    token = tokens[position]
    first = token.word.split("-")[0]
    if first not in GIVEN_NAMES:
        first = first.removesuffix("s")
    if first not in GIVEN_NAMES:
        return False
    return first not in ALSO_WORDS or token.text[0].isupper() and not _begins(tokens, position)


def _is_other_name(tokens: Sequence[Token], position: int, goes_on: bool) -> bool:
    """A capital that neither the beginning of a sentence nor a place or organisation explains."""
    token = tokens[position]
    if not token.text[0].isupper() or token.text.isupper() or len(token.word) < 3 or token.word.endswith(_NO_NAME_ENDS):
        return goes_on and token.text[0].isupper() and token.word.endswith(_NAME_ENDS)
    if token.word in _NO_NAMES or token.word in _places():
        return False
    if _begins(tokens, position):
        return position + 1 < len(tokens) and tokens[position + 1].word in LINKS and not is_word(token.word)
    return goes_on or tokens[position - 1].word not in _BEFORE_PLACE


def _begins(tokens: Sequence[Token], position: int) -> bool:
    return not any(before.text[0].isalnum() for before in tokens[:position])


@functools.lru_cache(maxsize=1)
def _places() -> FrozenSet[str]:
    names = [*register.municipalities(), *register.landscapes()]
    words = {word for name in names for word in name.lower().split()}
    return frozenset({*words, *(f"{word}s" for word in words)})
