#!/bin/sh
# Build the chat component with the Node that came with the Python environment.
set -eu
printf 'Bygger chattkomponenten …\n'
PATH="$PWD/.venv/bin:$PATH"
export PATH
cd widget
npm ci --no-audit --no-fund --ignore-scripts --silent || {
    printf 'Chattkomponentens verktyg kunde inte hämtas. Kontrollera att nätet når npm-registret.\n' >&2
    exit 1
}
npm run --silent check
npm run --silent build
