"""What is said of an example that somebody tells or has sent in."""

from __future__ import annotations

from typing import Sequence

from bot.replies import texts
from bot.replies.model import Choice, Item, Reply
from bot.settings import settings
from bot.submissions.store import Status

_CODE_LOOKS = "Den ser ut så här: HG-7K3M-Q9XD-04TZ."
_AFTERWARDS = (Choice("Hitta exempel", "search_examples"), Choice("Ställ en fråga", "help", "questions"))
_STATES = {
    "draft": "är påbörjat men inte inskickat",
    "pending": "väntar på att redaktionen ska läsa det",
    "published": "är publicerat och går att hitta i sökningen",
    "declined": "publiceras inte",
    "withdrawn": "är borttaget, som du bad om",
}


def duplicates(items: Sequence[Item]) -> Reply:
    return Reply(
        "form",
        "Det här liknar något som redan finns. Är det samma exempel kan du avbryta. Är det ett annat är det bara att "
        "fortsätta.",
        items=tuple(items),
    )


def receipt(code: str) -> Reply:
    return Reply(
        "form",
        f"Tack! Ditt exempel är inskickat och väntar på granskning. Din kod är {code}. Spara den: med koden kan du "
        "fråga hur det går, svara redaktionen, och ta bort exemplet om du ångrar dig.",
        choices=_AFTERWARDS,
    )


def not_sent_yet() -> Reply:
    return Reply(
        "error",
        "Förlåt, något gick fel hos oss. Exemplet är inte skickat än, men allt du har berättat finns kvar.",
        choices=(Choice("Försök igen", "submit_example"), Choice("Prata med en människa", "talk_to_human")),
    )


def nothing_to_send() -> Reply:
    return texts.what_next("Exemplet är borttaget, så jag har inte skickat något.")


def go_on_or_take_away(code: str) -> Reply:
    return Reply(
        "smalltalk",
        f"Du har ett påbörjat exempel här. Det är inte inskickat, och koden till det är {code}. Du kan fortsätta "
        "berätta eller ta bort det.",
        choices=(
            Choice("Fortsätt berätta", "submit_example", {"resume": code}),
            Choice("Ta bort det", "withdraw_submission", {"code": code}),
        ),
    )


def paused(code: str) -> Reply:
    return Reply(
        "form",
        f"Jag har sparat det du har berättat. Din kod är {code}. Skriv ”fortsätt med {code}” när du vill gå vidare: "
        "här eller på en annan plats där du når mig. Skriv ”ta bort” och koden om du ångrar dig. Efter "
        f"{settings().keep_drafts_days} dagar tar jag bort det av mig själv.",
        choices=(Choice("Fortsätt nu", "submit_example", {"resume": code}), *_AFTERWARDS),
    )


def ask_for_code_to_go_on() -> Reply:
    return Reply(
        "smalltalk",
        f"Skriv koden du fick när du pausade. {_CODE_LOOKS} Har du ingen kod börjar vi på ett nytt exempel.",
        choices=(Choice("Börja på ett nytt", "submit_example", "new"), *_AFTERWARDS),
    )


def goes_on_elsewhere() -> Reply:
    return texts.what_next("Exemplet fortsätter i ett annat samtal, så här frågar jag inte mer om det.")


def no_draft() -> Reply:
    return texts.what_next("Det finns inget påbörjat exempel att fortsätta på.")


def status(code: str, found: Status) -> Reply:
    text = f"Exemplet med koden {code} {_STATES[found.state]}."
    choices = list(_AFTERWARDS)
    if found.reason:
        text += f" Redaktionen skriver: ”{found.reason}”"
    if found.question:
        text += f" Redaktionen har en fråga till dig: ”{found.question}”"
        choices.insert(0, Choice("Svara redaktionen", "submission_status", {"reply": code}))
    if found.state == "draft":
        choices.insert(0, Choice("Fortsätt berätta", "submit_example", {"resume": code}))
    if found.example_id:
        choices.insert(0, Choice("Visa exemplet", "example_details", {"id": found.example_id}))
    return Reply("smalltalk", text, choices=tuple(choices[:3]))


def ask_for_reply() -> Reply:
    return Reply("smalltalk", "Skriv ditt svar till redaktionen i ett meddelande, eller skriv ”avbryt”.")


def reply_passed_on() -> Reply:
    return texts.what_next("Tack! Ditt svar är lämnat till redaktionen.")


def surely_withdraw(code: str, found: Status) -> Reply:
    if found.state == "withdrawn":
        return Reply(
            "smalltalk",
            f"Exemplet med koden {code} är redan borttaget. Vill du radera också det här samtalet? Det går inte att "
            "ångra.",
            choices=(Choice("Radera allt", "withdraw_submission", "everything"), Choice("Nej, låt det vara", "deny")),
        )
    what = "det du har berättat" if found.state == "draft" else "exemplet"
    return Reply(
        "smalltalk",
        f"Vill du ta bort {what} med koden {code}? Det går inte att ångra. Väljer du att radera allt försvinner också "
        "det här samtalet.",
        choices=(
            Choice("Ta bort exemplet", "withdraw_submission", "example"),
            Choice("Radera allt", "withdraw_submission", "everything"),
            Choice("Nej, låt det vara", "deny"),
        ),
    )


def erased() -> Reply:
    return Reply("smalltalk", "Allt som hörde till koden är raderat, också det här samtalet.", choices=texts.MENU)


def ask_for_code() -> Reply:
    return Reply("smalltalk", f"Skriv koden du fick av mig. {_CODE_LOOKS}")


def unknown_code() -> Reply:
    return Reply("smalltalk", "Jag hittar inget exempel med den koden. Kontrollera att den är rätt skriven.")
