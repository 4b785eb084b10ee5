"""Points 01-12 of what the assistant may not say: reserved procurement and what may be required."""

from __future__ import annotations

from tests.knowledge.statements import MAY, MUST, NOT_PAST, Rule

RULES = (
    # 1. "Reserverad upphandling får användas för vilket företag som helst."
    Rule(
        "reserved-for-any-company",
        asserts=(
            r"reserver.*(?:vilke[nt]|vilka) (?:företag|leverantör\w*|aktör\w*) som helst",
            r"(?:alla|samtliga) (?:företag|leverantörer|aktörer) (?!som)(?:får|kan).*reserver",
            r"reserver.*(?:får|kan) (?:alla|samtliga) (?:företag|leverantörer|aktörer) (?!som)",
        ),
        forbidden=(
            "Reserverad upphandling får användas för vilket företag som helst.",
            "Alla företag får lämna anbud i en reserverad upphandling.",
            "I en reserverad upphandling får alla leverantörer delta.",
        ),
        allowed=(
            "Reserverad upphandling får inte användas för vilket företag som helst.",
            "I en reserverad upphandling får alla leverantörer som uppfyller kraven delta.",
        ),
    ),
    # 2. "Reserverad upphandling gäller bara sociala tjänster."
    Rule(
        "reserved-only-social-services",
        asserts=(
            r"^(?!.*25 a? ?§).*reserver\w* (?:upphandling )?(?:gäller|är|passar|får användas|kan användas)"
            r" (?:bara|endast|enbart)\b.*(?:tjänst|välfärd|vård|omsorg)",
        ),
        forbidden=(
            "Reserverad upphandling gäller bara sociala tjänster.",
            "Reserverad upphandling kan användas endast för vård och omsorg.",
        ),
        allowed=(
            "Reserverad upphandling gäller inte bara sociala tjänster utan i princip alla varor och tjänster.",
            "Att reservera enligt 25 a § gäller bara vissa tjänster i bilaga 2.",
        ),
    ),
    # 3. "Reserverad = direktupphandling till utvald leverantör."
    Rule(
        "reserved-is-direct-award",
        asserts=(
            r"reserver\w* upphandling (?:är|innebär|betyder|räknas som)(?! \w+ upphandling).*direktupphandling",
            rf"reserv.*(?:{MAY}|rätt att) (?:peka ut|välja ut|utse|själva välja)",
            rf"{MAY} (?:peka ut|välja ut|utse).*(?:leverantör|företag).*reserver",
        ),
        forbidden=(
            "Reserverad upphandling är en direktupphandling till en utvald leverantör.",
            "Med reserverad upphandling kan ni peka ut den leverantör ni vill ha.",
            "Reservationen ger er rätt att peka ut ett lokalt företag.",
            "Ni får utse ett visst företag genom att reservera upphandlingen.",
        ),
        allowed=(
            "Reserverad upphandling är inte en direktupphandling.",
            "Reserverad upphandling är en vanlig upphandling, men den ger ingen rätt att peka ut ett visst företag.",
        ),
    ),
    # 4. "Minst 30 % av de anställda." Lagen säger sysselsätts.
    Rule(
        "thirty-percent-of-employees",
        asserts=(
            r"(?:30|trettio) ?(?:%|procent) av (?:\w+ ){0,2}(?:anställda|personalen|medarbetarna|arbetsstyrkan)",
            r"30-procentskravet (?:gäller|mäts|avser).*\banställda\b",
        ),
        forbidden=(
            "Minst 30 procent av de anställda ska ha svårt att komma in på arbetsmarknaden.",
            "Minst 30 % av leverantörens anställda ska tillhöra målgruppen.",
            "30-procentskravet gäller andelen anställda.",
        ),
        allowed=(
            "Minst 30 procent av dem som sysselsätts ska tillhöra målgruppen.",
            "Kravet är inte 30 procent av de anställda.",
        ),
    ),
    # 5. "30 % av personalen på det aktuella kontraktet" eller "det räcker att en enhet ... uppfyller kraven."
    Rule(
        "thirty-percent-on-the-contract-or-in-a-unit",
        asserts=(
            r"(?:30|trettio)[ -]?(?:%|procent).*(?:i|på|under|utför\w*) (?:\w+ ){0,2}kontrakt",
            rf"personerna {MUST} (?:själva )?(?:utföra|arbeta i) .*kontrakt",
            r"räcker (?:det )?(?:att|med) (?:bara )?en (?:\w+ )?(?:enhet|avdelning|verksamhet)\b",
        ),
        forbidden=(
            "Minst 30 procent av dem som arbetar på det aktuella kontraktet ska tillhöra målgruppen.",
            "De personerna måste själva utföra ert kontrakt.",
            "Det räcker att en enhet hos anbudsgivaren uppfyller kraven.",
        ),
        allowed=(
            "Just de personerna behöver inte utföra ert kontrakt.",
            "Det räcker inte att en enhet hos anbudsgivaren uppfyller kraven.",
        ),
    ),
    # 6. "ASF är en bolagsform/är registrerade hos myndighet."
    Rule(
        "social-enterprise-is-a-legal-form",
        asserts=(
            r"(?:ASF|socia\w+ företag\w*)\)? (?:är|räknas som) (?:en )?(?:\w+ )?(?:bolagsform|företagsform|juridisk)",
            r"(?:ASF|socia\w+ företag\w*)\)? (?:är|ska vara|måste vara) (?:registrerad|godkän)",
            r"bolagsform för (?:ASF|arbetsintegrerande|socia)",
            r"(?:statligt|officiellt|myndighets\w*) register över (?:ASF|arbetsintegrerande|socia)",
        ),
        forbidden=(
            "ASF är en egen bolagsform.",
            "Det finns en särskild bolagsform för ASF.",
            "Arbetsintegrerande sociala företag är registrerade hos Tillväxtverket.",
            "Det finns ett officiellt register över ASF.",
        ),
        allowed=(
            "ASF är ingen bolagsform.",
            "Något statligt register över ASF finns inte.",
            "Ett socialt företag kan vara en förening eller ett aktiebolag.",
        ),
    ),
    # 7. "Samhall får alltid uppdrag utan upphandling."
    Rule(
        "samhall-without-procurement",
        asserts=(
            r"Samhall.*(?:utan (?:upphandling|konkurrens|annonsering)|undantag|slipper|undantaget)",
            r"(?:undantag|utan (?:upphandling|annonsering)).*Samhall",
            r"Samhall (?:får|vinner|kvalar in|är) alltid",
        ),
        denies=(r"Samhall behöver (?:inte|aldrig) (?:upphandlas|lämna anbud)",),
        forbidden=(
            "Samhall får alltid uppdrag utan upphandling.",
            "Det finns ett undantag i lagen för Samhall.",
            "Samhall behöver inte upphandlas.",
        ),
        allowed=(
            "Vi har inte hittat något undantag för Samhall i lagen.",
            "Samhall lämnar anbud som andra leverantörer.",
        ),
    ),
    # 8. "Registrering enligt lag 2022:900 krävs för 25 a §."
    Rule(
        "registration-required-for-25a",
        asserts=(
            r"registrering.*(?:krävs|är ett krav|är obligatorisk|är nödvändig)|kräver .*registrering",
            rf"{MUST} (?:vara |bli )?registrera.*(?:25 a|reserver|idébur)",
            rf"(?:25 a|reserver|idébur).*{MUST} (?:vara |bli )?(?:registrera|stå i registret)",
            r"(?:bara|endast|enbart) registrerade (?:idéburna )?organisationer",
        ),
        forbidden=(
            "Registrering enligt lag (2022:900) krävs för 25 a §.",
            "För att delta kräver lagtexten en registrering.",
            "En idéburen organisation måste vara registrerad för att få delta.",
            "Ni måste vara registrerade när köpet är reserverat.",
            "Bara registrerade organisationer får delta.",
        ),
        allowed=(
            "Lagtexten kräver ingen registrering, men den underlättar bevisningen.",
            "Det krävs inte att organisationen är registrerad enligt 25 a §.",
        ),
    ),
    # 9. "Reservationsregeln för idéburna finns i 19 kap. 6 a/6 b §." Gammalt; nu 25/25 a §.
    Rule(
        "reservation-in-19-6a",
        asserts=(NOT_PAST + r"19(?: kap\. ?|:)6 ?[ab]\b",),
        forbidden=("Regeln om idéburna finns i 19 kap. 6 a §.", "LOU 19:6 b gäller idéburna organisationer."),
        allowed=("Tidigare fanns regeln i 19 kap. 6 a §.", "Regeln finns i 19 kap. 25 a §."),
    ),
    # 10. "LUF 4:18 / LUK 4:18." Rätt: LUF 4 kap. 16 §, LUK 4 kap. 8 §.
    Rule(
        "wrong-paragraph-in-luf-and-luk",
        asserts=(r"\b(?:LUF|LUK) 4(?: kap\. ?|:)18\b", r"\b4(?: kap\. ?|:)18(?: §)? (?:i )?(?:LUF|LUK)\b"),
        forbidden=("Motsvarigheten är LUF 4 kap. 18 §.", "I koncessioner gäller 4 kap. 18 § LUK."),
        allowed=("Regeln finns i LOU 4 kap. 18 §, LUF 4 kap. 16 § och LUK 4 kap. 8 §.",),
    ),
    # 11. "Kollektivavtal kan krävas."
    Rule(
        "collective-agreement-required",
        asserts=(
            rf"{MAY} kräva (?!.*(?:nivå|villkor)).*\bkollektivavtal\b",
            r"\bkollektivavtal (?:kan|får|ska|bör) (?:ni )?(?:alltid )?kräva",
            r"^kräv (?!.*(?:nivå|villkor)).*\bkollektivavtal\b",
            rf"leverantör\w* {MUST} (?:ha|vara bund\w+|teckna)\b.*\bkollektivavtal",
        ),
        forbidden=(
            "Ni får kräva att leverantören har kollektivavtal.",
            "Kollektivavtal kan krävas.",
            "Kräv att leverantören har kollektivavtal.",
            "Leverantören måste vara bunden av kollektivavtal.",
            "Får vi kräva kollektivavtal? Ja, vid städning.",
            "Nej, inte alltid, men ni får kräva kollektivavtal i byggbranschen.",
        ),
        allowed=(
            "Nej, ni får inte kräva kollektivavtal.",
            "Får vi kräva kollektivavtal? Nej, det går inte.",
            "Ni kan kräva villkor i nivå med kollektivavtal.",
            "Ni kan ställa villkor om lön i stället för att kräva kollektivavtal.",
        ),
    ),
    # 12. "Sociala krav är obligatoriska/bör = måste."
    Rule(
        "social-requirements-mandatory",
        asserts=(
            r"sociala (?:krav|hänsyn) är (?:alltid )?(?:obligatorisk|tvingande|lagkrav|ett lagkrav|ett måste)",
            rf"{MUST} (?:ställa sociala krav|ta sociala hänsyn|beakta sociala hänsyn)",
            r"\"?\bbör\b\"? (?:betyder|innebär|är detsamma som|är samma sak som) \"?(?:ska|måste)\b",
        ),
        forbidden=(
            "Sociala krav är obligatoriska.",
            "Ni måste ställa sociala krav.",
            'Ordet "bör" betyder "ska" i lagen.',
            "Måste vi ställa sociala krav? Ja, alltid.",
        ),
        allowed=(
            "Ni måste inte ställa sociala krav.",
            "Ni bör beakta sociala hänsyn om upphandlingens art motiverar det.",
            "Måste vi ställa sociala krav? Nej, inte generellt.",
        ),
    ),
)
