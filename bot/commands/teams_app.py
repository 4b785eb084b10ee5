"""The command that makes the file by which an organisation gets our bot into Teams."""

from __future__ import annotations

import zipfile
from pathlib import Path
from string import Template

import click

from bot.settings import PROJECT_ROOT, settings

PARTS = PROJECT_ROOT / "deploy" / "teams"


@click.command("teams-app")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, writable=True))
def teams_app(file: Path) -> None:
    """Skriv appen som laddas upp i Teams, en zip-fil."""
    chosen = settings()
    if not chosen.teams_app_id:
        raise click.ClickException("Teams är inte inställt. Sätt GUIDEN_TEAMS_APP_ID med flera först.")
    if not chosen.public_url.startswith("https://"):
        raise click.ClickException(
            "Sätt GUIDEN_PUBLIC_URL till assistentens adress först. Den måste börja med https://."
        )
    manifest = Template((PARTS / "manifest.json").read_text(encoding="utf-8"))
    known = {"app_id": chosen.teams_app_id, "address": chosen.public_url}
    try:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as app:
            app.writestr("manifest.json", manifest.safe_substitute(known))
            for icon in ("color.png", "outline.png"):
                app.write(PARTS / icon, icon)
    except OSError:
        raise click.ClickException(f"{file}: går inte att skriva") from None
    click.echo(f"Appen är skriven till {file}. Ladda upp den i administrationen för Teams.")


COMMANDS = (teams_app,)
