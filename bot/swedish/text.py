"""Plain operations on Swedish text that need no language model."""

from __future__ import annotations

import re
import unicodedata
from typing import List

# Read before the first visitor comes: every table behind understanding and search, which takes seconds.
WARM_UP = "exempel på praktikkplatser i Malmöö"

# What is worked out about words is kept for so many of them, in each place that does so: people write the same ones
# again and again, and nobody can fill the memory with others.
WORDS_KEPT = 4_000

WORD = re.compile(r"[^\W_]+(?:[-:.'’][^\W_]+)*")
_FOLDED = str.maketrans("åäöéèüæø", "aaoeeuao")


def normalise(text: str) -> str:
    """Compose Unicode, case-fold and collapse white space; offsets are not kept."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def fold(text: str) -> str:
    """Lower-case text without å, ä and ö, of the same length, so that "malmo" meets "Malmö"."""
    return text.lower().translate(_FOLDED)


def words(text: str) -> List[str]:
    return WORD.findall(normalise(text))


# Function words, and words that every question to us has, say nothing about which text is meant.
STOPWORDS = frozenset(
    """
    alla allt andra att av bara bland blev bli blir bra både chans dock de dem den denna deras dess det detta dig din
    dom du där då efter eller en ens er era ett eventuellt exempel exemplen faktiskt finn finnas finns flera fler får
    få för från före ge ger genom gett gjort går gå gör göra ha hade han har hej hela helst här hitta hjälp hos
    hur hör i ibland in ingen inget inom inte ja jag ju just kan kanske kommun kommunen kommuner kommunens kunde lite
    läsa man med mellan men mer mig min mina mot mycket många månne måste ni nog nu någon något några nån nåt nåra när
    och om oss på region regionen regioner se så sådan ska skall skulle som stad t tack till tips typ under ungefär upp
    ut utan va vad var vara vart varit vem vet vi vid vilka vilken vilket vill visa visar visst vår våra är
    även över söker letar behöver undrar andras jobbat använt goda lärande bästa gärna ens nånting någonting
    the of to a an är dels sedan samt fått haft olika ex
    """.split()
)
