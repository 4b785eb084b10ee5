"""One line to an assistant, kept open between messages as browsers keep theirs; the same for stock's and ours."""

from __future__ import annotations

import json
import time
import uuid
from http.client import HTTPConnection, HTTPException
from typing import Any, Dict, List, Optional

TIMEOUT = 60


class Talk:
    """Says things in one conversation at a time, and knows how long each answer took."""

    def __init__(self, port: int) -> None:
        self._line = HTTPConnection("127.0.0.1", port, timeout=TIMEOUT)
        self.milliseconds = 0.0

    def begin(self) -> None:
        """A new conversation."""
        raise NotImplementedError

    def say(self, text: str) -> List[Dict[str, Any]]:
        """What is answered; raises when nothing is, or an error.

        Raises:
            OSError, HTTPException, ValueError
        """
        raise NotImplementedError

    def answers(self, question: str, expected: str) -> bool:
        """Whether it can be reached by now, and says this."""
        try:
            self.begin()
            return expected in json.dumps(self.say(question), ensure_ascii=False)
        except (OSError, HTTPException, ValueError):
            return False

    def _post(self, path: str, body: Any, token: Optional[str] = None) -> Any:
        headers = {"Content-Type": "application/json", **({"Authorization": f"Bearer {token}"} if token else {})}
        encoded = json.dumps(body).encode()
        started = time.perf_counter()
        self._line.request("POST", path, encoded, headers)
        response = self._line.getresponse()
        answer = response.read()
        self.milliseconds = (time.perf_counter() - started) * 1000
        if response.status != 200:
            raise ValueError(f"{response.status} {answer[:200]!r}")
        return json.loads(answer)

    def __enter__(self) -> Talk:
        return self

    def __exit__(self, *_: object) -> None:
        self._line.close()


class StockTalk(Talk):
    """Rasa's REST channel."""

    def begin(self) -> None:
        self._sender = uuid.uuid4().hex

    def say(self, text: str) -> List[Dict[str, Any]]:
        return self._post("/webhooks/rest/webhook", {"sender": self._sender, "message": text})


class OurTalk(Talk):
    """Our web channel; a new conversation's session is asked for in `begin`."""

    def begin(self) -> None:
        self._token = self._post("/webhooks/web/session", {})["token"]

    def say(self, text: str) -> List[Dict[str, Any]]:
        return self._post("/webhooks/web/messages", {"text": text, "id": uuid.uuid4().hex}, self._token)["messages"]
