"""What the dialogue engine has stored of a turn, for the visitors of channels that are answered afterwards."""

from __future__ import annotations

import json
from typing import Any, Dict, List, Optional

import sqlalchemy as sa


class Stored:
    def __init__(self, database: str) -> None:
        self._database = sa.create_engine(database, future=True)

    def newest(self) -> int:
        """The id of the latest event of all conversations."""
        with self._database.connect() as connection:
            return connection.scalar(sa.text("SELECT max(id) FROM events")) or 0

    def replies(self, conversation: str, after: int) -> Optional[List[Dict[str, Any]]]:
        """What was answered to the latest message; None when none was stored after that event."""
        query = sa.text("SELECT type_name, data FROM events WHERE sender_id = :id AND id > :after ORDER BY id")
        with self._database.connect() as connection:
            rows = connection.execute(query, {"id": conversation, "after": after}).all()
        replies: Optional[List[Dict[str, Any]]] = None
        for kind, data in rows:
            event = json.loads(data)
            if kind == "user" and event.get("text"):
                replies = []
            elif kind == "bot" and replies is not None and (event.get("data") or {}).get("custom"):
                replies.append(event["data"]["custom"])
        return replies
