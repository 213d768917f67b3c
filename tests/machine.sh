#!/bin/sh
# Runs a command as root in a copy of this machine that is thrown away afterwards:
#   tests/machine.sh [--boot] [--read-only] COMMAND [ARGUMENT...]
# With --boot systemd runs there as process 1. The package, cargo and the build are those of this machine, and
# with --read-only they cannot be written to. The copy has no network but its own loopback.
#
# In there /run/machine/changes holds every file that is not as it was: the upper layer of the overlay that is
# the copy's root. /run/machine/before is the root as it was.
#
# Needs root and a Linux that lets it mount an overlay. Exits 125 with the reason when that cannot be had.
set -eu

cannot() {
    echo "tests/machine.sh: $*" >&2
    exit 125
}

# --- within the mount namespace -------------------------------------------------------------------------------

# The root of the copy: an overlay over this machine's, with what changes kept in memory.
make_root() {
    mount -t tmpfs -o mode=755 tmpfs "$scratch" || cannot "tmpfs cannot be mounted here"
    mkdir "$scratch/up" "$scratch/work" "$root" "$scratch/cgroup"
    mount -t overlay -o "lowerdir=/,upperdir=$scratch/up,workdir=$scratch/work" overlay "$root" ||
        cannot "an overlay cannot be mounted here"
    mount -t tmpfs -o mode=755 tmpfs "$root/run"
    mount -t tmpfs -o mode=1777 tmpfs "$root/tmp"
    make_devices
    mount -t sysfs -o ro sysfs "$root/sys"
    machine=$root/run/machine
    mkdir "$machine" "$machine/changes" "$machine/before"
    mount --bind "$scratch/up" "$machine/changes"
    mount --bind -o ro / "$machine/before"
}

make_devices() {
    mount -t tmpfs -o mode=755 tmpfs "$root/dev"
    for device in null zero full random urandom tty; do cp -a "/dev/$device" "$root/dev/$device"; done
    mkdir "$root/dev/pts" "$root/dev/shm"
    mount -t devpts -o newinstance,ptmxmode=0666,mode=620 devpts "$root/dev/pts"
    ln -s pts/ptmx "$root/dev/ptmx"
    ln -s /proc/self/fd "$root/dev/fd"
    mount -t tmpfs -o mode=1777 tmpfs "$root/dev/shm"
    : >"$root/dev/console"
}

# What is shared with this machine, so that nothing is built anew in there.
share() {
    for directory in "$package" "${CARGO_TARGET_DIR:-}" "${CARGO_HOME:-$HOME/.cargo}" "${RUSTUP_HOME:-$HOME/.rustup}"; do
        [ -d "$directory" ] || continue
        mkdir -p "$root$directory"
        mount --bind "$directory" "$root$directory"
        if [ "$read_only" = yes ]; then mount -o remount,bind,ro "$root$directory"; fi
    done
}

quoted() { printf "'%s'" "$(printf '%s' "$1" | sed "s/'/'\\\\''/g")"; }

# A script, because process 1 hands nothing on.
write_command() {
    {
        printf 'export HOME=%s PATH=%s LANG=C.UTF-8 TERM=dumb\n' "$(quoted "$HOME")" "$(quoted "$PATH")"
        for name in CARGO_HOME RUSTUP_HOME CARGO_TARGET_DIR RUSTFLAGS; do
            eval "value=\${$name:-}"
            # shellcheck disable=SC2154 # set by eval
            if [ -n "$value" ]; then printf 'export %s=%s\n' "$name" "$(quoted "$value")"; fi
        done
        printf 'cd %s || exit 126\n' "$(quoted "$package")"
        for word in "$@"; do printf '%s ' "$(quoted "$word")"; done
        printf '\necho $? >/run/machine/status\n'
    } >"$machine/command"
}

