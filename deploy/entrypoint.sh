#!/bin/sh
# Secrets come as files and are settings: /run/secrets/guiden_smtp_url is GUIDEN_SMTP_URL. An empty one is not set.
set -eu
for file in "${SECRETS:-/run/secrets}"/*; do
    [ -s "$file" ] || continue
    name=$(basename "$file" | tr '[:lower:]' '[:upper:]')
    value=$(cat "$file")
    export "$name=$value"
done
exec "$@"
