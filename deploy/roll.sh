#!/bin/sh
# Replace a service's replicas without a pause: as many new ones first, then, when all of those answer, the old ones go.
#     deploy/roll.sh actions && deploy/roll.sh assistant
# When a new one doesn't answer in time all new ones are taken away again, and the old ones have served all along.
set -eu
service=$1
seconds=${SECONDS_TO_WAIT:-180}
compose() { docker compose --file "$(dirname "$0")/compose.yaml" "$@"; }
all() { compose ps --quiet "$service" | sort; }
state() { docker inspect --format '{{.State.Health.Status}}' "$1"; }
remove() { for each in $1; do docker stop "$each" >/dev/null && docker rm "$each" >/dev/null; done; }

old=$(all)
count=$(printf '%s\n' "$old" | grep -c .) || { printf 'Det finns inga %s att byta. Kör docker compose up.\n' "$service" >&2; exit 1; }
printf 'Startar %s nya %s …\n' "$count" "$service"
compose up --detach --no-deps --no-recreate --scale "$service=$((count * 2))" "$service"
new=$(all | while read -r each; do case $old in *"$each"*) ;; *) printf '%s\n' "$each" ;; esac done)

for each in $new; do
    while [ "$(state "$each")" != healthy ]; do
        seconds=$((seconds - 1))
        if [ "$seconds" -le 0 ]; then
            docker logs --tail 50 "$each" >&2
            printf 'En ny %s svarar inte. De gamla är kvar.\n' "$service" >&2
            remove "$new"
            exit 1
        fi
        sleep 1
    done
done
printf 'De nya svarar. Stoppar de gamla, när de har svarat på det som är på gång …\n'
for each in $old; do
    remove "$each"
done
printf '%s är bytt.\n' "$service"
