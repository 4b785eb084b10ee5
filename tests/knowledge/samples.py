"""Entries of every kind that tests take in, change and break."""

from __future__ import annotations

from typing import Any, Dict

EXAMPLE: Dict[str, Any] = {
    "id": "lund-glasstrutar",
    "title": "Glasstrutar från ett socialt företag",
    "organisation": "Lunds kommun",
    "municipality": "Lund",
    "region": "Region Skåne",
    "year": 2021,
    "method": "reserved_procurement",
    "contract_type": "goods",
    "sector": "livsmedel",
    "sectors": ["livsmedel"],
    "requirement": "Leverantören skulle vara ett socialt företag som bakar glasstrutar.",
    "source_url": "https://www.lund.se/glasstrutar",
    "source_title": "Glasstrutar",
}
ANSWER: Dict[str, Any] = {
    "id": "glasstrutar",
    "topic": "iop",
    "label": "Får man köpa glasstrutar?",
    "text": "Ja, glasstrutar är tillåtna [1].",
    "certainty": "general",
    "legal": False,
    "checked": "2026-11-23",
    "sources": ["LOU"],
    "related": ["iop_definition"],
    "next_steps": [{"answer": "iop_when"}],
}
GUIDE: Dict[str, Any] = {
    "id": "om-glasstrutar",
    "title": "Om glasstrutar",
    "publisher": "Lunds kommun",
    "url": "https://www.lund.se/guide",
    "audience": "Inköpare",
    "topics": ["glass"],
    "summary": "En mening. En till.",
}
SOURCE = {"key": "GLASS", "title": "Glass", "publisher": "Lund", "url": "https://www.lund.se/glass"}
