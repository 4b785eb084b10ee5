"""What answers on labour conditions and on placing requirements may not say, claim by claim."""

from __future__ import annotations

from tests.knowledge import checks
from tests.knowledge.statements import MAY, MUST, Rule

RULES = (
    # necessity_assessment: "att städ, bygg eller taxi alltid är behövligt"
    Rule(
        "trade-always-needs-conditions",
        asserts=(
            r"\b(?:städ|bygg|taxi)\w*.*alltid.*(?:behövlig|villkor)",
            r"villkor.*alltid behövliga.*\b(?:städ|bygg|taxi)",
        ),
        forbidden=("I städbranschen är det alltid behövligt.", "Villkor är alltid behövliga för taxi och bygg."),
        allowed=("Städning är inte alltid behövligt att villkora.", "Ni bedömer behovet i varje upphandling av städ."),
    ),
    # "att UHM:s riskbedömning räcker som egen bedömning"
    Rule(
        "agency-risk-assessment-suffices",
        asserts=(
            r"(?:UHM|Upphandlingsmyndigheten)\w*:?\w* riskbedömning\w* (?:räcker|ersätter|duger|är tillräcklig)",
            r"räcker (?:det )?(?:att|med) .*(?:UHM|Upphandlingsmyndighetens?)\w*:?\w* riskbedömning",
        ),
        denies=(r"behöver (?:\w+ )?(?:ingen|inte (?:göra )?(?:någon|en)) egen (?:risk)?bedömning",),
        forbidden=(
            "Upphandlingsmyndighetens riskbedömning räcker.",
            "Det räcker med UHM:s riskbedömning.",
            "Ni behöver inte göra någon egen bedömning.",
        ),
        allowed=("Utgå från Upphandlingsmyndighetens riskbedömningar, men gör en egen bedömning.",),
    ),
    # "att det finns en poänggräns"
    Rule(
        "score-limit-for-risks",
        asserts=(
            r"poänggräns|fast gräns.*risk|\bminst (?:en|två|tre|fyra|fem|\d+) risk(?:er|indikatorer|faktorer|poäng)",
            r"(?:två|tre|fyra|fem|\d+) (?:eller fler )?risk(?:er|indikatorer) (?:räcker|krävs|behövs)",
        ),
        forbidden=("Det finns en poänggräns för risk.", "Tre risker krävs.", "Det behövs minst två risker."),
        allowed=("Någon fast gräns för antalet risker finns inte.", "Det finns ingen poänggräns."),
    ),
    # "att reglerna gäller alla köp oavsett värde"
    Rule(
        "conditions-whatever-the-value",
        asserts=(r"(?:reglerna|villkor|behövlighetsbedömning).*(?:oavsett (?:\w+ )?värde|(?:i|vid|för)? ?alla köp)",),
        forbidden=("Reglerna gäller oavsett värde.", "Behövlighetsbedömning ska göras vid alla köp."),
        allowed=("Reglerna gäller inte alla köp oavsett värde.", "Villkor ska ställas över tröskelvärdet."),
    ),
    # writing_labour_conditions: "att det räcker att bara namnge ett kollektivavtal"
    Rule(
        "naming-an-agreement-suffices",
        asserts=(r"räcker (?:det )?(?:att|med) .*\bkollektivavtal", r"kollektivavtal\w*.*namn\w* räcker"),
        forbidden=(
            "Det räcker att hänvisa till ett kollektivavtal.",
            "Ange kollektivavtalet, dess namn räcker.",
        ),
        allowed=('Det räcker inte att svepande hänvisa till villkor "i nivå med kollektivavtal".',),
    ),
    # "att leverantören måste vara bunden av avtalet"
    Rule(
        "supplier-bound-by-agreement",
        asserts=(rf"leverantör\w*\b.* {MUST} (?:själv )?(?:vara bund\w+|ha tecknat|teckna|ansluta).*avtal",),
        forbidden=("Leverantören måste vara bunden av kollektivavtalet.", "Leverantören ska ha tecknat avtalet."),
        allowed=("Leverantören ska tillämpa villkoren men behöver inte ha tecknat avtalet.",),
    ),
    # "belopp i kronor från något visst avtal"
    Rule(
        "kronor-from-an-agreement",
        check=checks.kronor_from_a_collective_agreement,
        forbidden=("Lägsta lön är 28 500 kronor.", "Enligt avtalet betalas 152,50 kr per timme."),
        allowed=("Hämta nivån för lön ur det centrala avtalet.", "Gränsen är 700 000 kronor."),
    ),
    # "vilken AF-kod villkoren ska ligga under"
    Rule(
        "af-code-for-conditions",
        asserts=(r"\bAF-kod\w*\b.*\bA[A-Z]{1,2}\w*\d?", r"\bA[FU][A-Z]\.\d+"),
        forbidden=("Lägg villkoren under AFC.171.", "Villkoren hör till AF-kod AUC.19."),
        allowed=("Vilken AF-kod som passar står i Upphandlingsmyndighetens stöd.",),
    ),
    # posted_and_hired_workers: "att inhyrd personal faller utanför för att den inte är underleverantör"
    Rule(
        "hired-workers-fall-outside",
        denies=(
            r"(?:inhyrd|hyrs in|bemanning).*(?:faller|hamnar|är) utanför",
            r"(?:inhyrd|hyrs in|bemanning)(?!.*egenföretagare).*omfattas (?:\w+ )?inte",
        ),
        forbidden=(
            "Inhyrd personal faller utanför, för den är ingen underleverantör.",
            "Inhyrd personal omfattas inte av villkoren.",
        ),
        allowed=(
            "Anställda som hyrs in omfattas som regel av villkoren.",
            "Det stämmer inte att inhyrd personal faller utanför.",
        ),
    ),
    # "att Sverige har lagstadgad minimilön"
    Rule(
        "statutory-minimum-wage",
        asserts=(r"lagstadgad\w* (?:minimi|lägsta ?)lön|minimilön\w* (?:i|enligt) (?:svensk )?lag",),
        forbidden=("Sverige har lagstadgad minimilön.", "Alla har rätt till minimilön enligt lag."),
        allowed=("Sverige har ingen lagstadgad minimilön.", "Lönen styrs av kollektivavtal."),
    ),
    # "att utländska leverantörer alltid måste följa exakt samma villkorstext"
    Rule(
        "foreign-suppliers-same-wording",
        asserts=(r"(?:utländsk|utstationer).*(?:alltid|exakt|ordagrant).*(?:samma|villkor)",),
        forbidden=(
            "Utländska leverantörer måste alltid följa samma villkor.",
            "För utstationerade gäller exakt samma text.",
        ),
        allowed=("För utstationerade räcker motsvarande villkor enligt utstationeringslagen.",),
    ),
    # checking_labour_conditions: "att GDPR förbjuder kontroll"
    Rule(
        "gdpr-forbids-checks",
        asserts=(
            r"(?:GDPR|dataskydd\w*) (?:förbjuder|hindrar|stoppar|omöjliggör).*(?:kontroll|uppföljning|granskning)",
            r"(?:kontroll|uppföljning)\w*.*(?:förbjud|i strid med|strider mot).*(?:GDPR|dataskydd)",
        ),
        denies=(r"får inte (?:kontrollera|följa upp).*(?:GDPR|dataskydd)",),
        forbidden=(
            "GDPR förbjuder kontroll av löner.",
            "Kontroller strider mot dataskyddsförordningen.",
            "Ni får inte kontrollera lönerna, på grund av GDPR.",
        ),
        allowed=("GDPR hindrar inte kontroll.", "Begär bara de personuppgifter som kontrollen kräver."),
    ),
    # "att beställaren fritt får läsa hela lönesystemet"
    Rule(
        "free-access-to-payroll",
        asserts=(rf"{MAY} (?:\w+ )?(?:läsa|se|gå in i|få tillgång till|kräva tillgång till) .*lönesystem",),
        forbidden=("Ni får fritt läsa hela lönesystemet.", "Ni kan kräva tillgång till leverantörens lönesystem."),
        allowed=("Ni får inte fritt läsa hela lönesystemet.", "Begär avgränsat underlag, som lönespecifikationer."),
    ),
    # "att facket ska göra kontrollen åt kommunen"
    Rule(
        "union-does-the-checking",
        asserts=(
            rf"(?:facket|fackförbund\w*|fackliga organisation\w*) {MUST} (?:göra|sköta|utföra|kontrollera|följa upp)",
            r"(?:låt|överlåt).*(?:kontroll|uppföljning).*(?:facket|fackförbund)",
        ),
        forbidden=("Facket ska göra kontrollen åt kommunen.", "Överlåt kontrollen åt facket."),
        allowed=("Facket ska inte göra kontrollen åt er.", "Ta med branschen och facket tidigt."),
    ),
    # where_to_place_requirement: "att ett socialt krav kan placeras var som helst"
    Rule(
        "requirement-placed-anywhere",
        asserts=(rf"krav\w* {MAY} (?:placeras|ställas|skrivas|läggas) var som helst",),
        denies=(r"spelar (?:ingen|inte någon) roll var\b.*krav",),
        forbidden=("Ett socialt krav kan placeras var som helst.", "Det spelar ingen roll var ni skriver kravet."),
        allowed=("Krav kan inte placeras var som helst.", "Det beror på vad kravet gäller."),
    ),
    # "att antal anställda från målgruppen hos företaget i stort får krävas för att kvalificera sig"
    Rule(
        "target-group-share-to-qualify",
        asserts=(
            r"^(?!.*reserver).*(?:kvalificer\w+|för att (?:få )?(?:delta|lämna anbud)).*(?:anställda|andel).*målgrupp",
            r"^(?!.*reserver).*(?:anställda|andel).*målgrupp.*(?:kvalificer|för att (?:få )?(?:delta|lämna anbud))",
        ),
        forbidden=(
            "I kvalificeringen får ni kräva ett visst antal anställda från målgruppen.",
            "Ni får kräva en andel anställda från målgruppen för att få lämna anbud.",
        ),
        allowed=(
            "Ni får inte kräva anställda från målgruppen för att kvalificera leverantören.",
            "Vid reserverad upphandling prövas andelen ur målgruppen i kvalificeringen.",
        ),
    ),
    # equality_and_discrimination: "att kommuner måste ha antidiskrimineringsklausul enligt förordningen"
    Rule(
        "municipalities-bound-by-ordinance",
        asserts=(
            r"(?:kommuner|regioner|kommunen|ni) (?:ska|måste|är skyldiga).*(?:antidiskriminering|mot diskriminering)",
            r"förordning\w*.*(?:binder|gäller|är tvingande för) (?:även |också |alla )?(?:kommun|region)",
        ),
        forbidden=(
            "Kommuner måste ha en antidiskrimineringsklausul.",
            "Förordningen gäller även kommuner.",
        ),
        allowed=("Förordningen binder bara vissa statliga myndigheter. Ni får följa den frivilligt.",),
    ),
    # "att jämställdhetsplan är lagkrav"
    Rule(
        "equality-plan-by-law",
        asserts=(r"jämställdhetsplan\w*.*(?:lagkrav|krävs|obligatorisk|enligt lag)", rf"{MUST} ha .*jämställdhetsplan"),
        forbidden=("Jämställdhetsplan är ett lagkrav.", "Arbetsgivare måste ha en jämställdhetsplan."),
        allowed=("Jämställdhetsplan är inte längre ett lagkrav.",),
    ),
    # "att köp kan reserveras för kvinnoägda företag"
    Rule(
        "reserved-for-women-owned",
        asserts=(
            rf"{MAY} (?:reservera|rikta|gynna|välja).*(?:kvinnoägd|ägs av kvinnor|ägarnas kön)",
            r"reserveras för kvinno",
        ),
        forbidden=("Ni kan reservera köpet för kvinnoägda företag.", "Köp kan reserveras för kvinnoägda företag."),
        allowed=("Köp kan inte reserveras för kvinnoägda företag.", "Ni får inte välja leverantör efter ägarnas kön."),
    ),
    # work_environment: "att beställaren tar över arbetsgivarens ansvar"
    Rule(
        "buyer-takes-over-employer-duty",
        asserts=(r"(?:beställaren|kommunen|ni) (?:tar|får|har) (?:över )?(?:hela )?arbetsgivar\w*.*ansvar",),
        forbidden=("Beställaren tar över arbetsgivarens ansvar.", "Ni har arbetsgivaransvaret."),
        allowed=("Ni tar inte över arbetsgivarens ansvar.", "Arbetsgivaren har kvar huvudansvaret."),
    ),
    # "att ISO 45001 fritt får krävas"
    Rule(
        "iso-45001-required",
        asserts=(rf"^(?!.*likvärdig).*{MAY} (?:fritt )?(?:kräva|krävas).*ISO 45001|ISO 45001 {MAY} (?:fritt )?krävas",),
        forbidden=("Ni får fritt kräva ISO 45001.", "ISO 45001 får krävas."),
        allowed=("För ISO 45001 är rättsläget osäkert.", "Ni får inte fritt kräva ISO 45001."),
    ),
    # "att byggherreansvaret kan avtalas bort"
    Rule(
        "client-duty-contracted-away",
        asserts=(r"byggherre\w*.*(?:avtala\w* bort|försvinner|lämnas över|överlåta|skriva sig fri)",),
        forbidden=("Byggherreansvaret kan avtalas bort.", "Ert ansvar som byggherre försvinner när ni utser Bas-P."),
        allowed=("Byggherreansvaret kan inte avtalas bort.", "Vid byggen har ni ett eget ansvar som byggherre."),
    ),
)
