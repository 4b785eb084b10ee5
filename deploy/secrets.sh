#!/bin/sh
# Make the secrets that compose.yaml takes: those of our own at random, empty files for others'. What is there is kept.
set -eu
folder=${1:-$(dirname "$0")/secrets}
mkdir -p "$folder"
chmod 700 "$folder" # nobody else comes in; the files are for the containers' users, who are several
cd "$folder"
umask 022

random() { od -An -N32 -tx1 /dev/urandom | tr -d ' \n'; }
once() { [ -e "$1" ] || printf '%s\n' "$2" >"$1"; }

once postgres_password "$(random)"
once database_url "postgresql://guiden:$(cat postgres_password)@postgres:5432/guiden"
once redis_conf "requirepass $(random)"
once guiden_redis_url "redis://:$(cut -d ' ' -f 2 redis_conf)@redis:6379/0"
once guiden_token_secrets "$(random)"
for others in oidc_client_secret slack_bot_token slack_signing_secrets slack_webhook_url teams_app_secret \
    teams_webhook_url smtp_url; do
    [ -e "guiden_$others" ] || : >"guiden_$others"
done
