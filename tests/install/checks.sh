#!/bin/sh
# What the scripts of this directory share; they run by tests/machine.sh, in a copy of this machine.
set -eu

failures=0

# say WHAT: what is looked at next.
say() { printf '%s\n' "-- $*"; }

fail() {
    printf '%s\n' "FAILED: $*" >&2
    failures=$((failures + 1))
}

# Ends the script: 0 when nothing failed.
finish() {
    if [ "$failures" -gt 0 ]; then
        echo "$failures checks failed" >&2
        exit 1
    fi
    exit 0
}

# same WHAT EXPECTED FOUND: the two texts are equal, or the difference is shown.
same() {
    if [ "$2" = "$3" ]; then return; fi
    fail "$1 (- expected, + found)"
    printf '%s\n' "$2" >/tmp/expected
    printf '%s\n' "$3" >/tmp/found
    diff -U 0 /tmp/expected /tmp/found | sed 1,2d >&2
}

# shows WHAT PATTERN TEXT: the text has a line that matches.
shows() {
    if printf '%s\n' "$3" | grep -q -e "$2"; then return; fi
    fail "$1: nothing matches '$2' in:"
    printf '%s\n' "$3" >&2
}

# refused COMMAND...: it fails; what it says is printed.
refused() {
    if "$@" 2>&1; then echo "not refused: $*"; fi
}

# Every file that is not as it was before, as `KIND MODE OWNER:GROUP PATH`, but for what systemd and the tools
# themselves leave behind. A data directory's inside counts as one.
changes() {
    (cd /run/machine/changes && find . -mindepth 1) | cut -c 2- | sort | while IFS= read -r path; do
        case $path in
        /var/log/* | /var/lib/systemd/* | /var/lib/dpkg/* | /var/cache/* | /etc/.pwd.lock | /etc/machine-id | /etc/mtab) continue ;;
        /etc/passwd- | /etc/group- | /etc/subuid- | /etc/subgid- | /etc/shadow- | /etc/gshadow- | /etc/.updated | /var/.updated) continue ;;
        /var/lib/hookit/*) continue ;;
        /root/.ssh | /var/lib/private) continue ;;
        esac
        changed "$path"
    done
}

# changed PATH: its line, unless it only looks changed: a directory or a file that was written to and is the same.
changed() {
    before=/run/machine/before$1
    if [ ! -e "$1" ] && [ ! -L "$1" ]; then
        printf 'removed %s\n' "$1"
        return
    fi
    line=$(stat -c '%F %a %U:%G' "$1")
    if [ -d "$1" ] && [ -d "$before" ] && [ "$line" = "$(stat -c '%F %a %U:%G' "$before")" ]; then return; fi
    if [ -f "$1" ] && [ -f "$before" ] && cmp -s "$1" "$before" &&
        [ "$line" = "$(stat -c '%F %a %U:%G' "$before")" ]; then return; fi
    printf '%s %s\n' "$line" "$1"
}

# The files that an installation below PREFIX consists of, in the form of `changes`.
files_below() {
    {
        for program in hookit hookitd; do
            echo "regular file 755 root:root $1/bin/$program"
            echo "regular file 644 root:root $1/share/bash-completion/completions/$program"
            echo "regular file 644 root:root $1/share/zsh/site-functions/_$program"
            echo "regular file 644 root:root $1/share/fish/vendor_completions.d/$program.fish"
        done
        for page in man/*.[1-8]; do
            echo "regular file 644 root:root $1/share/man/man${page##*.}/${page#man/}"
        done
        for file in LICENSE hookit.yaml directories; do
            echo "regular file 644 root:root $1/share/doc/hookit/$file"
        done
    }
}

# directories PATH...: the lines of those that were not there before.
directories() {
    for path in "$@"; do
        if [ ! -d "/run/machine/before$path" ]; then echo "directory 755 root:root $path"; fi
    done
}

# Every directory that an installation below PREFIX makes.
directories_below() {
    files_below "$1" | sed 's/.* //' | while IFS= read -r path; do
        while [ "$path" != "$1" ]; do
            path=$(dirname "$path")
            directories "$path"
        done
    done | sort -u
}

# quietly COMMAND...: it succeeds; otherwise what it said is shown.
quietly() {
    status=0
    "$@" >/tmp/printed 2>&1 || status=$?
    if [ "$status" = 0 ]; then return; fi
    fail "exit $status of: $*"
    cat /tmp/printed >&2
}

# property NAME: of the service.
property() { systemctl show --value --property "$1" hookitd; }

# The user and the group hookit, without their numbers.
accounts() { grep -h '^hookit:' /etc/passwd /etc/group | sed 's/:[0-9][0-9]*/:N/g'; }

# What the service has beside the programs: accounts, settings, data.
kept_files() {
    for file in passwd group; do echo "regular file 644 root:root /etc/$file"; done
    for file in shadow gshadow; do echo "regular file 640 root:shadow /etc/$file"; done
    echo "directory 750 root:hookit /etc/hookit"
    echo "regular file 640 root:hookit /etc/hookit/hookit.yaml"
    echo "directory 700 hookit:hookit /var/lib/hookit"
}
