#!/bin/sh
# Copy the whole database into a folder, with a checksum, and remove copies that are too old:
#     deploy/backup.sh FOLDER
# PostgreSQL is the one that libpq's variables say (PGHOST, PGUSER, PGDATABASE, PGPASSWORD or PGPASSWORD_FILE). With
# GUIDEN_SQLITE_FILE that file is copied instead, while it is in use.
set -eu
umask 077
folder=$1
days=${GUIDEN_KEEP_BACKUPS_DAYS:-14}
name=guiden-$(date -u +%Y%m%dT%H%M%SZ)

if [ -n "${GUIDEN_SQLITE_FILE:-}" ]; then
    name=$name.sqlite3
    "${GUIDEN_PYTHON:-python3}" - "$GUIDEN_SQLITE_FILE" "$folder/$name.part" <<'PYTHON'
import contextlib, pathlib, sqlite3, sys

source, copy = sys.argv[1:]
with contextlib.closing(sqlite3.connect(f"{pathlib.Path(source).absolute().as_uri()}?mode=ro", uri=True)) as used, \
        contextlib.closing(sqlite3.connect(copy)) as kept:
    used.backup(kept)
    kept.execute("PRAGMA journal_mode = DELETE")  # one file, complete in itself
    if kept.execute("PRAGMA quick_check").fetchone() != ("ok",):
        sys.exit("the copy is damaged")
PYTHON
else
    name=$name.dump
    [ -z "${PGPASSWORD_FILE:-}" ] || PGPASSWORD=$(cat "$PGPASSWORD_FILE")
    [ -z "${PGPASSWORD:-}" ] || export PGPASSWORD
    pg_dump --format=custom --no-owner --no-privileges --file="$folder/$name.part"
    pg_restore --list "$folder/$name.part" >/dev/null
fi

cd "$folder"
mv "$name.part" "$name"
sha256sum "$name" >"$name.sha256"
find . -maxdepth 1 -name 'guiden-*' -mmin "+$((days * 24 * 60))" -delete
printf '%s\n' "$folder/$name"
