#!/bin/sh
# Build the style sheet and scripts of the editors' pages with the Node that came with the Python environment.
set -eu
printf 'Bygger redaktionens sidor …\n'
PATH="$PWD/.venv/bin:$PATH"
export PATH
cd bot/review/frontend
npm ci --no-audit --no-fund --ignore-scripts --omit=optional --silent || {
    printf 'Verktygen till redaktionens sidor kunde inte hämtas. Kontrollera att nätet når npm-registret.\n' >&2
    exit 1
}
mkdir -p ../static
npm run --silent build
