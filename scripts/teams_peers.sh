#!/bin/sh
# Microsoft's own libraries and tools, which the tests of the Teams channel ask: apart from ours, which they don't fit.
set -eu
folder=tests/channels/teams/peers
printf 'Hämtar Microsofts verktyg för proven av Teams …\n'
PATH="$PWD/.venv/bin:$PATH"
export PATH
[ -x .guiden/teams_peers/bin/python ] || .tools/bin/uv venv --quiet --python 3.10 .guiden/teams_peers
.tools/bin/uv pip sync --quiet --python .guiden/teams_peers/bin/python --require-hashes "$folder/requirements.lock"
(cd "$folder" && npm ci --no-audit --no-fund --ignore-scripts --silent)
touch .guiden/teams_peers/.ready
