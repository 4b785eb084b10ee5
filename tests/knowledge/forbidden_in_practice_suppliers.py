"""What answers on labels, suppliers and bids may not say, claim by claim."""

from __future__ import annotations

from tests.knowledge import checks
from tests.knowledge.statements import MAY, MUST, Rule

RULES = (
    # fair_trade_and_labels: '"kräv Fairtrade" utan "eller likvärdigt"'
    Rule(
        "fairtrade-without-equivalent",
        check=checks.fairtrade_without_equivalent,
        forbidden=("Kräv Fairtrade.", "Ni kan ställa krav på Fairtrade för kaffe."),
        allowed=("Kräv Fairtrade eller likvärdigt.", "Ni ska inte kräva Fairtrade."),
    ),
    # "att Fairtrade kan vara teknisk specifikation"
    Rule(
        "fairtrade-as-specification",
        asserts=(
            r"(?:Fairtrade|rättvis handel).*teknisk\w* specifikation",
            r"teknisk\w* specifikation.*(?:Fairtrade|rättvis handel)",
        ),
        forbidden=(
            "Fairtrade kan vara teknisk specifikation.",
            "Skriv i den tekniska specifikationen att varan ska vara Fairtrade.",
        ),
        allowed=("Rättvis handel är ett kontraktsvillkor, men inte en teknisk specifikation.",),
    ),
    # "att rättvis handel inte får beaktas"
    Rule(
        "fair-trade-may-not-count",
        denies=(
            r"(?:rättvis handel|Fairtrade).*(?:får|kan) (?:ni )?(?:inte|aldrig) (?:beaktas|vägas|krävas|ställas)",
            r"får (?:ni )?(?:inte|aldrig) (?:ta hänsyn till|beakta|ställa krav på|väga in) rättvis handel",
        ),
        forbidden=(
            "Rättvis handel får inte beaktas.",
            "Ni får inte ställa krav på rättvis handel.",
        ),
        allowed=("Det stämmer inte att rättvis handel inte får beaktas.", "Ni får ställa krav på rättvis handel."),
    ),
    # supplier_vetting: "att misstanke räcker för uteslutning"
    Rule(
        "suspicion-suffices",
        asserts=(
            r"misstanke\w* (?:räcker|är nog|är tillräcklig)",
            rf"{MAY} utesluta.*(?:på|vid|efter) (?:bara |en )?misstank",
        ),
        forbidden=("Misstanke räcker för uteslutning.", "Ni får utesluta en leverantör vid misstanke om brott."),
        allowed=("Bara misstanke räcker inte.",),
    ),
    # "att alla ska lämna belastningsregisterutdrag"
    Rule(
        "criminal-records-from-everyone",
        asserts=(
            r"\b(?:alla|samtliga|varje)\b.*(?:ska|måste).*(?:belastningsregist|registerutdrag)",
            rf"{MUST} (?:begära|kräva).*(?:belastningsregist\w+|registerutdrag) (?:av|från) (?:alla|samtliga)",
        ),
        forbidden=(
            "Alla ska lämna utdrag ur belastningsregistret.",
            "Ni måste kräva registerutdrag från alla leverantörer.",
        ),
        allowed=("Alla ska inte lämna utdrag ur belastningsregistret.",),
    ),
    # "att ny registerkontroll gäller"
    Rule(
        "register-control-in-force",
        asserts=(
            r"^(?!.*\bom\b).*registerkontroll\w* (?:gäller|är införd|infördes|har införts|har trätt|trädde|är i kraft)",
        ),
        forbidden=("Den samordnade registerkontrollen gäller nu.", "Ny registerkontroll har trätt i kraft."),
        allowed=("En samordnad registerkontroll föreslogs 2026.", "Vi vet inte om registerkontrollen gäller ännu."),
    ),
    # report_violation: "att SKR eller chattjänsten tar emot anmälningar"
    Rule(
        "skr-or-chat-takes-reports",
        asserts=(
            r"\b(?:SKR|jag|vi|chatten|tjänsten|assistenten) (?:tar|kan ta) emot (?:\w+ )?(?:anmälning|anmälan|tips)",
            r"\b(?:anmäl|tipsa)\b.*(?:till SKR|till mig|här i chatten|\bSKR\b)",
        ),
        forbidden=("SKR tar emot anmälningar.", "Jag tar emot tips.", "Anmäl bristen till SKR."),
        allowed=("Jag tar inte emot anmälningar.", "Tipsa Konkurrensverket om brott mot upphandlingsreglerna."),
    ),
    # "att KKV måste utreda varje tips"
    Rule(
        "every-tip-is-investigated",
        asserts=(
            rf"(?:KKV|Konkurrensverket) (?:{MUST} |alltid )?(?:utred(?:a|er)|granskar?) (?:alla|varje|samtliga)",
            r"(?:alla|varje|samtliga) tips (?:utreds|ska utredas|måste utredas)",
        ),
        forbidden=("Konkurrensverket måste utreda varje tips.", "Alla tips utreds."),
        allowed=("Konkurrensverket måste inte utreda varje tips.", "Konkurrensverket prioriterar bland tipsen."),
    ),
    # "be aldrig användaren skriva namn på misstänkta i chatten"
    Rule(
        "asks-for-names-of-suspects",
        asserts=(
            r"\b(?:skriv|ange|berätta|lämna|uppge)\b.*\b(?:namn\w*|vem|vilka)\b.*(?:misstänk|brutit|fuskar|företaget)",
        ),
        forbidden=("Skriv namnet på den misstänkta här.", "Berätta vilka som är misstänkta."),
        allowed=("Skriv inga namn på misstänkta här.",),
    ),
    # limit_subcontracting: '"högst två led" alltid är tillåtet eller alltid förbjudet'
    Rule(
        "two-tiers-always-allowed-or-forbidden",
        asserts=(
            r"(?:högst|max\w*) (?:ett|två|tre|\d) led\b.*(?:tillåt|okej|förbjud|otillåt|går bra|olaglig)",
            rf"{MAY} (?:begränsa|kräva|sätta).*(?:högst|max\w*) (?:ett|två|tre|\d) led",
        ),
        denies=(r"(?:högst|max\w*) (?:ett|två|tre|\d) led\b.*(?:är aldrig|är inte|får (?:aldrig|inte))",),
        forbidden=(
            "Högst två led är alltid tillåtet.",
            "Högst två led är förbjudet.",
            "Ni får kräva högst två led.",
            "Högst två led är aldrig tillåtet.",
        ),
        allowed=("Antalet led är inte reglerat i lagen.", "Ett tak måste vara motiverat och proportionerligt."),
    ),
    # "att underleverantörer kan förbjudas generellt"
    Rule(
        "subcontractors-banned-generally",
        asserts=(
            rf"{MAY} (?:\w+ )?(?:förbjuda|neka|utesluta alla) (?:alla )?underleverantör",
            r"underleverantörer (?:kan|får) förbjudas",
        ),
        forbidden=("Ni får förbjuda underleverantörer.", "Underleverantörer kan förbjudas."),
        allowed=("Underleverantörer kan inte förbjudas generellt.", "Ni får begära uppgift om underleverantörer."),
    ),
    # bidding_as_social_enterprise: "att föreningar måste ha F-skatt enligt LOU"
    Rule(
        "associations-need-f-tax",
        asserts=(rf"förening\w* {MUST} (?:ha|vara godkänd\w* för) F-skatt", r"(?:LOU|lagen) kräver .*F-skatt"),
        forbidden=("Föreningar måste ha F-skatt.", "LOU kräver att ni har F-skatt."),
        allowed=("LOU kräver inte F-skatt.", "Krav på F-skatt kan bli ett hinder för föreningar."),
    ),
    # "att kommunen inte får direktupphandla av en förening"
    Rule(
        "no-direct-award-to-associations",
        denies=(r"får (?:\w+ )?(?:inte|aldrig) direktupphandla.*(?:förening|socialt företag|sociala företag)",),
        forbidden=(
            "Kommunen får inte direktupphandla av en förening.",
            "Får kommunen direktupphandla av en förening? Nej.",
        ),
        allowed=("Ja, kommunen får direktupphandla av en förening under 700 000 kronor.",),
    ),
    # "att en social enhet i en större organisation kvalar in i reserverad upphandling"
    Rule(
        "social-unit-qualifies",
        asserts=(r"(?:enhet|avdelning)\b.*(?:kvalar in|uppfyller kraven|får delta|kan delta|räcker|är nog)",),
        forbidden=(
            "En social enhet i en större organisation kvalar in.",
            "Det är nog att en avdelning uppfyller kraven.",
        ),
        allowed=(
            "Anbudsgivaren som helhet ska uppfylla kraven, inte bara en avdelning.",
            "Att en enhet arbetar med integration räcker inte.",
        ),
    ),
    # subsidised_labour_and_price: 'sociala företag "dumpar priser" ... – och inte heller att det aldrig förekommer'
    Rule(
        "social-enterprises-dump-prices",
        asserts=(r"(?:social\w* företag|ASF).*(?:dumpar|pressar|gratis arbetskraft|billig arbetskraft)",),
        denies=(
            r"(?:social\w* företag|ASF).*(?:(?:dumpar|pressar) (?:aldrig|inte)|(?:aldrig|inte) .*gratis arbetskraft)",
            r"prisdumpning.*förekommer (?:aldrig|inte)",
        ),
        forbidden=(
            "Sociala företag dumpar priser.",
            "Sociala företag använder gratis arbetskraft.",
            "Sociala företag dumpar aldrig priser.",
            "ASF använder aldrig gratis arbetskraft.",
            "Prisdumpning förekommer inte.",
        ),
        allowed=("Sociala företag följer samma konkurrensregler som andra.",),
    ),
    # "belopp eller procent för lönestöd"
    Rule(
        "rates-of-wage-subsidy",
        check=checks.rates_of_wage_subsidy,
        forbidden=("Lönestödet täcker 80 procent av lönen.", "Arbetsgivaren får 20 000 kronor i lönebidrag."),
        allowed=("Arbetsförmedlingen svarar om stödens villkor.", "Lönestöd hindrar inte ett anbud."),
    ),
)
