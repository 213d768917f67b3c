#!/bin/sh
# `install.sh --dry-run` prints what it would do and changes nothing. The package cannot be written to here.
set -eu
. tests/install/checks.sh

# would WHAT PATTERN OPTION...: what it prints has a line that matches, and nothing has changed.
would() {
    what=$1 pattern=$2
    shift 2
    say "install.sh --dry-run $*"
    printed=$(./install.sh --dry-run "$@" 2>&1) || fail "$what: exit $?"
    shows "$what" "$pattern\$" "$printed"
    shows "$what" 'this was a dry run, nothing has changed' "$printed"
    same "$what changes nothing" "" "$(cd /run/machine/changes && find . -mindepth 1)"
}

would "programs" '^+ install -m 0755 .*/release/hookitd /usr/local/bin/hookitd'
would "a prefix" '^+ install -m 0644 .*/man/hookitd.8 /opt/hookit/share/man/man8/hookitd.8' --prefix /opt/hookit
would "the service" '^+ useradd --system .* hookit' --system
would "the service" '^+ install -d -m 0700 -o hookit -g hookit /var/lib/hookit' --system
would "the service" '> /etc/systemd/system/hookitd.service (mode 0644, group root)' --system
would "the demo" '^+ .*/release/hookit demo --script' --demo

say "install.sh --dry-run on a machine that has the service"
cp -a /etc/passwd /etc/group /tmp
mkdir -p /opt/hookit/bin /etc/hookit /var/lib/hookit /etc/systemd/system
touch /opt/hookit/bin/hookit /opt/hookit/bin/hookitd /etc/systemd/system/hookitd.service /etc/hookit/hookit.yaml
useradd --system --user-group hookit
there=$(changes)
# removes PATTERN OPTION...
removes() {
    pattern=$1
    shift
    printed=$(./install.sh --dry-run --uninstall --prefix /opt/hookit "$@" 2>&1) || fail "uninstall $*: exit $?"
    shows "uninstall $*" "$pattern\$" "$printed"
    same "uninstall $* changes nothing" "$there" "$(changes)"
}
removes '^+ rm -f /opt/hookit/bin/hookitd'
removes '^+ rm -f /etc/systemd/system/hookitd.service' --system
removes '^+ rm -rf /var/lib/hookit' --purge
removes '^+ rm -rf /etc/hookit' --purge
removes '^+ userdel hookit' --purge
finish