write_unit() {
    mkdir -p "$root/run/systemd/system"
    cat >"$root/run/systemd/system/machine.service" <<'END'
[Unit]
Description=The command of tests/machine.sh
SuccessAction=exit-force
FailureAction=exit-force
[Service]
Type=oneshot
ExecStart=/bin/sh /run/machine/command
StandardOutput=file:/run/machine/output
StandardError=inherit
END
}

# Processes of its own, numbered from 1, in a cgroup of its own: all of them end with the first.
run_in_root() {
    cgroup=''
    if mount -t cgroup2 cgroup2 "$scratch/cgroup" 2>/dev/null; then
        cgroup=$scratch/cgroup/hookit-machine-$$
        mkdir "$cgroup"
    elif [ "$boot" = yes ]; then
        cannot "the cgroups cannot be mounted here, and systemd needs them"
    fi
    : >"$machine/output"
    sh -c 'if [ -n "$1" ]; then echo $$ >"$1/cgroup.procs"; fi
        shift
        exec unshare --mount --propagation private --pid --fork --kill-child --cgroup -- "$@"' sh \
        "$cgroup" "$0" --in-processes "$root" "$boot" &
    child=$!
    tail --pid="$child" -s 0.1 -n +1 -f "$machine/output" &
    wait "$child" || true
    wait
    if [ -n "$cgroup" ]; then find "$cgroup" -depth -type d -exec rmdir {} + || true; fi
    if [ -s "$machine/status" ]; then exit "$(cat "$machine/status")"; fi
    echo "tests/machine.sh: the command did not come to its end; the console says:" >&2
    cat "$root/dev/console" >&2
    exit 1
}

in_mounts() {
    scratch=$1 boot=$2 read_only=$3
    shift 3
    root=$scratch/root
    ip link set lo up
    make_root
    share
    write_command "$@"
    if [ "$boot" = yes ]; then write_unit; fi
    run_in_root
}

in_processes() {
    root=$1 boot=$2
    mount -t proc proc "$root/proc"
    if [ -d "$root/sys/fs/cgroup" ]; then
        # A machine with cgroups of version 1 has a directory of them there.
        mount -t cgroup2 cgroup2 "$root/sys/fs/cgroup" || [ "$boot" = no ]
    fi
    if [ "$boot" = yes ]; then
        exec env -i container=hookit PATH=/usr/sbin:/usr/bin:/sbin:/bin \
            chroot "$root" /lib/systemd/systemd --system --log-target=console --unit=machine.service
    fi
    exec env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin chroot "$root" sh -c '. /run/machine/command' \
        >"$root/run/machine/output" 2>&1 </dev/null
}

# --- outside --------------------------------------------------------------------------------------------------

package=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
case ${1:-} in
--in-mounts)
    shift
    in_mounts "$@"
    ;;
--in-processes)
    shift
    in_processes "$@"
    ;;
esac

boot=no read_only=no
while :; do
    case ${1:-} in
    --boot) boot=yes ;;
    --read-only) read_only=yes ;;
    *) break ;;
    esac
    shift
done
[ $# -gt 0 ] || {
    echo "usage: tests/machine.sh [--boot] [--read-only] COMMAND [ARGUMENT...]" >&2
    exit 2
}
[ "$(id -u)" = 0 ] || cannot "this needs root"
[ "$boot" = no ] || [ -x /lib/systemd/systemd ] || cannot "there is no systemd here; install it: apt-get install systemd"
for directory in /usr /etc /var; do
    ! mountpoint -q "$directory" || cannot "$directory is a mount of its own, which this copy would not have"
done
scratch=$(mktemp -d "${TMPDIR:-/tmp}/hookit-machine.XXXXXX")
trap 'rmdir "$scratch" 2>/dev/null || true' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP
status=0
timeout --foreground 900 unshare --mount --propagation private --net --uts --ipc -- \
    "$0" --in-mounts "$scratch" "$boot" "$read_only" "$@" || status=$?
exit "$status"
