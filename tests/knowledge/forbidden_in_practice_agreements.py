"""What answers on contract values, agreements, outcome contracts and referrals may not say, claim by claim."""

from __future__ import annotations

from tests.knowledge import checks
from tests.knowledge.statements import MAY, NOT_PAST, Rule

RULES = (
    # contract_value_calculation: "att köp av samma slag alltid summeras per år (gammal regel)"
    Rule(
        "same-kind-summed-per-year",
        asserts=(
            NOT_PAST + r"samma slag.*(?:summeras|läggs ihop|räknas ihop|räknas samman|räkna ihop|lägga ihop)",
            NOT_PAST + r"(?:summera|lägg ihop|räkna ihop)\b.*samma slag",
        ),
        forbidden=("Köp av samma slag summeras alltid per år.", "Summera alla köp av samma slag under året."),
        allowed=("Den tidigare regeln om att köp av samma slag läggs ihop togs bort 2022.",),
    ),
    # "att man därför fritt får dela upp köp"
    Rule(
        "purchases-split-freely",
        asserts=(
            rf"{MAY} (?:därför |fritt )*dela upp (?:köp|inköp|era köp)",
            r"(?:köp|inköp)\w* (?:kan|får) (?:fritt )?delas upp",
            r"\bdela upp .*för att komma under",
        ),
        forbidden=(
            "Ni får därför fritt dela upp köp.",
            "Köp kan delas upp hur som helst.",
            "Ni får dela upp köpet för att komma under gränsen.",
        ),
        allowed=("Ni får ändå inte dela upp köp för att komma under en gräns.", "Ni får dela upp kontraktet i delar."),
    ),
    # "615 312 kr eller andra gamla gränser"
    Rule(
        "old-limits",
        asserts=(NOT_PAST + r"\b(?:615[ .]?312|586[ .]?907|1[ .]?991[ .]?766|2[ .]?156[ .]?469)\b",),
        forbidden=("Gränsen är 615 312 kr.", "Välfärdstjänster får köpas direkt under 2 156 469 kronor."),
        allowed=("Gränsen är 700 000 kronor.", "Äldre belopp som 586 907 kronor är inaktuella."),
    ),
    # agreement_practicalities: "att det finns en lagstadgad process eller tid"
    Rule(
        "agreement-process-in-law",
        asserts=(
            r"överenskommelse.*(?:lagstadga|enligt lag|lagen (?:kräver|säger|anger))",
            r"lag(?:en|stadga\w*).*överenskommelse",
        ),
        forbidden=("En överenskommelse har en lagstadgad process.", "Lagen anger hur en överenskommelse tas fram."),
        allowed=("Det finns ingen lagstadgad process för en överenskommelse.",),
    ),
    # "att stödet är gratis i dag"
    Rule(
        "process-support-is-free",
        asserts=(
            NOT_PAST + r"(?:processled|NOD\b|stödet).*(?:gratis|kostnadsfri|utan kostnad|kostar inget)",
            NOT_PAST + r"(?:gratis|kostnadsfri\w*) (?:\w+ )?(?:processled|stöd)",
        ),
        denies=(r"(?:processled|NOD\b|stödet).*kostar (?:inget|ingenting)",),
        forbidden=("Stödet är gratis.", "Ni får gratis processledare.", "Processledaren kostar ingenting."),
        allowed=(
            "Fråga NOD vilket stöd som finns nu.",
            "Vi vet inte om stödet är gratis.",
            "Före 2018 var stödet gratis.",
        ),
    ),
    # "namn på personer i gamla kansliet"
    Rule(
        "people-of-the-old-secretariat",
        check=checks.people_of_the_old_secretariat,
        forbidden=("Kontakta Karin Karlsson på kansliet.", "Processledaren heter Karin Karlsson."),
        allowed=("Arbetet tog omkring två år, enligt Överenskommelsens tidigare kansli.",),
    ),
    # social_outcome_contracts: "att Norrköping sparade pengar direkt"
    Rule(
        "norrkoping-saved-at-once",
        asserts=(
            r"(?:Norrköping|kontraktet|kommunen).*(?:sparade|minskade kostnad|gick med vinst|gav (?:\w+ )?besparing)",
            r"direkta besparingar (?:syntes|uppstod|nåddes)",
        ),
        forbidden=("Norrköping sparade pengar.", "Kontraktet gav direkta besparingar.", "Direkta besparingar syntes."),
        allowed=("I Norrköping syntes inga direkta besparingar under de två åren.",),
    ),
    # "att utfallskontrakt slipper LOU"
    Rule(
        "outcome-contracts-escape-procurement",
        asserts=(
            r"(?:utfallskontrakt|modellen|upplägget).*(?:slipper|undantag|utanför (?:LOU|upphandl)|utan upphandl)",
        ),
        denies=(
            r"utfallskontrakt.*(?:behöver (?:inte|aldrig) upphandlas|omfattas inte|är (?:aldrig|ingen) upphandling)",
        ),
        forbidden=("Sociala utfallskontrakt slipper LOU.", "Ett utfallskontrakt behöver inte upphandlas."),
        allowed=("Det finns inget undantag för utfallskontrakt.", "Pröva om upplägget är en upphandling."),
    ),
    # "någon värdering av om modellen är bra eller dålig"
    Rule(
        "outcome-contracts-are-good-or-bad",
        asserts=(r"(?:utfallskontrakt|modellen)\w* är (?:\w+ )?(?:bra|bäst|dålig|lyckad|misslyckad|effektiv)",),
        forbidden=("Sociala utfallskontrakt är en bra lösning.", "Modellen är dålig.", "Utfallskontrakt är effektiva."),
        allowed=("De sociala resultaten blev bättre i Norrköping.",),
    ),
    # environmental_requirements: "sakbesked om enskilda miljökrav, gränsvärden eller märkens innehåll"
    Rule(
        "facts-on-environmental-requirements",
        asserts=(
            r"\b(?:Svanen|Bra Miljöval|EU Ecolabel|KRAV-märk\w+|Euro ?[56]|FSC|TCO Certified)\b",
            r"\b(?:koldioxid|CO2|utsläpp\w*|kemikalie\w*|ekologisk\w*)\b.*(?:\d|ska|måste|får|gräns)",
        ),
        forbidden=("Svanen kräver förnybar energi.", "Minst 60 procent ekologiska livsmedel krävs, CO2 högst 95 gram."),
        allowed=("Upphandlingsmyndigheten har färdiga hållbarhetskrav på olika nivåer i Kriterietjänsten.",),
    ),
    # procurement_basics: "bedömning av ett enskilt anbud, avrop eller beslut"
    Rule(
        "verdict-on-a-certain-bid",
        asserts=(
            r"\b(?:ert|ditt|deras|det här|detta|anbudet ni) (?:anbud|avrop|beslut|tilldelningsbeslut)\w* "
            r"(?:är|bryter|strider|ska förkastas|borde|uppfyller)",
            r"\bni (?:borde|skulle) ha (?:vunnit|tilldelats|förkasta)",
        ),
        forbidden=("Ert anbud är giltigt.", "Det här beslutet strider mot lagen.", "Ni borde ha vunnit."),
        allowed=("Gäller frågan en viss upphandling frågar du den kommun eller region som genomför den.",),
    ),
)
