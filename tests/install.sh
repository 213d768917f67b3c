#!/bin/sh
# Proves install.sh and the systemd unit, in copies of this machine that are thrown away (tests/machine.sh).
#   tests/install.sh [--or-skip] [SCRIPT...]     each of tests/install/, or those that are named: tests/install.sh system
# Needs root or a sudo that does not ask. With --or-skip a machine where it cannot run is no failure, only loud.
set -eu

cd "$(dirname "$0")/.."
or_skip=no
if [ "${1:-}" = --or-skip ]; then
    or_skip=yes
    shift
fi
[ $# -gt 0 ] || set -- dry_run prefix system deb

not_run() {
    echo "tests/install.sh: NOT RUN: $1" >&2
    echo "tests/install.sh: run it as root, or by a sudo without a password, on a Linux with overlayfs" >&2
    if [ "$or_skip" = yes ]; then exit 0; fi
    exit 1
}

as_root=''
if [ "$(id -u)" != 0 ]; then
    sudo -n true 2>/dev/null || not_run "it needs root"
    as_root="sudo -n --preserve-env=PATH,HOME,CARGO_HOME,RUSTUP_HOME,CARGO_TARGET_DIR,RUSTFLAGS"
fi
# shellcheck disable=SC2086 # a list of words, or nothing
status=0 && $as_root tests/machine.sh --boot true || status=$?
if [ "$status" = 125 ]; then not_run "no copy of this machine can be made"; fi
[ "$status" = 0 ] || exit "$status"

# As who runs this: in the copies, cargo finds that nothing is left to do.
cargo build --release --locked --bins

failed=''
for name in "$@"; do
    argument=''
    case $name in
    dry_run) options=--read-only ;;
    prefix) options='' ;;
    deb)
        options=--boot
        argument=$(package/deb.sh --no-build | tail -n 1)
        ;;
    *) options=--boot ;;
    esac
    echo "== install: $name"
    # shellcheck disable=SC2086 # lists of words, or nothing
    $as_root tests/machine.sh $options "tests/install/$name.sh" $argument || failed="$failed $name"
done
[ -z "$failed" ] || {
    echo "tests/install.sh: failed:$failed" >&2
    exit 1
}
