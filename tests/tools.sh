#!/bin/sh
# Installs what the tests need and the machine has not: a C compiler, Postgres, Python, Node, small tools.
# With --lint also what only the checks of .ci/run need. Knows Debian and its children (apt).
# What is there already is left alone.
set -eu

packages=""

want() {
    packages="$packages $1"
}

have() {
    command -v "$1" >/dev/null 2>&1
}

have cc || want "gcc libc6-dev"
have ps || want procps
have ip || want iproute2
have runuser || want util-linux
have dpkg-shlibdeps || want dpkg-dev
have curl || want curl
# tests/install.sh starts it in a copy of the machine; being there, it starts nothing by itself.
[ -x /lib/systemd/systemd ] || want systemd
[ -e /etc/ssl/certs/ca-certificates.crt ] || want ca-certificates
have python3 || want python3
python3 -c 'import ensurepip, venv' >/dev/null 2>&1 || want python3-venv
have node || want nodejs
have npm || want npm
have tmux || want tmux
# The dashboard's pages are looked at in it.
have chromium || want chromium
if [ "${1:-}" = --lint ]; then
    have shellcheck || want shellcheck
    have mandoc || want mandoc
fi
if ! have initdb && ! ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; then
    want postgresql
fi

[ -n "$packages" ] || exit 0

if ! have apt-get; then
    echo "tests/tools.sh: this machine has no apt-get; please install:$packages" >&2
    exit 1
fi

as_root=""
if [ "$(id -u)" -ne 0 ]; then
    if ! have sudo; then
        echo "tests/tools.sh: please run as root: apt-get install$packages" >&2
        exit 1
    fi
    as_root=sudo
fi

apt_install() {
    # shellcheck disable=SC2086 # a list of names, meant to be split
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install --yes --quiet --no-install-recommends \
        --option Dpkg::Options::=--force-confold "$@"
}

echo "tests/tools.sh: installing$packages"
$as_root apt-get update --quiet
case "$packages" in
*postgresql*)
    # Debian would make and start a cluster of its own; the tests run theirs.
    if ! ls /etc/postgresql/*/*/postgresql.conf >/dev/null 2>&1; then
        apt_install postgresql-common
        $as_root mkdir -p /etc/postgresql-common/createcluster.d
        echo 'create_main_cluster = false' | $as_root tee /etc/postgresql-common/createcluster.d/hookit.conf >/dev/null
    fi
    ;;
esac
# shellcheck disable=SC2086 # a list of names, meant to be split
apt_install $packages
