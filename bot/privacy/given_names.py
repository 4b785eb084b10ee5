"""Given names that people in Sweden have, to tell who a sentence is about."""

from __future__ import annotations

# The commonest names of women and men of all ages, and of those who have come from elsewhere.
GIVEN_NAMES = frozenset(
    """
    abdi abdul abdullah ada adam adnan adrian agda agnes agneta ahlam ahmad ahmed aida aino aisha albert albin alex
    alexander alexandra alf alfred ali alice alicia alina alma alva alvar alvin amal amalia amanda amela amelia
    amina amir amira amna anas anders andrea andreas andrzej anette angela angelica anita anja ann anna anna-karin
    anneli annelie annette annie annika anton antonia aram arash arman arne aron arvid asim asta astrid august
    aurora aya ayaan azad azra badr baran barbro bashar beata beatrice bella bengt benjamin berit bernt berta bertil
    besnik bianca bilal birger birgit birgitta bjarne björn bo boel bosse britt britta bror bruno camilla carin
    carina carl carlos carola caroline caspar catarina cecilia celine charlie charlotta charlotte chris christel
    christer christian christina christoffer claes clara conny cornelia curt dag dagmar dagny dalia dalila dan dana
    daniel daniela danuta david denise deniz dennis diana dick didrik diyar doris dragan dragana ebba ebbe eddie
    edith edvard edvin egon eila einar elena eleonora elham eli elias elin elina elinor elis elisa elisabet
    elisabeth elise elizabeth ella ellen ellinor elliot elmer elsa elsy elton elvira elvis emelie emil emilia emilie
    emily emine emir emma emmy enes engla erdem erica erik erika erkki erland erling ernst esbjörn ester estrid
    eugenia eva evelina evert ewa fabian fadi fadumo fanny farah farid farida fatima fatma fatuma felicia felix
    ferhat fikret filip filippa folke frans freddy fredrik fredrika freja frida frode gabriel gabriella georg gerd
    gerda gerhard gertrud ghazal gholam gisela goran gordana greta grzegorz gudrun gun gunborg gunhild gunilla
    gunnar gunnel gunvor gustaf gustav gustavo göran gösta göte habiba hadi haidar halima halina hamid hamza hana
    hanan hanna hannah hannele hannes hans harald harriet harry hasan hashim hassan hatice hedda hedvig heidi helen
    helena helene helga helge helmut henning henric henrietta henrik henry herbert herman hilda hilma hjalmar hodan
    holger huda hugo hussain hussein hüseyin ibrahim ida idil idris igor ilona ilse iman ines inga ingalill inge
    ingeborg ingegerd ingela ingemar inger ingmar ingrid ingvar irene irina iris irma isa isabel isabella isabelle
    isak isidor ismail ismet ivan ivar iwona izabela jack jacob jakob jalal jamal jamila jan jana jane janet janina
    janne jasim jasmin jasmine jean jeanette jelena jennifer jenny jens jeppe jerry jesper jessica jessika jimmy
    joakim joar joel johan johanna johannes john johnny jon jonas jonatan jonathan jonna josef josefin josefina
    josefine joseph josip julia julian julius jusuf jörgen kadir kaisa kaj kajsa kalle kamal kamran karen karim
    karima karin karina karl karolina kasper kata katarina katarzyna katja kenneth kent kerstin kevin khadija khaled
    khalid kim kjell klara klas knut konrad krister kristian kristin kristina kristoffer krzysztof kurt lage laila
    lamia lars lasse latifa laura layla lea leah leif leila lejla lena leni lennart leo leon leona leonard leopold
    leyla lia liam lilian lilly lina linda line linn linnea linnéa linus lis lisa lisbet lisbeth lise liselott
    liselotte lisen liv lotta lotten louise lova love lovisa lowe lubna lucas lucia ludvig lukas lydia lykke
    madeleine madelene magda magdalena magnus mahdi maher mahmoud mahmud mai maj maj-britt maja malgorzata malika
    malin malte malva manfred mansour maram marcus marek maria mariam mariana marianne marie marina mario marion
    marita maritza marja markus marlene marta martha martin martina marwa maryam mateusz mathias mathilda matilda
    mats matteo mattias mattis maud maurits max maya maysa mehdi mehmed mehmet melina melissa melker melvin mia
    michael michaela michal michel michelle miguel mikael mikaela mikail mikko mila milan milena milla milo milton
    mina minna mira miranda miriam mirjam mirza moa mohamad mohamed mohammad mohammed mojtaba molly mona monica
    monika morgan mostafa muhammad muhammed munir murad mustafa my märta måns nabil nada nadia nadja naima najib
    nancy nasir nasrin natalia natalie nathalie nawal neda nellie nelly nermin nicklas nicolas nicole niklas nils
    nina noa noah noor nora norma nour nova novalie oda olga oliver olivia olle olof olov omar omid oscar oskar
    osman otto ove parisa paul paula paulina paulo pawel pedro pekka pelle per per-erik percy pernilla peter petra
    petros petter philip pia piotr pontus priscilla rabia rachid rafael ragnar ragnhild rahel rahma raija rakel
    ramin ramona rana rania rasmus rawan rebecca rebecka rebin reem regina reidar reyhan reza ricardo richard
    rickard riitta rikard rita riyad robert robin roger roland rolf roma roman ronja ronny rosa rosanna rose roya
    roza ruben rune rustam rut ruth ryszard saad saba sabina sabrina saga sahar said saida salah saleh salem salma
    salman sam sama saman samantha samar sami samir samira sammy samuel sana sandra sanna sanne sara sarah sasha
    sebastian seid selim selma sevda shada shahin shahram sharif shirin siamak siba sid signe sigrid sigurd sigvard
    siiri simon simone siri siv sixten slavica sofia sofie soheil sol solveig solvig sonja sonny sophia sophie
    staffan stefan stella sten steven stig stina sture suad sultan sune susan susann susanna susanne suzanne svante
    svea sven sverker sylvia synnöve sören tage tahir tamer tanja tara tarek tariq teo teodor teresa terese tesfaye
    thea theo theodor therese theresia thomas thor thora thore tilda tilde tim timo tina tobias tom tomas tommy tony
    tora torbjörn tord tore torgny torkel torsten tova tove tuva tyko tyra ulf ulla ulrica ulrik ulrika uno urban
    ursula valdemar valentina valter vanessa vanja vasilis vendela vera verner veronica veronika victor victoria
    viggo viktor viktoria vilhelm ville vilma vilmer vincent viola virpi viveca viveka vivianne wael wafa waleed
    walid walter wanja warda wera wilhelm william wilma wolfgang yasin yasir yasmin yasmine yassin ylva yngve
    yohannes yonas yosef younes yousef youssef yusra yusuf yvonne zahra zaid zainab zaki zara zeinab zeynep ziad
    zlatan zoe zoran zuzana åke åsa åse ömer örjan östen
    """.split()
)
# They are ordinary words, too: names only when they begin with a capital, and not where every sentence does.
ALSO_WORDS = frozenset(
    """
    alma august bella björn bo boel bror dag dan dana eli ernst folke frode hans huda inge jack knut lage lea liv
    lova love lykke maj max milla mira my noor nova oda per rana roma roman rosa rose saga said sam sama saman seid
    sid siv sol sonny sten stig sture svante sven tage tara tom tora tore tove uno urban vera ville viola
    """.split()
)
