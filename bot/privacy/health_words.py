"""The words that tell of somebody's health, and those that tie it to a person or keep it away from one."""

from __future__ import annotations

# What a person has or gets. Compounds that end so count, too: bröstcancer, förlossningsdepression.
CONDITIONS = frozenset(
    """
    abort abstinens add adhd aids alkoholberoende alkoholism alkoholproblem allergi alzheimer alzheimers amputation
    anemi anorexi arbetsskada artrit artros asperger aspergers astma autism autismspektrumtillstånd avgiftning
    benbrott benprotes besvär blodförgiftning blodpropp borderline borrelia bronkit bulimi bältros cancer celiaki
    cellgift corona covid cp cp-skada crohns demens depression diabetes diagnos dialys diskbråck downs drogberoende
    drogproblem dyskalkyli dyslexi eksem endometrios epilepsi feber fetma fibromyalgi fobi funktionshinder
    funktionsnedsättning funktionsrubbning funktionsvariation förlamning förtidspension gallsten gikt glaukom
    glutenintolerans graviditet handikapp hepatit hiv hjärnblödning hjärnskada hjärntrötthet hjärtfel hjärtflimmer
    hjärtinfarkt hjärtoperation hjärtproblem hjärtsvikt huvudvärk höftoperation hörapparat hörselnedsättning
    hörselskada ibs infektion inflammation influensa inlärningssvårigheter insulin ischias kemoterapi klaustrofobi
    knäoperation knäproblem kol koncentrationssvårigheter kortison krampanfall kramper kromosomavvikelse ledvärk
    leukemi lpt lumbago lungemboli lunginflammation lymfom läkemedelsmissbruk magsår melanom metadon metastaser
    migrän minnesproblem minnessvårigheter missbruk missbruksproblem missfall ms mutism nackbesvär nervskada
    njursten njursvikt npf ocd ohälsa operation pacemaker panik panikattack panikångest parkinson parkinsons polio
    prolaps psoriasis psykos ptsd reumatism rullator rullstol ryggbesvär ryggmärgsskada ryggont ryggoperation
    ryggproblem ryggskada rörelsehinder schizofreni sjukdom sjukersättning sjukhusvistelse sjukintyg sjukpenning
    sjukskrivning självmordsförsök självmordstankar självskadebeteende skleros smärta smärtproblem spelberoende
    spelmissbruk stamning stomi stroke strålbehandling subutex svulst syndrom synnedsättning synskada sömnapné
    sömnproblem sömnsvårigheter talfel talsvårigheter tinnitus tourette tourettes trauma tuberkulos tumör
    tvångstankar tvångsvård urinvägsinfektion utbrändhet utmattning utmattningsdepression utmattningssyndrom
    utvecklingsstörning värk whiplash yrkesskada yrsel ätstörning ångest ångestattack återfall ögonsjukdom överdos
    övervikt
    """.split()
)
# What a person is.
STATES = frozenset(
    """
    alkoholiserad alkoholist allergiker allergisk amputerad anorektisk arbetsskadad astmatiker autist autistisk
    bipolär blind cancersjuk cp-skadad dement deprimerad diabetiker drogfri dyslektiker döende döv dövblind
    epileptiker funktionshindrad funktionsnedsatt färgblind förlamad förståndshandikappad förtidspensionerad
    förtidspensionär glutenallergisk glutenintolerant gravid halvblind handikappad hiv-positiv hiv-smittad
    hivpositiv hjärnskadad hjärntrött hjärtsjuk höggravid hörselnedsatt hörselskadad inlagd lam lungsjuk manisk
    missbrukare multihandikappad narkoman nedstämd nersjukskriven nykter nyopererad närsynt opererad ordblind
    paranoid psykotisk reumatiker rullstolsbunden rullstolsburen rörelsehindrad schizofren sjuk sjukanmäld sjuklig
    sjukpensionerad sjukpensionär sjukskriven självmordsbenägen skelögd smittad suicidal svagbegåvad synskadad
    synsvag tablettmissbrukare traumatiserad tvångsintagen utbränd utmattad utvecklingsstörd vaccinerad överviktig
    """.split()
)
# What happens to a person or is done about it; these need no verb besides.
HAPPENINGS = frozenset(
    """
    avgiftas avgiftats diagnosticerades diagnosticerats diagnostiserades diagnostiserats insjuknade insjuknar
    insjuknat knarkade knarkar knarkat medicinerar medicineras medicinerat missbrukade missbrukar missbrukat
    opererades opereras opererats sjukskrevs sjukskrivits självskadar stammar svimmade svimmar transplanterats
    överdoserade
    """.split()
)
# Phrases that do the same; "*" is two other words at most.
PHRASES = tuple(
    " ".join(phrase.split())
    for phrase in """
    gick * in i väggen, gått * in i väggen, går * in i väggen, bränt * ut sig, brände * ut sig, mår * dåligt,
    mår * sämre, mår * bättre, mådde * dåligt, mått * dåligt, lider av, led av, lidit av, drabbats av, drabbades
    av, ont i, låg begåvning, fått diagnosen, fick diagnosen, lades in, lagts in, på sjukhus, på psyket, i
    psykiatrin, nedsatt arbetsförmåga, problem med alkohol, problem med alkoholen, problem med droger, beroende
    av alkohol, beroende av droger, antidepressiv medicin, äter antidepressiva, tar antidepressiva, tar *
    medicin, ta * medicin, tagit * medicin, äter * medicin, hans medicin, hennes medicin, i behandling, får
    behandling, psykiska besvär, bröt benet, brutit benet, bröt armen, brutit armen, skär sig, skurit sig, skar
    sig, ta livet av sig, tog livet av sig, tagit livet av sig, hör röster, hörde röster, går på metadon, svårt
    att se, svårt att höra, svårt att gå, svårt att röra sig, dålig rygg, dåliga knän, dåligt hjärta, dålig
    hörsel, dålig syn, problem med nerverna, problem med ryggen, problem med knäna, problem med hjärtat
    """.split(",")
)
ENDINGS = ("en", "n", "et", "t", "er", "ar", "or", "erna", "arna", "orna", "na", "s")

