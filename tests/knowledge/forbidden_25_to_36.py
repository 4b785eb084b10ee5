"""Points 25-36 of what the assistant may not say: effects, reports, people and verdicts."""

from __future__ import annotations

from tests.knowledge import checks
from tests.knowledge.statements import MUST, Rule

RULES = (
    # 25. "Tillgänglighetskrav gäller alltid." Obligatoriskt över tröskelvärdet.
    Rule(
        "accessibility-always",
        asserts=(
            r"tillgänglighet\w*.*(?:gäller|krävs|är ett krav|är obligatorisk\w*|måste \w+) (?:\w+ )?"
            r"(?:alltid|oavsett|i alla|vid alla|även under)",
            rf"(?:{MUST}|alltid) .*alltid.*tillgänglighet",
        ),
        forbidden=(
            "Tillgänglighetskrav gäller alltid.",
            "Tillgänglighet är obligatoriskt oavsett värde.",
            "Ni måste alltid ställa krav på tillgänglighet.",
        ),
        allowed=(
            "Över tröskelvärdet är tillgänglighet ett krav när människor ska använda det ni köper.",
            "Krav på tillgänglighet gäller inte alltid.",
        ),
    ),
    # 26. "Nationella upphandlingsstrategin har sju mål" som aktuell uppgift.
    Rule(
        "strategy-has-seven-goals",
        check=checks.seven_goals_as_current,
        forbidden=("Nationella upphandlingsstrategin har sju mål.", "Strategin bygger på sju inriktningsmål."),
        allowed=("Färdplanen går från sju till tio mål.", "Den tidigare strategin hade sju inriktningsmål."),
    ),
    # 27. "Trafikverkets 50/25 Mkr är en lagregel" – det är en myndighetspraxis.
    Rule(
        "trafikverket-levels-as-law",
        check=checks.trafikverket_levels_as_law,
        forbidden=(
            "Trafikverkets gränser på 50 och 25 miljoner kronor är en lagregel.",
            "Gränserna är Trafikverkets praxis och en lagregel.",
            "Ni ska kräva en plats per 50 miljoner kronor.",
            "Kravet är sex månaders praktik per 25 Mkr.",
        ),
        allowed=(
            "Trafikverkets egen modell är en plats per 50 miljoner kronor i entreprenader.",
            "Trafikverkets nivå på 50 miljoner kronor är praxis, ingen lagregel.",
        ),
    ),
    # 28. "Effekten är bevisad" – forskningen är försiktig.
    Rule(
        "effect-is-proven",
        asserts=(
            r"(?:effekt|nytta)\w* (?:av \w+ \w+ )?är (?:\w+ )?(?:bevisa|belag|säker\b|säkerställ|klarlag)",
            r"\bbevisad(?:e)? (?:effekt|nytta)",
            r"(?:forskning\w*|studier) (?:visar|bevisar) (?:tydligt )?att (?:sociala krav|sysselsättningskrav|kraven)",
            r"(?:sociala krav|sysselsättningskrav) (?:ger|leder) (?:alltid|garanterat|bevisligen)",
        ),
        forbidden=(
            "Effekten är bevisad.",
            "Forskningen visar att sociala krav ger fler jobb.",
            "Sysselsättningskrav ger alltid fler jobb.",
            "Kraven har bevisad effekt.",
        ),
        allowed=("Effekten är inte bevisad.", "Enskilda exempel visar resultat, men den samlade effekten är osäker."),
    ),
    # 29. Att nämna de åtta kommunerna i SKL-rapporten vid namn.
    Rule(
        "names-of-the-eight-municipalities",
        check=checks.municipalities_of_the_report,
        forbidden=("SKL:s rapport från 2014 ger exempel från åtta kommuner, bland annat Umeå och Göteborg.",),
        allowed=(
            "SKL:s rapport från 2014 ger exempel från åtta kommuner.",
            "Umeå har en överenskommelse med civilsamhället.",
        ),
    ),
    # 30. Att återge 2019 års kontaktperson eller covid-notisen som aktuell.
    Rule(
        "old-contact-or-covid-notice",
        check=checks.contact_or_covid_notice_as_current,
        forbidden=(
            "Kontakta Åsa Bengtsson om du har frågor.",
            "Informationsansvarig är Karin Karlsson.",
            "Med anledning av covid-19 har vi längre svarstider.",
        ),
        allowed=(
            "Namnet på den som var informationsansvarig visas för sig och kan ha ändrats.",
            "Här finns ingen aktuell information om covid-19. Notisen är historisk.",
        ),
    ),
    # 31. Att ge slutgiltig juridisk bedömning av ett visst avtal.
    Rule(
        "verdict-on-a-certain-contract",
        asserts=(
            r"\b(?:ert|ditt|det här|detta) (?:avtal|upplägg|IOP|kontrakt|partnerskap)\w* "
            r"(?:är|är alltså|strider|bryter|går) (?!.*(?:\bom\b|bedöm)).*"
            r"(?:lagligt|olagligt|(?:o)?tillåtet|giltigt|upphandling|mot (?:LOU|lagen))",
            r"\bni bryter mot (?:LOU|lagen)",
            r"\bjag (?:kan )?(?:avgöra?|bedömer?|bedöma) (?:om|vad|att)\b",
        ),
        forbidden=(
            "Ert avtal är tillåtet.",
            "Det här upplägget är en otillåten direktupphandling.",
            "Ni bryter mot LOU.",
            "Jag kan avgöra vad som gäller för ert avtal.",
        ),
        allowed=(
            "Bedöm i det enskilda fallet.",
            "Jag kan inte avgöra om ert avtal är tillåtet.",
            "Ett avtal med en förening kan vara upphandlingspliktigt.",
        ),
    ),
    # 32. Att hänvisa privatpersoner/leverantörer till SKR:s medlemsservice.
    Rule(
        "private-persons-to-skr",
        asserts=(
            r"(?:privatperson|leverantör|privat\w* företag|förening).*\b(?:kontakta|ring|vänd|når|nås|fråga|hjälp|stöd)"
            r".*\bSKR\b",
            r"\bSKR\b(?!.*(?:medlemmar|kommuner)).*(?:hjälper|svarar|ger (?:stöd|service|råd)).*"
            r"(?:privatperson|leverantör|privat\w* företag)",
        ),
        forbidden=(
            "Är du leverantör kan du ringa SKR:s kontaktcenter.",
            "Privatpersoner får hjälp av SKR.",
            "SKR ger service till privatpersoner.",
        ),
        allowed=(
            "SKR ger inte service till privatpersoner eller privata företag.",
            "SKR:s medlemmar når SKR:s kontaktcenter på 08-452 70 00.",
        ),
    ),
    # 33. Att förväxla "överenskommelse" med "IOP" eller "LOV" med "LOU".
    Rule(
        "agreement-is-not-iop-and-lov-is-not-lou",
        asserts=(
            r"\böverenskommelse\w* (?:är|kallas|betyder|är detsamma som) (?:också |även )?(?:ett )?(?:IOP|idéburet)",
            r"(?:IOP|partnerskap)\)? (?:är|kallas|betyder) (?:också |även )?en (?:\w+ )?överenskommelse",
            r"lagen om offentlig upphandling \(LOV\)|lagen om valfrihetssystem \(LOU\)",
            r"\bLOV (?:är|betyder) (?:lagen om offentlig|samma|detsamma)",
        ),
        forbidden=(
            "En överenskommelse är ett IOP.",
            "IOP är en överenskommelse med civilsamhället.",
            "Enligt lagen om offentlig upphandling (LOV) ska ni annonsera.",
            "LOV är samma sak som LOU.",
        ),
        allowed=(
            "En överenskommelse är inte ett IOP.",
            "En överenskommelse är gemensamma spelregler, ett IOP är ett avtal om en konkret verksamhet.",
            "Regeln finns i lagen om valfrihetssystem (LOV).",
        ),
    ),
    # 34. Att lägga in sysselsättningskrav som kvalificeringskrav utan anknytning (Beentjes).
    Rule(
        "employment-as-qualification",
        asserts=(
            r"sysselsättningskrav\w*.*(?:kvalificeringskrav|kvalificeringen|för att kvalificera)",
            r"kvalificeringskrav.*(?:sysselsättning|anställa (?:långtids)?arbetslösa)",
        ),
        forbidden=(
            "Sysselsättningskrav ställs som kvalificeringskrav.",
            "Som kvalificeringskrav kan ni ange att leverantören ska anställa långtidsarbetslösa.",
        ),
        allowed=(
            "Sysselsättningskrav är kontraktsvillkor, inte kvalificeringskrav.",
            "Leverantörens förmåga prövas i kvalificeringskrav.",
        ),
    ),
    # 35. "Icke-vinst = aldrig statsstöd".
    Rule(
        "non-profit-never-state-aid",
        asserts=(r"(?:icke-vinst|ideell|idébur|förening|utan vinstsyfte).*(?:undantagna?|slipper).*statsstöd",),
        denies=(
            r"(?:icke-vinst|ideell|idébur|förening|utan vinstsyfte).*(?:aldrig|inte).*statsstöd",
            r"statsstöd\w*.*(?:aldrig|inte).*(?:icke-vinst|ideell|idébur|förening|utan vinstsyfte)",
        ),
        forbidden=(
            "Stöd till en ideell organisation är aldrig statsstöd.",
            "Statsstödsreglerna gäller inte idéburna.",
            "Föreningar är undantagna från reglerna om statsstöd.",
        ),
        allowed=(
            "Stöd kan vara statsstöd även om mottagaren är idéburen.",
            "Det stämmer inte att stöd till en ideell organisation aldrig är statsstöd.",
        ),
    ),
    # 36. Hävda att Tillväxtverkets guide beskriver dagens lag.
    Rule(
        "old-guide-describes-current-law",
        asserts=(
            r"(?:guide|2015).*(?:beskriver|återger|följer|visar) (?:dagens|gällande|nuvarande|aktuell\w*) (?:lag|regl)",
            r"Tillväxtverkets guide.*(?:är (?:aktuell|uppdaterad)|gäller (?:fortfarande|i dag))",
        ),
        forbidden=(
            "Tillväxtverkets guide beskriver dagens lag.",
            "Den lanserades 2015 och beskriver dagens lag.",
            "Tillväxtverkets guide är uppdaterad efter de nya lagarna.",
        ),
        allowed=(
            "Den lanserades 2015 och beskriver inte dagens lag.",
            "Kontrollera alltid lagrum i guiden mot gällande lag.",
        ),
    ),
)
