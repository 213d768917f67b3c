#!/bin/sh
# A throw-away Postgres for tests, fast because it forgets everything in a crash.
#
#   tests/cluster.sh start DIR    makes and starts it in DIR (not there yet), prints DATABASE_URL=…
#   tests/cluster.sh stop DIR     stops it and removes DIR
#
# Root runs it as the user postgres. It listens on 127.0.0.1, on a port that was free, and on a socket in DIR.
set -eu

usage() {
    echo "usage: tests/cluster.sh start|stop DIR" >&2
    exit 2
}

[ $# -eq 2 ] || usage
action=$1
dir=$2

# The newest server on this machine, unless one is on the search path.
bin=$(dirname "$(command -v initdb || true)")
if [ "$bin" = . ]; then
    for candidate in $(printf '%s\n' /usr/lib/postgresql/*/bin | sort -t / -k 5 -n); do
        [ -x "$candidate/initdb" ] && bin=$candidate
    done
fi
if [ ! -x "$bin/initdb" ]; then
    echo "tests/cluster.sh: no Postgres server found; tests/tools.sh installs one" >&2
    exit 1
fi

as_owner() {
    if [ "$(id -u)" -eq 0 ]; then
        (cd / && runuser -u postgres -- "$@")
    else
        "$@"
    fi
}

free_port() {
    python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

start() {
    mkdir -m 755 "$dir"
    dir=$(cd "$dir" && pwd)
    if [ "$(id -u)" -eq 0 ]; then
        chown postgres "$dir"
    fi
    as_owner "$bin/initdb" -D "$dir/data" -U postgres -A trust -E UTF8 --locale=C --no-sync >"$dir/initdb.log"
    as_owner sh -c "cat >>'$dir/data/postgresql.conf'" <<CONF
fsync = off
full_page_writes = off
synchronous_commit = off
max_connections = 400
shared_buffers = 256MB
listen_addresses = '127.0.0.1'
unix_socket_directories = '$dir'
CONF
    # Somebody may take the port between the look and the start.
    for attempt in 1 2 3; do
        port=$(free_port)
        if as_owner "$bin/pg_ctl" -D "$dir/data" -l "$dir/postgres.log" -o "-p $port" -w -t 60 start >/dev/null; then
            echo "DATABASE_URL=postgres://postgres@127.0.0.1:$port/postgres"
            return
        fi
        echo "tests/cluster.sh: start $attempt failed on port $port" >&2
    done
    cat "$dir/postgres.log" >&2
    exit 1
}

stop() {
    if [ -e "$dir/data/postmaster.pid" ]; then
        as_owner "$bin/pg_ctl" -D "$dir/data" -m immediate -w stop >/dev/null
    fi
    rm -rf "$dir"
}

case $action in
start) start ;;
stop) stop ;;
*) usage ;;
esac