# What stands between a person and a condition when it is the person's.
LINKS = frozenset(
    """
    använder avled avlidit behandlades behandlas behandlats beviljades beviljats blev bli blir blivit bort dog
    drabbades drabbas drabbats dras dött e fick får fått genomgick genomgår genomgått ha hade haft har kämpade
    kämpar kämpat led lever levt lider lidit ligger misstänks sitter tagit tar tog uppges upplever upplevt
    utvecklade utvecklat var vara varit vart visade väntar vårdas vårdats ä är äter åt
    """.split()
)
OWNING = frozenset("min mitt mina din ditt hans hennes hens sin sitt sina vår vårt".split())
# "Efter", "under", "på grund av": why or when something is as it is with the person.
CAUSES = frozenset("efter under pga grund trots genom av med".split())
# With one of these in between, the condition is somebody else's, or what is talked of.
BLOCKS = frozenset(
    """
    personer människor folk individer deltagare ungdomar elever patienter brukare medborgare anställda arbetslösa
    långtidsarbetslösa invånare användare arbetssökande kvinnor män grupp grupper målgrupp målgruppen målgrupper
    klienter kollegor medarbetare medlemmar barn vuxna unga äldre de dem dom alla andra många sådana såna den ni vi
    man du
    företag förening föreningen verksamhet kommun kommuner kommunen regionen leverantör leverantören
    att om kring inom hur vad vilka vilken vilket ifall huruvida mot finns
    arbetar jobbar arbetat jobbat läser läst hört sett skriver skrivit fråga frågor frågar frågat undrar undrade söker
    sökt letar letat ansvar ansvarar ansvarig upphandlar upphandlat upphandlade ställer ställt forskar forskat
    föreläser föreläste kunskap kunskaper utbildning utbildad kurs uppdrag uppdraget expert intresse intresserad exempel
    hand hjälpt hjälper stöttar stöder handledare specialist läkare psykolog sjuksköterska terapeut vill kräver krävde
    erbjuder erbjöd driver driva tillverkar säljer representerar anställer anställt upphandling krav kravet
    behandlingshem projekt mall plan statistik erfarenhet erfarenheter
    """.split()
)
