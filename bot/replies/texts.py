"""The assistant's own words: greetings, explanations and apologies. Curated answers live in data/knowledge."""

from __future__ import annotations

from typing import Sequence

from bot.replies.model import Choice, Reply, Source

FRAGEPORTALEN = Source(
    "Frågeportalen", "Upphandlingsmyndigheten", "https://www.upphandlingsmyndigheten.se/frageportalen/"
)
MENU = (
    Choice("Ställ en fråga", "help", "questions"),
    Choice("Hitta exempel", "search_examples"),
    Choice("Hitta guider", "search_guides"),
    Choice("Skicka in ett exempel", "submit_example"),
)
COMMON_QUESTIONS = (
    Choice("Vad är IOP?", "faq", "iop_definition"),
    Choice("Får vi ställa sociala krav?", "faq", "may_set_social_requirements"),
    Choice("Vad är reserverad upphandling?", "faq", "reserved_definition"),
    Choice("Vad är ett sysselsättningskrav?", "faq", "employment_requirement_definition"),
    Choice("Hur kommer vi igång?", "faq", "how_to_start"),
)


def technical_error() -> Reply:
    return Reply(
        "error",
        "Förlåt, något gick fel hos oss, så jag kan inte svara just nu. Prova igen om en liten stund. "
        "Arbetar du i en kommun eller region kan du ringa SKR:s kontaktcenter på 08-452 70 00.",
        choices=(Choice("Prata med en människa", "talk_to_human"),),
    )


def greeting() -> Reply:
    return Reply(
        "smalltalk",
        "Hej! Jag är Hänsynsguiden, en automatisk assistent. Jag svarar på frågor om att använda upphandling för att "
        "fler ska få jobb, visar exempel och guider, och tar emot exempel från dig. "
        "Skriv inte personnummer eller andra känsliga uppgifter.",
        choices=MENU,
    )


def started_over(code: str = "") -> Reply:
    """`code` is that of an example that was being told."""
    left = f" Exemplet du berättade om finns kvar: skriv ”fortsätt med {code}” eller ”ta bort {code}”." if code else ""
    return Reply("smalltalk", f"Då börjar vi om.{left} Vad vill du veta?", choices=MENU)


def was_masked(what: Sequence[str]) -> Reply:
    """`what` was in the message and has been taken out of it before it was kept."""
    return Reply(
        "smalltalk",
        f"Jag tog bort {' och '.join(what)} ur det du skrev, så att det inte sparas. Skriv inte sådant här.",
    )


def goodbye() -> Reply:
    return Reply(
        "smalltalk", "Hej då, och lycka till! Hjälpte informationen på sidan dig?",
        choices=(Choice("Ja, den hjälpte", "feedback_positive"), Choice("Nej, inte riktigt", "feedback_negative")),
    )  # fmt: skip


def welcome() -> Reply:
    return Reply("smalltalk", "Varsågod! Är det något mer du undrar över?", choices=MENU[:3])


def help_text() -> Reply:
    return Reply(
        "smalltalk",
        "Jag kan tre saker. Jag svarar på frågor om sociala hänsyn, reserverad upphandling, IOP och arbetsvillkor, "
        "alltid med källa. Jag hittar exempel och guider, till exempel ”IOP i Skåne” eller ”städ efter 2018”. "
        "Och jag tar emot exempel från din egen verksamhet. Skriv ”börja om” för att rensa samtalet.",
        choices=MENU,
    )


def suggest_questions() -> Reply:
    return Reply(
        "smalltalk", "Skriv din fråga med egna ord, eller börja med någon av de här.", choices=COMMON_QUESTIONS
    )


def not_a_person() -> Reply:
    return Reply(
        "smalltalk",
        "Nej, jag är ett datorprogram. Svaren jag ger är skrivna och granskade av människor och har källa. "
        "Vill du hellre prata med en människa visar jag hur.",
        choices=(Choice("Prata med en människa", "talk_to_human"), *MENU[:2]),
    )


def what_next(text: str) -> Reply:
    return Reply("smalltalk", text, choices=MENU)


def that_was_all() -> Reply:
    return what_next("Det var alla. Vill du söka på något annat?")


def too_many() -> Reply:
    return what_next("Det finns fler, men listan är för lång att visa. Lägg till en plats, en bransch eller ett år.")


def which_one(seen: int) -> Reply:
    return what_next(f"Vilket menar du? Jag har visat {seen}. Skriv till exempel ”nummer 1”.")


def nothing_to_compare() -> Reply:
    return what_next("Sök först fram minst två exempel, och skriv sedan till exempel ”jämför 1 och 2”.")


def no_example_of(label: str) -> Reply:
    return Reply(
        "smalltalk", f"Jag har inget exempel till ”{label}”. Har du ett får du gärna berätta.",
        choices=(Choice("Visa alla exempel", "search_examples", {"filters": {}}),
                 Choice("Skicka in ett exempel", "submit_example")),
    )  # fmt: skip


def nothing_to_cancel() -> Reply:
    return what_next("Det är inget på gång att avbryta. Vad vill du göra?")


def no_question_waiting() -> Reply:
    return what_next("Jag är inte säker på vad du svarade på. Vad vill du göra?")


def choice_is_over() -> Reply:
    return what_next("Det valet hörde till något som redan är klart. Vad vill du göra nu?")


def human() -> Reply:
    return Reply(
        "handover",
        "Arbetar du i en kommun eller region når du SKR:s kontaktcenter på 08-452 70 00 eller via formuläret på "
        "skr.se [1]. SKR ger inte service till privatpersoner och företag. Frågor om upphandlingsreglerna kan alla "
        "ställa i Upphandlingsmyndighetens frågeportal [2].",
        sources=(
            Source(
                "Tröskelvärden, med SKR:s kontaktuppgifter",
                "SKR",
                "https://skr.se/skr/ekonomijuridik/juridik/upphandlingjuridik/troskelvarden.74061.html",
            ),
            FRAGEPORTALEN,
        ),
    )


def out_of_scope() -> Reply:
    return Reply(
        "out_of_scope",
        "Det där ligger utanför det jag kan. Jag svarar på frågor om sociala hänsyn i upphandling, reserverad "
        "upphandling, IOP och samverkan. Gäller din fråga andra upphandlingsregler kan "
        "Upphandlingsmyndighetens frågeportal hjälpa dig [1].",
        sources=(FRAGEPORTALEN,),
        choices=MENU[:3],
    )


def thanks_for_feedback(helped: bool) -> Reply:
    if helped:
        return Reply("smalltalk", "Tack för att du hjälper oss!")
    return Reply(
        "smalltalk",
        "Tack för att du hjälper oss! Ställ gärna frågan på ett annat sätt, eller prata med en människa.",
        choices=(Choice("Prata med en människa", "talk_to_human"), *MENU[1:3]),
    )


def thanks_for_report() -> Reply:
    return Reply(
        "smalltalk",
        "Tack för att du säger till! Jag har sparat det du skrev till redaktionen, utan kontaktuppgifter. Tack för "
        "att du hjälper oss!",
        choices=MENU[:2],
    )


def nothing_to_repeat() -> Reply:
    return what_next("Jag har inte sagt något än. Vad vill du veta?")


def question_left() -> Reply:
    return what_next(
        "Tack! Frågan är lämnad till redaktionen. Personnummer, telefonnummer och e-postadresser är borttagna. Du "
        "får inget svar här i chatten, men frågan hjälper oss att bli bättre."
    )
