#!/bin/sh
# Put a copy that deploy/backup.sh made in the database's place, all of it or nothing:
#     deploy/restore.sh FILE
# Stop everything that uses the database first. Which database: as for deploy/backup.sh. Afterwards erasures that have
# been made since the copy have to be made again (docs/operations.md).
set -eu
umask 077
file=$1
(cd "$(dirname "$file")" && sha256sum --check --quiet "$(basename "$file").sha256")

if [ -n "${GUIDEN_SQLITE_FILE:-}" ]; then
    cp "$file" "$GUIDEN_SQLITE_FILE.part"
    "${GUIDEN_PYTHON:-python3}" - "$GUIDEN_SQLITE_FILE.part" <<'PYTHON' || { rm "$GUIDEN_SQLITE_FILE.part"; exit 1; }
import contextlib, sqlite3, sys

with contextlib.closing(sqlite3.connect(sys.argv[1])) as copy:
    if copy.execute("PRAGMA quick_check").fetchone() != ("ok",):
        sys.exit("the copy is damaged: nothing was changed")
PYTHON
    rm -f "$GUIDEN_SQLITE_FILE-wal" "$GUIDEN_SQLITE_FILE-shm"
    mv "$GUIDEN_SQLITE_FILE.part" "$GUIDEN_SQLITE_FILE"
else
    [ -z "${PGPASSWORD_FILE:-}" ] || PGPASSWORD=$(cat "$PGPASSWORD_FILE")
    [ -z "${PGPASSWORD:-}" ] || export PGPASSWORD
    # Without COMMIT, which only comes when the copy could be read to its end, everything is as before.
    {
        printf 'BEGIN; DROP SCHEMA public CASCADE; CREATE SCHEMA public AUTHORIZATION pg_database_owner;\n'
        if pg_restore --no-owner --no-privileges --file=- "$file"; then
            printf 'COMMIT; ANALYZE;\n'
        else
            printf '\\warn the copy can not be read: nothing was changed\nSELECT 1 / 0;\n'
        fi
    } | psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 --output=/dev/null
fi
