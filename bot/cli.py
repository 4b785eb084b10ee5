"""The `guiden` command."""

from __future__ import annotations

import gc
import json
import os
import sys
from pathlib import Path
from typing import Any, Dict, Iterator, Optional, Sequence, TextIO

import click

from bot.commands import content, privacy, sending, teams_app, upkeep
from bot.commands.shared import database_explained
from bot.engine import lean_imports
from bot.settings import SettingsError, settings

# Of PostgreSQL, where people wait for an answer: milliseconds for a statement and for somebody else's lock.
QUICK = "-c statement_timeout=8000 -c lock_timeout=4000"


@click.group()
def main() -> None:
    """Hänsynsguiden: vägledning om upphandling som arbetsmarknadsverktyg."""
    lean_imports.install()
    try:
        settings()
    except SettingsError as error:
        raise click.ClickException(str(error)) from None


for command in (*content.COMMANDS, *privacy.COMMANDS, *sending.COMMANDS, *teams_app.COMMANDS, *upkeep.COMMANDS):
    main.add_command(command)


@main.command()
def run() -> None:
    """Gör allt klart och starta assistenten på den här datorn."""
    from bot.launch import LaunchFailed, launch

    try:
        sys.exit(launch(settings()))
    except LaunchFailed as error:
        raise click.ClickException(str(error)) from None


@main.command()
def serve() -> None:
    """Kör dialogmotorn och webbkanalen."""
    lean_imports.install(serving=True)
    gc.disable()  # until all is loaded (bot/channels/server.py)
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # turns are small, and many at once
    os.environ.setdefault("PGOPTIONS", QUICK)
    from bot.engine import logs

    logs.configure(settings().log_level, settings().log_format)
    from bot.channels.server import NoModel
    from bot.channels.server import serve as serve_assistant

    logs.configure_rasa(settings().log_level)

    try:
        serve_assistant(settings())
    except NoModel:
        raise click.ClickException("Det finns ingen tränad modell. Kör guiden train.") from None


@main.command()
def actions() -> None:
    """Kör de egna handlingarna (rasa_sdk)."""
    os.environ.setdefault("PGOPTIONS", QUICK)
    from bot.engine import logs

    logs.configure(settings().log_level, settings().log_format)
    from rasa_sdk.endpoint import create_app

    from bot import metrics, tracing
    from bot.channels.draining import drain
    from bot.channels.metrics_page import metrics_page
    from bot.knowledge.retrieval.query import warm_up

    warm_up()
    metrics.describe_build()
    tracing.start()
    app = create_app("actions")
    drain(app, settings().answer_timeout_seconds + 5)
    app.add_route(metrics_page, "/metrics", name="metrics")
    app.register_middleware(lambda request: tracing.go_on(request.headers), "request")
    app.run(host=settings().actions_host, port=settings().actions_port, access_log=False)


@main.command()
@click.option("--sign-in-address", is_flag=True, help="Visa en ny adress att logga in med en gång, och inget mer.")
def review(sign_in_address: bool) -> None:
    """Kör redaktionens sidor."""
    from bot.engine import logs
    from bot.review import one_time, server

    if not sign_in_address:
        logs.configure(settings().log_level, settings().log_format)
        server.serve(settings())
        return
    try:
        with database_explained():
            click.echo(one_time.new_address(settings()))
    except one_time.NotWithOpenID:
        raise click.ClickException("Här loggar man in med OpenID Connect (GUIDEN_OIDC_ISSUER).") from None


@main.command()
def migrate() -> None:
    """Ge databasen den senaste formen."""
    from bot.migrations import migrate as bring_up_to_date

    with database_explained():
        bring_up_to_date()


@main.command()
@click.option("--force", is_flag=True, help="Träna även om inget har ändrats.")
def train(force: bool) -> None:
    """Träna modellen om något har ändrats."""
    from bot.nlu.training import TrainingFailed
    from bot.nlu.training import train as train_model

    try:
        click.echo(train_model(settings(), force))
    except TrainingFailed:
        raise click.ClickException(
            "Träningen gav ingen modell. Läs felet ovan och rätta data/ eller config.yml."
        ) from None


@main.command()
@click.argument("file", type=click.File(encoding="utf-8"))
def parse(file: TextIO) -> None:
    """Tolka ett yttrande per rad; ett JSON-objekt per rad ut."""
    lean_imports.install(serving=True)
    from bot.engine import logs
    from bot.nlu.parsing import parse as parse_all
    from bot.nlu.training import newest_model

    logs.configure_rasa("WARNING")
    model = newest_model(settings())
    if model is None:
        raise click.ClickException("Det finns ingen tränad modell. Kör guiden train.")
    for described in parse_all(model, _lines(file)):
        _print_json(described)


@main.command()
@click.argument("kind", type=click.Choice(["examples", "guides"]))
@click.argument("file", type=click.File(encoding="utf-8"))
def search(kind: str, file: TextIO) -> None:
    """Sök med en fråga per rad; ett JSON-objekt per rad ut."""
    from bot.knowledge.retrieval.query import warm_up
    from bot.knowledge.search import described

    warm_up()
    with database_explained():
        for line in _lines(file):
            _print_json(described(kind, line))


@main.command()
@click.argument("file", type=click.File(encoding="utf-8"))
def rank(file: TextIO) -> None:
    """Ordna en frågas svarsförslag, de bästa först; JSON-rader in och ut."""
    from bot.knowledge.rank import UnreadableQuestion, order, read_questions

    try:
        questions = read_questions(file)
    except UnreadableQuestion as error:
        raise click.ClickException(str(error)) from None
    for asked in questions:
        _print_json({"order": order(asked)})


@main.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--channel", type=click.Choice(["web", "teams", "slack"]), help="Håll alla samtal i den kanalen.")
def dialogue(paths: Sequence[Path], channel: Optional[str]) -> None:
    """Kör samtalsfiler mot den riktiga motorn med riktiga handlingar."""
    from bot.conversations.files import ConversationFileError
    from bot.conversations.runner import run as run_conversations

    try:
        sys.exit(run_conversations(paths, click.echo, channel))
    except ConversationFileError as error:
        raise click.ClickException(str(error)) from None


@main.command()
def doctor() -> None:
    """Kontrollera inställningar, databas, modell och kanaler."""
    from bot.doctor import examine

    findings = examine(settings())
    for finding in findings:
        click.echo(f"{'✓' if finding.well else '✗'} {finding.text}")
    sys.exit(0 if all(finding.well for finding in findings) else 1)


def _lines(file: TextIO) -> Iterator[str]:
    return (line.strip() for line in file if line.strip())


def _print_json(value: Dict[str, Any]) -> None:
    click.echo(json.dumps(value, ensure_ascii=False))


if __name__ == "__main__":
    main()
