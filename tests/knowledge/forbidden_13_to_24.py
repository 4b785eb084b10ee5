"""Points 13-24 of what the assistant may not say: partnerships, amounts and scope of the rules."""

from __future__ import annotations

from tests.knowledge import checks
from tests.knowledge.statements import MAY, MUST, NOT_PAST, Rule

_LOCAL = r"(?:lokal\w* (?:\w+ ){0,2}(?:företag|leverantör|anbudsgivare|aktör)|företag\w* i kommunen)"
_RESIDENT = r"(?:bor i|bosatt|bostadsort|folkbokförd|kommuninvånare)"

RULES = (
    # 13. "IOP är lagreglerat" eller "IOP kräver aldrig upphandling".
    Rule(
        "iop-in-law-or-outside-procurement",
        asserts=(
            r"(?:IOP|partnerskap)\w*\)? är (?:lagreglerat|reglerat i|en lagreglerad|alltid tillåtet|undantaget)",
            r"\b(?:lagen|lag|en lag) om (?:IOP|idéburet)",
            r"(?:IOP|partnerskap)\w*\)? (?:faller|ligger|är) (?:alltid )?(?:utanför|undantag)",
        ),
        denies=(
            r"(?:IOP|partnerskap)\w*\)? (?:kräver|är|blir) (?:aldrig|inte) (?:\w+ )?upphandling",
            r"(?:IOP|partnerskap)\w*\)? (?:behöver (?:aldrig|inte) upphandlas|omfattas (?:aldrig|inte) av)",
        ),
        forbidden=(
            "IOP är lagreglerat.",
            "IOP kräver aldrig upphandling.",
            "Ett idéburet offentligt partnerskap omfattas inte av LOU.",
            "IOP är alltid tillåtet.",
            "Ett partnerskap faller utanför LOU.",
            "Enligt lagen om IOP ska avtalet vara skriftligt.",
        ),
        allowed=(
            "Det finns ingen lag om IOP.",
            "IOP är inte alltid tillåtet.",
            "Det stämmer inte att IOP aldrig kräver upphandling.",
        ),
    ),
    # 14. "IOP måste vara högst (eller minst) tre år" – ingen lagregel om löptid.
    Rule(
        "iop-has-a-fixed-duration",
        asserts=(r"(?:IOP|partnerskap).*(?:högst|minst|max\w*|längst|i) (?:ett|två|tre|fyra|fem|tio|\d+) år\b",),
        forbidden=("Ett IOP måste vara minst tre år.", "Ett partnerskap får gälla i högst 3 år."),
        allowed=("Det finns ingen regel om att ett IOP ska vara högst tre år.", "Ett IOP bygger på lång sikt."),
    ),
    # 15. "IOP godkändes av HFD." Ej verifierat.
    Rule(
        "iop-approved-by-hfd",
        asserts=(
            r"(?:IOP|partnerskap|Alingsås).*(?:godkän|godtog|tillät|friad).*(?:HFD|Högsta förvaltnings)",
            r"(?:HFD|Högsta förvaltnings\w+) (?:har )?(?:godkän|godtog|tillät|fria|gav).*(?:IOP|partnerskap|Alingsås)",
        ),
        forbidden=(
            "IOP godkändes av HFD.",
            "Högsta förvaltningsdomstolen godtog partnerskapet.",
            "Högsta förvaltningsdomstolen gav Alingsås rätt.",
        ),
        allowed=(
            "Högsta förvaltningsdomstolen slog fast att partnerskapet i Alingsås var ett tjänstekontrakt.",
            "Kammarrätten såg Alingsås IOP som ett köp.",
        ),
    ),
    # 16. "ASADE gör att vi fritt får direkttilldela ideella."
    Rule(
        "asade-allows-direct-award",
        asserts=(
            r"ASADE.*(?:fritt|fri väg|direkttilldel|direktupphandl|utan (?:upphandling|annons))",
            rf"{MAY} (?:fritt )?direkttilldela.*(?:ideel|idébur|utan vinst)",
        ),
        forbidden=(
            "ASADE gör att ni fritt får direkttilldela ideella organisationer.",
            "Efter ASADE kan ni köpa av ideella utan annonsering.",
        ),
        allowed=(
            "ASADE är ingen allmän fri väg förbi annonsering.",
            "ASADE gäller sociala tjänster, och likabehandling krävs.",
        ),
    ),
    # 17. "De minimis är 200 000 euro." Gammalt.
    Rule(
        "old-de-minimis-ceiling",
        asserts=(NOT_PAST + r"\b200[ .]?000 euro",),
        forbidden=("De minimis är 200 000 euro på tre år.", "Stöd av mindre betydelse får vara högst 200 000 euro."),
        allowed=("De minimis är 300 000 euro, tidigare 200 000 euro.", "Taket är inte längre 200 000 euro."),
    ),
    # 18. "Direktupphandlingsgränsen är 615 312 kr / 586 907 kr / 1 092 436 kr." Gammalt.
    Rule(
        "old-direct-award-limits",
        asserts=(NOT_PAST + r"\b(?:615[ .]?312|586[ .]?907|1[ .]?092[ .]?436)\b",),
        forbidden=(
            "Direktupphandlingsgränsen är 615 312 kr.",
            "Ni får direktupphandla under 586\u00a0907 kronor.",
            "I försörjningssektorerna är gränsen 1 092 436 kronor.",
        ),
        allowed=(
            "Gränsen är 700 000 kronor, eller 1 200 000 kronor i försörjningssektorerna.",
            "Beloppet 615 312 kronor gäller inte längre.",
            "År 2020 var gränsen 615 312 kronor.",
        ),
    ),
    # 19. Att ge kronbelopp för 2026–2027 utan källa.
    Rule(
        "kronor-for-2026-without-source",
        check=checks.kronor_after_2025_without_source,
        forbidden=(
            "Tröskelvärdet för varor är 2 500 000 kronor 2026–2027.",
            "Från 2026 gäller:\n– bygg: 60 miljoner kronor\n– varor: 2,4 Mkr",
        ),
        allowed=(
            "Från 2026 gäller nya tröskelvärden. Hämta aktuella belopp hos Upphandlingsmyndigheten [1].",
            "Tröskelvärdet är 2 500 000 kronor 2026 [1].",
            "Tröskelvärdet var 2 389 585 kronor 2024–2025.",
        ),
    ),
    # 20. "Sociala tjänster får direktupphandlas upp till 700 000 kr." Fel; gränsen är tröskelvärdet.
    Rule(
        "social-services-limit-700000",
        asserts=(
            r"(?:sociala tjänster|bilaga 2)(?!.*i stället).*\b700[ .]?000",
            r"\b700[ .]?000\b(?!.*i stället).*(?:sociala tjänster|bilaga 2)",
        ),
        forbidden=(
            "Sociala tjänster får direktupphandlas upp till 700 000 kr.",
            "Gränsen 700 000 kronor gäller även tjänster i bilaga 2.",
        ),
        allowed=(
            "Ni får direktupphandla under 700 000 kronor. För tjänster i bilaga 2 gäller tröskelvärdet i stället.",
            "För sociala tjänster är gränsen inte 700 000 kronor.",
        ),
    ),
    # 21. "Krav kan läggas till fritt i pågående avtal."
    Rule(
        "add-requirements-freely",
        asserts=(
            r"krav\w*.*(?:läggas till|lägga till|läggs till).*(?:fritt|när som helst|alltid|utan vidare)",
            r"(?:fritt|när som helst|alltid) (?:lägga till|lägga in|föra in|ändra).*(?:krav|villkor|avtal)",
            rf"{MAY} lägga till (?:\w+ ){{0,2}}krav i (?:ett|det|era) (?:pågående|gällande|befintlig)",
        ),
        forbidden=(
            "Krav kan läggas till fritt i pågående avtal.",
            "Ni kan när som helst lägga till nya krav.",
            "Ni får lägga till sociala krav i ett pågående avtal.",
        ),
        allowed=("Nej, ni får inte fritt lägga till krav.", "Ett nytt krav kan vara en väsentlig ändring."),
    ),
    # 22. "Man får kräva att personerna bor i kommunen/gynna lokala företag."
    Rule(
        "residency-or-local-companies",
        asserts=(
            rf"{MAY} (?:kräva|ställa krav|villkora|ange).*{_RESIDENT}",
            rf"(?:personerna|deltagarna|kandidaterna) {MUST} (?:\w+ )?{_RESIDENT}",
            rf"\b(?:ställ krav på|kräv)\b.*{_RESIDENT}",
            rf"{MAY} (?:gynna|välja|rikta|föredra|prioritera|reservera|bara bjuda).*{_LOCAL}",
        ),
        forbidden=(
            "Ni får kräva att personerna bor i kommunen.",
            "Kommunen kan gynna lokala företag.",
            "Deltagarna ska vara bosatta i kommunen.",
            "Ställ krav på bostadsort.",
            "Får vi rikta oss till ett lokalt företag? Ja, om det är litet.",
        ),
        allowed=(
            "Nej, ställ inte krav på bostadsort.",
            "Får vi rikta oss till ett lokalt företag? Nej, alla som uppfyller kraven ska få delta.",
            "Dela upp kontraktet så att små sociala företag kan lämna anbud.",
        ),
    ),
    # 23. "ILO har åtta kärnkonventioner" utan not om 2022.
    Rule(
        "eight-ilo-conventions",
        check=checks.eight_conventions_without_2022,
        forbidden=("ILO har åtta kärnkonventioner.", "De 8 grundläggande konventionerna. ILO:s 8 konventioner gäller."),
        allowed=("ILO har tio kärnkonventioner.", "ILO hade åtta kärnkonventioner. Sedan 2022 är de tio."),
    ),
    # 24. "Tröskelvärdesreglerna i 17 kap. gäller alla köp."
    Rule(
        "chapter-17-applies-to-all",
        asserts=(
            r"(?:17 kap|arbetsrättsliga villkor|lön, semester).*(?:alla (?:köp|inköp|upphandlingar)|oavsett värde)",
            r"17 kap.*gäller (?:alltid|även|också) (?:under tröskel|för bilaga 2|bilaga 2)",
            r"arbetsrättsliga villkor (?:är alltid obligatorisk|är obligatoriska (?:även )?under)",
        ),
        forbidden=(
            "Reglerna i 17 kap. gäller alla köp.",
            "17 kap. gäller även bilaga 2.",
            "Villkor om lön, semester och arbetstid ska ställas i alla upphandlingar.",
            "Arbetsrättsliga villkor är obligatoriska även under tröskelvärdet.",
        ),
        allowed=(
            "Reglerna i 17 kap. 2–5 §§ gäller inte alla köp.",
            "Under tröskelvärdet är villkoren frivilliga men möjliga.",
        ),
    ),
)
