"""A site as it is deployed: the real proxy before two replicas and the editors' pages, which remember what comes."""

from __future__ import annotations

from typing import List, NamedTuple

from tests.deploy.nginx import Nginx
from tests.deploy.replica import Replica

MESSAGES, SLACK = "/webhooks/web/messages", "/webhooks/slack/webhook"


class Site(NamedTuple):
    proxy: Nginx
    one: Replica
    other: Replica
    review: Replica

    @property
    def come(self) -> List[str]:
        """What has come through the proxy, by method and path."""
        replicas = (self.one, self.other, self.review)
        return [f"{request.method} {request.path}" for replica in replicas for request in replica.come]
