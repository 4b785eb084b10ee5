#!/bin/sh
# Make the Python environment: uv into .tools, Python 3.10 into .venv, everything locked with hashes.
set -eu

fail() {
    printf '\nDet gick inte att förbereda miljön: %s\n' "$1" >&2
    exit 1
}

step() { printf '%s …\n' "$1"; }

if [ ! -x .tools/bin/uv ]; then
    step "Hämtar verktyget uv"
    command -v python3 >/dev/null || fail "det finns ingen python3. Installera den: apt-get install python3 python3-venv"
    python3 -m venv .tools || fail "python3 saknar venv. Installera den: apt-get install python3-venv"
    .tools/bin/pip install --quiet uv || fail "uv kunde inte hämtas. Kontrollera att nätet når paketregistret."
fi

if [ ! -x .venv/bin/python ]; then
    step "Skapar en miljö med Python 3.10"
    .tools/bin/uv venv --quiet --python 3.10 .venv ||
        fail "Python 3.10 hittas inte och kunde inte hämtas. Installera Python 3.10, till exempel med pyenv."
fi

step "Installerar paketen i requirements.lock (första gången tar det någon minut)"
.tools/bin/uv pip sync --quiet --python .venv/bin/python --require-hashes requirements.lock ||
    fail "paketen kunde inte hämtas. Kontrollera att nätet når paketregistret och kör kommandot igen."
.tools/bin/uv pip install --quiet --python .venv/bin/python --no-deps --no-build-isolation --editable . ||
    fail "det egna paketet kunde inte installeras."
touch .venv/.ready
