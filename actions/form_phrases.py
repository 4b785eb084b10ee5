"""Short phrases that always mean the same in the middle of a form, whatever was asked."""

from __future__ import annotations

import enum
import re
from typing import Dict, Optional, Set

from bot.swedish.analyzer import is_word
from bot.swedish.phrases import one_slip
from bot.swedish.text import fold

SHORTEST_MISSPELT = 5
LONGEST_UNKNOWN = 8
_UNKNOWN = re.compile(
    r"(?:jag |vi |nej |tyvärr )*(?:vet (?:inte|ej)|minns inte|kommer inte ih[åa]g|(?:har )?ingen aning)\b", re.I
)
SHORTEST_TO_CANCEL = 6  # what throws everything away takes a little more


class Meaning(enum.Enum):
    ANSWER = "answer"
    SKIP = "skip"
    KEEP = "keep"
    REMOVE = "remove"
    HELP = "help"
    REPEAT = "repeat"
    OVERVIEW = "overview"
    BACK = "back"
    CHANGE = "change"
    PAUSE = "pause"
    RESUME = "resume"
    CANCEL = "cancel"
    SEND = "send"
    ELSEWHERE = "elsewhere"  # means what it means outside the form, which goes on afterwards


_PHRASES = {
    Meaning.SKIP: """
        hoppa över, hoppa, hoppa över den, hoppa över frågan, vi hoppar över, vi hoppar över den, skippa,
        skippa den, skip, nästa, nästa fråga, pass, vet inte, jag vet inte, vet ej, ingen aning""",
    Meaning.KEEP: """
        behåll, behåll det, behåll den, behåll som det är, behåll svaret, låt det stå, låt det vara, det
        stämmer, ändra inte, ändra inget""",
    Meaning.REMOVE: "ta bort, ta bort det, ta bort den, ta bort svaret, stryk, stryk det, radera",
    Meaning.HELP: """
        hjälp, hjälp mig, help, jag förstår inte, förstår inte, förstår inte frågan, jag förstår inte
        frågan, vad menar du, hur menar du, vad menas, varför, varför då, varför undrar du, varför frågar du,
        varför behöver ni det, varför vill ni veta det""",
    Meaning.REPEAT: "upprepa, upprepa frågan, repetera, vad var frågan, ta det igen, en gång till",
    Meaning.OVERVIEW: """
        vad har jag svarat, vad har jag svarat hittills, vad har jag sagt, vad har jag sagt hittills, visa mina svar,
        visa svaren, visa vad jag har svarat, visa vad jag svarat, sammanfatta, sammanfattning,
        hur många frågor är kvar, hur många frågor är det kvar, hur mycket är kvar, hur mycket är det kvar,
        hur långt är det kvar, är det långt kvar, är det mycket kvar, är det många frågor kvar""",
    Meaning.BACK: """
        backa, backa ett steg, tillbaka, gå tillbaka, gå tillbaka ett steg, föregående, föregående fråga,
        förra frågan, tillbaka till förra frågan, back""",
    Meaning.CHANGE: """
        ändra, jag vill ändra, jag vill ändra något, jag vill ändra ett svar, ändra något, ändra ett svar,
        jag skrev fel, jag svarade fel, det blev fel, ändra allt, allt är fel, något är fel, det är fel,
        jag ångrar mig, ångra""",
    Meaning.PAUSE: """
        pausa, pausa här, paus, ta paus, ta en paus, jag vill pausa, vi pausar, spara, spara så länge, spara
        utkast, spara utkastet, spara det här, spara och avsluta, fortsätt senare, fortsätta senare, vi tar
        det senare, vi tar resten senare, jag måste gå, måste gå, senare, inte nu""",
    Meaning.CANCEL: """
        avbryt, avbryta, jag vill avbryta, jag avbryter, avbryt det här, avbryt allt, nej avbryt, avbrytt,
        stopp, stoppa, sluta, sluta nu, avsluta, jag vill sluta, jag vill avsluta, jag vill inte fortsätta,
        cancel, glöm det, strunt i det, strunta i det, skit i det""",
    Meaning.SEND: """
        skicka, skicka in, skicka in det, skicka in nu, skicka nu, ok skicka, okej skicka, ja skicka, ja
        skicka in, ja skicka in det, jag vill skicka in nu, skicka exemplet, skicka in exemplet""",
    Meaning.ELSEWHERE: """
        tack, tackar, tack så mycket, tack för hjälpen, tusen tack, hej, hejsan, hej hej, hallå, god morgon,
        god dag, hej då, hejdå, prata med en människa, jag vill prata med en människa, kan jag få prata med
        en människa, jag vill prata med någon, är du en robot, är du en människa""",
}
_NO = "nej, nä, nää, nejdå, nix"
_NOTHING = f"""
    {_NO}, inget, ingenting, ingen, inga, finns inte, det finns inte, finns ingen, det finns ingen, finns inget,
    har ingen, vi har ingen, ingen länk, ingen webbsida, inte än, inget än, inte ännu, inget ännu"""
_RESTART = "börja om, starta om, börja om från början, restart, jag vill börja om, vi börjar om"


def _folded(phrases: str) -> Set[str]:
    return {" ".join(fold(phrase).split()) for phrase in phrases.split(",")}


_MEANINGS: Dict[str, Meaning] = {phrase: meaning for meaning, said in _PHRASES.items() for phrase in _folded(said)}


def plain(text: str) -> str:
    """A phrase as it is compared: folded, without punctuation and a polite ending."""
    return " ".join(fold(text).replace(",", " ").strip(" .!?…").split()).removesuffix(" tack")


def meaning_of(text: str) -> Optional[Meaning]:
    """What a phrase means, also with one slip of the finger; None when it is none of these."""
    said = plain(text)
    if said in _MEANINGS:
        return _MEANINGS[said]
    if len(said) < SHORTEST_MISSPELT or all(map(is_word, said.split())):
        return None
    near = (meaning for phrase, meaning in _MEANINGS.items() if phrase[0] == said[0] and one_slip(phrase, said))
    return next((each for each in near if each is not Meaning.CANCEL or len(said) >= SHORTEST_TO_CANCEL), None)


def says_nothing(text: str) -> bool:
    """Whether a text says that there is no answer."""
    return plain(text) in _folded(_NOTHING)


def does_not_know(text: str) -> bool:
    """Whether a text says that its writer doesn't know, in a few more words than "vet inte"."""
    return bool(_UNKNOWN.match(text)) and len(text.split()) <= LONGEST_UNKNOWN


def denies(text: str) -> bool:
    return plain(text) in _folded(_NO)


def starts_anew(text: str) -> bool:
    return plain(text) in _folded(_RESTART)
