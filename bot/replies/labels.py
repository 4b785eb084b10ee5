"""Swedish labels of the task intents, shown in "Menade du …?"."""

INTENT_LABELS = {
    "greet": "Hälsning",
    "goodbye": "Avslut",
    "thank": "Tack",
    "affirm": "Ja",
    "deny": "Nej",
    "help": "Vad kan du hjälpa till med?",
    "bot_challenge": "Är du en människa?",
    "search_examples": "Hitta lärande exempel",
    "more_results": "Visa fler",
    "example_details": "Mer om ett exempel i listan",
    "search_guides": "Hitta guider och rapporter",
    "submit_example": "Skicka in ett exempel",
    "change_answer": "Ändra ett svar i inskicket",
    "submission_status": "Hur går det med mitt inskickade exempel?",
    "withdraw_submission": "Ta bort mitt inskickade exempel",
    "inform": "Svar på en fråga från assistenten",
    "feedback_positive": "Informationen hjälpte",
    "feedback_negative": "Informationen hjälpte inte",
    "report_problem": "Något är fel (länk, uppgift)",
    "talk_to_human": "Prata med en människa",
    "cancel": "Avbryt",
    "restart": "Börja om",
    "repeat": "Upprepa",
    "out_of_scope": "Utanför ämnet",
}
# What makes sense as something a person may have meant; the rest are replies to us.
OFFERED = (
    "help", "search_examples", "search_guides", "submit_example", "submission_status", "withdraw_submission",
    "report_problem", "talk_to_human",
)  # fmt: skip
