"""Tables of what the assistant knows. Rows stay inside this package; callers get frozen dataclasses."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import declared_attr

from bot.database import Base, now


class Revised:
    """Every change gives an entry its next `revision`, and fails if somebody else's change came in between.

    `changed_at` is UTC, unknown for what was stored before revisions were kept; `changed_by` is unknown at times.
    """

    revision = sa.Column(sa.Integer, nullable=False, default=1, server_default="1")
    changed_at = sa.Column(sa.DateTime, default=now)
    changed_by = sa.Column(sa.Text)

    @declared_attr
    def __mapper_args__(cls):
        return {"version_id_col": cls.revision}


class SourceRow(Base):
    __tablename__ = "source"

    key = sa.Column(sa.String(60), primary_key=True)
    title = sa.Column(sa.Text, nullable=False)
    publisher = sa.Column(sa.Text, nullable=False)
    url = sa.Column(sa.Text, nullable=False)
    date = sa.Column(sa.Text)


class AnswerRow(Revised, Base):
    __tablename__ = "answer"

    id = sa.Column(sa.String(80), primary_key=True)
    topic = sa.Column(sa.String(60), nullable=False, index=True)
    label = sa.Column(sa.Text, nullable=False)
    text = sa.Column(sa.Text, nullable=False)
    why = sa.Column(sa.Text)
    more = sa.Column(sa.Text)
    certainty = sa.Column(sa.String(20), nullable=False)
    legal = sa.Column(sa.Boolean, nullable=False)
    paragraphs = sa.Column(sa.JSON, nullable=False)
    checked = sa.Column(sa.Date, nullable=False)
    sources = sa.Column(sa.JSON, nullable=False)
    related = sa.Column(sa.JSON, nullable=False)
    next_steps = sa.Column(sa.JSON, nullable=False)
    valid_from = sa.Column(sa.Date)


class GuideRow(Revised, Base):
    __tablename__ = "guide"

    id = sa.Column(sa.String(80), primary_key=True)
    title = sa.Column(sa.Text, nullable=False)
    publisher = sa.Column(sa.Text, nullable=False)
    year = sa.Column(sa.Integer)
    year_note = sa.Column(sa.Text)
    url = sa.Column(sa.Text, nullable=False)
    audience = sa.Column(sa.Text, nullable=False)
    topics = sa.Column(sa.JSON, nullable=False)
    summary = sa.Column(sa.Text, nullable=False)
    search_phrases = sa.Column(sa.JSON, nullable=False)
    checked = sa.Column(sa.Date)
    valid_from = sa.Column(sa.Date)


class ExampleRow(Revised, Base):
    __tablename__ = "example"

    id = sa.Column(sa.String(80), primary_key=True)
    title = sa.Column(sa.Text, nullable=False)
    organisation = sa.Column(sa.Text, nullable=False)
    organisation_type = sa.Column(sa.Text)
    municipality = sa.Column(sa.ForeignKey("municipality.name"), index=True)
    region = sa.Column(sa.ForeignKey("region.name"), index=True)
    year = sa.Column(sa.Integer, index=True)
    method = sa.Column(sa.String(30), nullable=False, index=True)
    contract_type = sa.Column(sa.String(30), nullable=False, index=True)
    sector = sa.Column(sa.Text, nullable=False)
    sectors = sa.Column(sa.JSON, nullable=False)
    target_groups = sa.Column(sa.JSON, nullable=False)
    target_group_types = sa.Column(sa.JSON, nullable=False)
    requirement = sa.Column(sa.Text, nullable=False)
    requirement_types = sa.Column(sa.JSON, nullable=False)
    result = sa.Column(sa.Text)
    partners = sa.Column(sa.JSON, nullable=False)
    source_url = sa.Column(sa.Text, nullable=False)
    source_title = sa.Column(sa.Text, nullable=False)
    source_date = sa.Column(sa.Date)
    search_phrases = sa.Column(sa.JSON, nullable=False)
    checked = sa.Column(sa.Date)


class RegionRow(Base):
    __tablename__ = "region"

    name = sa.Column(sa.String(60), primary_key=True)
    code = sa.Column(sa.String(2), nullable=False, unique=True)
    county = sa.Column(sa.Text, nullable=False)
    other_names = sa.Column(sa.JSON, nullable=False)


class MunicipalityRow(Base):
    __tablename__ = "municipality"

    name = sa.Column(sa.String(60), primary_key=True)
    code = sa.Column(sa.String(4), nullable=False, unique=True)
    organisation = sa.Column(sa.Text, nullable=False)
    region = sa.Column(sa.ForeignKey("region.name"), nullable=False, index=True)
    other_names = sa.Column(sa.JSON, nullable=False)


class NoticeRow(Base):
    """The service rows of the page, such as its contact person, editable apart from the answers."""

    __tablename__ = "notice"

    key = sa.Column(sa.String(40), primary_key=True)
    text = sa.Column(sa.Text, nullable=False)
    as_of = sa.Column(sa.Date, nullable=False)


class RevisionRow(Base):
    """A version that was replaced or removed; `fields` are its entry's, days written as ISO 8601."""

    __tablename__ = "revision"

    kind = sa.Column(sa.String(10), primary_key=True)
    entry_id = sa.Column(sa.String(80), primary_key=True)
    number = sa.Column(sa.Integer, primary_key=True, autoincrement=False)
    fields = sa.Column(sa.JSON, nullable=False)
    changed_at = sa.Column(sa.DateTime)
    changed_by = sa.Column(sa.Text)
    replaced_at = sa.Column(sa.DateTime, nullable=False, default=now)
    replaced_by = sa.Column(sa.Text)


class UpcomingRow(Base):
    """A version that takes effect on a day to come; `fields` as in RevisionRow."""

    __tablename__ = "upcoming"

    kind = sa.Column(sa.String(10), primary_key=True)
    entry_id = sa.Column(sa.String(80), primary_key=True)
    valid_from = sa.Column(sa.Date, primary_key=True, index=True)
    fields = sa.Column(sa.JSON, nullable=False)
    changed_by = sa.Column(sa.Text)


class ImportRow(Base):
    """What was imported last, so that a start with the same files needn't read them again."""

    __tablename__ = "content_import"

    path = sa.Column(sa.Text, primary_key=True)
    digest = sa.Column(sa.String(64), nullable=False)


class SearchEntryRow(Base):
    """An entry as search finds it: `tokens` for whether, `fields` (a line each) and `letters` for how well.

    Migration 0002 gives `tokens` its full-text index.
    """

    __tablename__ = "search_entry"
    __table_args__ = (sa.UniqueConstraint("kind", "entry_id"),)

    number = sa.Column(sa.Integer, primary_key=True)
    kind = sa.Column(sa.String(10), nullable=False)
    entry_id = sa.Column(sa.String(80), nullable=False)
    year = sa.Column(sa.Integer)
    tokens = sa.Column(sa.Text().with_variant(TSVECTOR(), "postgresql"), nullable=False)
    fields = sa.Column(sa.Text, nullable=False)
    letters = sa.Column(sa.Text, nullable=False)


class SearchTermRow(Base):
    """In how many entries of a kind a term stands; the empty term stands in all. Migration 0002 adds trigrams."""

    __tablename__ = "search_term"
    __table_args__ = (sa.UniqueConstraint("kind", "term"),)

    number = sa.Column(sa.Integer, primary_key=True)
    kind = sa.Column(sa.String(10), nullable=False)
    term = sa.Column(sa.Text, nullable=False)
    documents = sa.Column(sa.Integer, nullable=False)
