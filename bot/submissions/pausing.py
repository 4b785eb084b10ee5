"""Whether a message says nothing else than to go on another time, or to go on now."""

from __future__ import annotations

from typing import Set

from bot.swedish.text import fold, words


def _folded(said: str) -> Set[str]:
    return set(map(fold, words(said)))


# "Kan vi ta resten i morgon": all words are of these, one says to go on and one says when.
_GO_ON = _folded(
    "fortsätta fortsätter fortsätt tar ta göra gör spara sparar slutföra resten kör köra hörs ses återkommer återkomma "
    "fyller fylla svarar svara skriver skriva berättar berätta skicka skickar"
)
_LATER = _folded(
    "senare sen sedan imorgon morgon dag gång vecka måndag tisdag onsdag torsdag fredag kväll eftermiddag efter "
    "lunchen mötet helgen"
)
_PAUSE = _folded("pausa pausar paus återkommer återkomma")
# "Jag måste gå", "hinner inte mer".
_LEAVES = _folded("gå iväg sluta hinner springa sticka dra räcka")
_HAS_TO = _folded("måste behöver hinner får")
_BETWEEN = _folded(
    "jag vi du kan får vill skulle vilja måste behöver går det att man gärna nog en annan i på nästa ok okej klart här "
    "utkast utkastet exemplet med och nu då så länge tack hej formuläret formulär lite tyvärr möte hem bussen tåget "
    "lunch inte mer in just vänta förresten idag är dags för ett svaren svar till mitt min mina din oj sorry"
)
_ANOTHER_TIME = _GO_ON | _LATER | _PAUSE | _LEAVES | _BETWEEN

# "Ja, nu fortsätter vi."
_GOES_ON = _folded("fortsätt fortsätta fortsätter återuppta återupptar")
_NOW = _GOES_ON | _folded(
    "nu ja ok okej hej vi jag vill kan då ska med på exemplet exempel mitt det utkastet har där slutade pausade igen "
    "påbörjade började göra klart tack"
)


def pauses(text: str) -> bool:
    said = _folded(text)
    wants = bool(said & _PAUSE or said & _GO_ON and said & _LATER or said & _LEAVES and said & _HAS_TO)
    return wants and said <= _ANOTHER_TIME


def goes_on(text: str) -> bool:
    said = _folded(text)
    return bool(said & _GOES_ON) and said <= _NOW
