#!/bin/sh
# Runs a command beside a PostgreSQL of its own and tells it so in DATABASE_URL:
#
#     tests/postgres.sh .venv/bin/python -m pytest
#
# The server lives in a temporary folder, listens on a socket inside it and on no port, and is gone afterwards. It asks
# for a password made for this one run. Durability is switched off: what it holds is not meant to last.
# PostgreSQL refuses to run as root, so root lends the folder to the account that the package made.
set -eu

[ $# -gt 0 ] || { echo "usage: $0 COMMAND [ARGUMENT...]" >&2; exit 64; }

programs=
for initdb in "$(command -v initdb || :)" $(ls -d /usr/lib/postgresql/*/bin/initdb /usr/pgsql-*/bin/initdb 2>/dev/null | sort -rV); do
    folder=$(dirname "$(readlink -f "$initdb" || :)")
    if [ -x "$folder/initdb" ] && [ -x "$folder/pg_ctl" ] && [ -x "$folder/createdb" ]; then
        programs=$folder
        break
    fi
done
if [ -z "$programs" ]; then
    echo "PostgreSQL is not installed. On Debian or Ubuntu: apt-get install postgresql" >&2
    exit 69
fi

as_owner() { "$@"; }
owner=
if [ "$(id -u)" -eq 0 ]; then
    owner=postgres
    id "$owner" >/dev/null 2>&1 || owner=nobody
    as_owner() { (cd / && exec setpriv --reuid="$owner" --regid="$(id -g "$owner")" --clear-groups "$@"); }
fi

folder=$(mktemp -d)
put_away() {
    status=$?
    trap - EXIT HUP INT TERM
    if [ -f "$folder/data/postmaster.pid" ]; then
        as_owner "$programs/pg_ctl" stop --silent --mode=immediate --pgdata="$folder/data" || :
    fi
    rm -rf "$folder"
    exit "$status"
}
trap put_away EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

# C.UTF-8 folds the case of every letter and exists almost everywhere; plain C, the rest, knows ASCII only.
locale=C
! locale -a 2>/dev/null | grep -qix 'c\.utf-\{0,1\}8' || locale=C.UTF-8
password=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
printf '%s\n' "$password" >"$folder/password"
[ -z "$owner" ] || chown -R "$owner" "$folder"

as_owner "$programs/initdb" --pgdata="$folder/data" --username=valvewise --pwfile="$folder/password" \
    --auth=scram-sha-256 --encoding=UTF8 --locale=$locale --no-sync >"$folder/initdb.log" 2>&1 ||
    { cat "$folder/initdb.log" >&2; exit 70; }
cat >>"$folder/data/postgresql.conf" <<SETTINGS
listen_addresses = ''
unix_socket_directories = '$folder'
fsync = off
synchronous_commit = off
full_page_writes = off
SETTINGS
as_owner "$programs/pg_ctl" start --silent --wait --pgdata="$folder/data" --log="$folder/server.log" ||
    { cat "$folder/server.log" >&2; exit 70; }
PGPASSWORD=$password "$programs/createdb" --host="$folder" --username=valvewise valvewise

DATABASE_URL="postgres://valvewise:$password@/valvewise?host=$folder" "$@"
