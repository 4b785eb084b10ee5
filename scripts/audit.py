"""Compare requirements.lock with known vulnerabilities; one that isn't excepted, with a reason and a date, fails.

pip-audit asks OSV, an open service of advisories. Where it can't be reached, deploy/advisories.yml is used instead.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Dict, FrozenSet, Iterable, List, Mapping, Optional, Sequence, Set

import yaml
from packaging.specifiers import SpecifierSet

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
SNAPSHOT = ROOT / "deploy" / "advisories.yml"
EXCEPTIONS = ROOT / "deploy" / "audit_exceptions.yml"
PIP_AUDIT = (
    str(ROOT / ".tools" / "bin" / "uv"), "tool", "run", "--quiet", "pip-audit", "--requirement", str(LOCK), "--no-deps",
    "--disable-pip", "--vulnerability-service", "osv", "--aliases", "on", "--format", "json", "--progress-spinner",
    "off",
)  # fmt: skip


@dataclass(frozen=True)
class Finding:
    """A package as it is locked, and one known vulnerability of it by all its names."""

    package: str
    version: str
    ids: FrozenSet[str]

    def __str__(self) -> str:
        return f"{self.package} {self.version}: {', '.join(sorted(self.ids))}"


@dataclass(frozen=True)
class Excepted:
    """Vulnerabilities of one package that we live with, and until when that holds."""

    package: str
    version: str
    ids: Sequence[str]
    reason: str
    not_served: Sequence[str]
    date: dt.date
    review_by: dt.date


class NoService(Exception):
    """The service didn't tell of every package."""


def locked(text: str) -> Dict[str, str]:
    """The version of each package in a lock file."""
    return dict(re.findall(r"^([a-z0-9][a-z0-9.-]*)==([^\s;]+)", text, re.MULTILINE))


def asked(osv_url: Optional[str] = None) -> str:
    """What pip-audit says, as JSON if it could ask; nothing where it can't even be fetched."""
    more = ["--osv-url", osv_url] if osv_url else []
    return subprocess.run([*PIP_AUDIT, *more], capture_output=True, text=True).stdout


def told(answer: str) -> List[Finding]:
    """The findings in pip-audit's JSON.

    Raises:
        NoService: it is no JSON, or it passes over packages, which pip-audit itself takes for a success.
    """
    try:
        packages = json.loads(answer)["dependencies"]
        return [
            Finding(package["name"], package["version"], frozenset([found["id"], *found["aliases"]]))
            for package in packages
            for found in package["vulns"]
        ]
    except (ValueError, KeyError):
        raise NoService from None


def remembered(snapshot: Mapping[str, Any], lock: Mapping[str, str]) -> List[Finding]:
    """The findings of a snapshot as deploy/advisories.yml."""
    return [
        Finding(each["package"], lock[each["package"]], frozenset([identity]))
        for each in snapshot["advisories"]
        if each["package"] in lock and lock[each["package"]] in SpecifierSet(each["affected"], prereleases=True)
        for identity in each["ids"]
    ]


def exceptions(path: Path = EXCEPTIONS) -> List[Excepted]:
    return [Excepted(**each) for each in yaml.safe_load(path.read_text("utf-8"))]


def problems(findings: Iterable[Finding], excepted: Sequence[Excepted], today: dt.date) -> Iterable[str]:
    """What must be done something about, in Swedish."""
    used: Set[str] = set()
    for finding in findings:
        if any(_covers(each, finding) for each in excepted):
            used |= finding.ids
        else:
            yield f"Sårbart utan undantag: {finding}"
    for each in excepted:
        unused = [identity for identity in each.ids if identity not in used]
        if unused:
            yield f"Undantaget behövs inte längre: {each.package} {each.version}: {', '.join(unused)}"
        if each.review_by < today:
            yield f"Undantaget skulle ha setts över senast {each.review_by}: {each.package} {each.version}"


def _covers(excepted: Excepted, finding: Finding) -> bool:
    same = (excepted.package, excepted.version) == (finding.package, finding.version)
    return same and not finding.ids.isdisjoint(excepted.ids)


def main(arguments: Optional[Sequence[str]] = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--osv-url", help="a mirror of OSV's query address")
    chosen = parser.parse_args(arguments)
    try:
        findings = told(asked(chosen.osv_url))
        print("Källa: OSV, nu.")
    except NoService:
        snapshot = yaml.safe_load(SNAPSHOT.read_text("utf-8"))
        findings = remembered(snapshot, locked(LOCK.read_text("utf-8")))
        print(f"OSV svarar inte för alla paket. Källa: deploy/advisories.yml, läst {snapshot['read']}.")
    found = list(problems(findings, exceptions(), dt.date.today()))
    print("\n".join(found) or f"Inget sårbart utan undantag. Undantagna paket: {len(exceptions())}.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
