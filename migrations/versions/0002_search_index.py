"""Search index: FTS5 on SQLite, full text and trigrams on PostgreSQL"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TSVECTOR

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

SQLITE = (
    """
    CREATE VIRTUAL TABLE search_text USING fts5(
        tokens, content='search_entry', content_rowid='number', detail='none', columnsize=0,
        tokenize="unicode61 remove_diacritics 0 tokenchars '_'"
    )
    """,
    """
    CREATE TRIGGER search_entry_inserted AFTER INSERT ON search_entry BEGIN
        INSERT INTO search_text (rowid, tokens) VALUES (new.number, new.tokens);
    END
    """,
    """
    CREATE TRIGGER search_entry_deleted AFTER DELETE ON search_entry BEGIN
        INSERT INTO search_text (search_text, rowid, tokens) VALUES ('delete', old.number, old.tokens);
    END
    """,
    """
    CREATE TRIGGER search_entry_updated AFTER UPDATE OF tokens ON search_entry BEGIN
        INSERT INTO search_text (search_text, rowid, tokens) VALUES ('delete', old.number, old.tokens);
        INSERT INTO search_text (rowid, tokens) VALUES (new.number, new.tokens);
    END
    """,
    """
    CREATE VIRTUAL TABLE search_term_text USING fts5(
        term, content='search_term', content_rowid='number', tokenize='trigram'
    )
    """,
    """
    CREATE TRIGGER search_term_inserted AFTER INSERT ON search_term BEGIN
        INSERT INTO search_term_text (rowid, term) VALUES (new.number, new.term);
    END
    """,
)
POSTGRESQL = (
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    # Without a list of entries not yet sorted in, which each search would read through.
    "CREATE INDEX ix_search_entry_tokens ON search_entry USING gin (tokens) WITH (fastupdate = off)",
    "CREATE INDEX ix_search_term_term ON search_term USING gin (term gin_trgm_ops) WITH (fastupdate = off)",
)


def upgrade() -> None:
    op.create_table(
        "search_entry",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("entry_id", sa.String(length=80), nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("tokens", sa.Text().with_variant(TSVECTOR(), "postgresql"), nullable=False),
        sa.Column("fields", sa.Text(), nullable=False),
        sa.Column("letters", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_search_entry")),
        sa.UniqueConstraint("kind", "entry_id", name=op.f("uq_search_entry_kind")),
    )
    op.create_table(
        "search_term",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("term", sa.Text(), nullable=False),
        sa.Column("documents", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_search_term")),
        sa.UniqueConstraint("kind", "term", name=op.f("uq_search_term_kind")),
    )
    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL:
        op.execute(statement)


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE search_text")
        op.execute("DROP TABLE search_term_text")
    op.drop_table("search_term")
    op.drop_table("search_entry")
