"""The site that tests of the proxy share."""

from __future__ import annotations

from typing import Iterator

import pytest

from tests.deploy.nginx import Nginx
from tests.deploy.replica import Replica
from tests.deploy.site import Site


@pytest.fixture(scope="module")
def whole_site() -> Iterator[Site]:
    replicas = Replica("one"), Replica("other"), Replica("review")
    with Nginx([replicas[0].port, replicas[1].port], replicas[2].port) as proxy:
        yield Site(proxy, *replicas)
    for replica in replicas:
        replica.stop()


@pytest.fixture
def site(whole_site: Site) -> Site:
    """With both replicas up and well, and nothing come yet."""
    for replica in (whole_site.one, whole_site.other, whole_site.review):
        replica.reset()
    return whole_site
