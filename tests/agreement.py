"""Tell whether a reply agrees with a leading question, since a yes says what was asked for without its words."""

from __future__ import annotations

import re
from typing import Optional

_YES = (
    r"(?:ja(?:visst|jamän|da)?|jo(?:visst|då)?|absolut|självklart|givetvis|naturligtvis|precis|exakt|visst|korrekt"
    r"|(?:det )?stämmer(?! inte)|det är (?:rätt|riktigt|sant)|du har rätt)\b"
)
_NO = r"nej\b"
# No statement of its own follows, so the yes takes its meaning from the question: "Ja.", "Ja, om …", "Ja, det …".
_BARE = r"\s*(?:$|[.!]|,? (?:om|men|ibland|oftast?|normalt|alltid|i princip|inte|det|så)\b)"
_DENIAL = re.compile(r"\b(?:inte|aldrig|ingen|inget|inga)\b", re.IGNORECASE)
# To these a no is a no: "kan vi inte bara …?", "stämmer det att vi inte …?"
_PLAIN = re.compile(
    r"\b(?:(?:kan|får|ska|skulle) (?:vi|man|ni|jag) inte|stämmer|sant|bekräfta|säger|påstår|hävdar)\b", re.IGNORECASE
)


def agreement(question: str, reply: str) -> Optional[str]:
    """How a reply agrees: "bare" when nothing but the yes says so, "stated" when a statement of its own follows.

    To "det gäller inte oss, eller hur?" a no agrees as well.
    """
    agrees = f"(?:{_YES}|{_NO})" if _DENIAL.search(question) and not _PLAIN.search(question) else _YES
    if re.match(agrees + _BARE, reply, re.IGNORECASE):
        return "bare"
    return "stated" if re.match(agrees, reply, re.IGNORECASE) else None
