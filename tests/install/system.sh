#!/bin/sh
# `install.sh --system` under a systemd that runs: what it makes, that the service does its work as the unit has
# it, and what `--uninstall` and `--purge` leave.
set -eu
. tests/install/checks.sh

unit=/etc/systemd/system/hookitd.service
exec </dev/null

started() {
    quietly systemctl start hookitd
    same "the service" active "$(systemctl is-active hookitd)"
}

# process FIELD: of the service's main process.
process() { sed -n "s/^$1:[^0-9a-f]*//p" "/proc/$(property MainPID)/status"; }

installed_files() {
    files_below /usr/local
    directories_below /usr/local
    echo "regular file 644 root:root $unit"
}

# What this machine's own install.sh once wrote for Debian's Postgres goes with an uninstall.
postgres_setting() {
    file=/etc/postgresql-common/createcluster.d/hookit.conf
    if grep -qs "HookIt's install.sh" /run/machine/before$file; then echo "removed $file"; fi
}

# left LINES: what an uninstall leaves beside them.
left() {
    { printf '%s\n' "$1" && directories /etc/systemd/system/multi-user.target.wants && postgres_setting; } |
        sed '/^$/d' | sort
}

say "install.sh --system"
quietly ./install.sh --system
shows "what to do next" "systemctl enable --now hookitd" "$(cat /tmp/printed)"
same "what is installed" "$( (installed_files && kept_files) | sort)" "$(changes | sort)"
same "the user and the group" "hookit:x:N:N::/var/lib/hookit:/usr/sbin/nologin
hookit:x:N:" "$(accounts)"
same "the setting that differs from the defaults" "  group: hookit" \
    "$(diff config/hookit.yaml /etc/hookit/hookit.yaml | sed -n 's/^> //p')"
quietly runuser -u hookit -- hookitd check-config
shows "the daemon reads the installed settings" 'admin.group.*hookit.*file' "$(cat /tmp/printed)"

say "the unit"
# Without looking for the manual page: a small machine may have no man.
quietly systemd-analyze verify --man=no "$unit"
same "what systemd-analyze verify says" "" "$(cat /tmp/printed)"
# 15 is 1.5 of 10: what is left is the network, which it is for, and a static user.
quietly systemd-analyze security --offline=true --threshold=15 "$unit"
same "nothing runs yet" inactive "$(systemctl is-active hookitd || true)"

say "systemctl enable --now"
quietly systemctl enable --now hookitd
same "the service" active "$(systemctl is-active hookitd)"
same "it starts at each boot" enabled "$(systemctl is-enabled hookitd)"
same "it runs as hookit, without a way to more" "$(printf '%s\n' "hookit" 0000000000000000 1 2)" "$(
    stat -c %U "/proc/$(property MainPID)"
    process CapBnd
    process NoNewPrivs
    process Seccomp
)"
same "the admin socket" "directory 750 hookit:hookit /run/hookit
socket 660 hookit:hookit /run/hookit/admin.sock" "$(stat -c '%F %a %U:%G %n' /run/hookit /run/hookit/admin.sock)"
quietly hookitd healthcheck
quietly hookit status
shows "root asks for the status" "^dead_letters" "$(cat /tmp/printed)"

say "operators are the members of the group"
useradd --no-create-home pat
useradd --no-create-home sam
usermod -aG hookit pat
quietly runuser -u pat -- hookit status
shows "a stranger is refused" "." "$(refused runuser -u sam -- hookit --socket /run/hookit/admin.sock status)"
if runuser -u sam -- hookit --socket /run/hookit/admin.sock status >/dev/null 2>&1; then fail "a stranger got in"; fi
quietly runuser -u pat -- hookit publish invoice.paid -d '{"amount": 1299}' --key inv-42
event=$(hookit event list -o json | grep -o 'evt_[0-9a-z]*' | head -n 1)
shows "an event is stored" '^evt_' "$event"

say "kill -9 and restart"
before=$(property MainPID)
kill -9 "$before"
deadline=$(($(date +%s) + 60))
until [ "$(property NRestarts)" = 1 ] && [ "$(systemctl is-active hookitd)" = active ]; do
    [ "$(date +%s)" -lt "$deadline" ] || { fail "it did not come back: $(systemctl status hookitd 2>&1)"; break; }
done
quietly hookit event show "$event"
quietly systemctl reload hookitd
same "after a reload" active "$(systemctl is-active hookitd)"

say "install.sh --system over a running service with changed settings"
sed -i 's/^  level: info/  level: debug/' /etc/hookit/hookit.yaml
settings=$(cat /etc/hookit/hookit.yaml)
there=$(changes)
main=$(property MainPID)
quietly ./install.sh --system
shows "it says that the old one still runs" "systemctl restart hookitd" "$(cat /tmp/printed)"
same "the changed settings" "$settings" "$(cat /etc/hookit/hookit.yaml)"
same "the files" "$there" "$(changes)"
same "the process" "$main" "$(property MainPID)"

say "a setting that cannot be"
quietly systemctl stop hookitd
same "a clean stop" success "$(property Result)"
sed -i 's/^  level: debug/  level: loud/' /etc/hookit/hookit.yaml
if systemctl start hookitd 2>/dev/null; then fail "it started with a wrong setting"; fi
same "it failed once, for a reason that no restart mends" "failed 78 0" \
    "$(systemctl is-active hookitd || true) $(property ExecMainStatus) $(property NRestarts)"
printf '%s\n' "$settings" >/etc/hookit/hookit.yaml

say "install.sh --uninstall --system, while it runs"
systemctl reset-failed hookitd
started
userdel sam
quietly ./install.sh --uninstall --system
same "the service is gone" "not-found inactive" \
    "$(property LoadState) $(systemctl is-active hookitd || true)"
same "nobody runs" "" "$(pgrep -u hookit || true)"
gpasswd --delete pat hookit >/dev/null
userdel pat
same "what stays" "$(left "$(kept_files)")" "$(changes | sort)"
same "the socket is gone" "" "$(ls /run/hookit 2>/dev/null || true)"
[ -d /var/lib/hookit/postgres ] || fail "the data is gone: $(ls -l /var/lib/hookit)"

say "install.sh --system again finds its data"
quietly ./install.sh --system --prefix /opt/hookit
shows "the unit starts the program of the prefix" '^ExecStart=/opt/hookit/bin/hookitd --config' "$(cat $unit)"
PATH=/opt/hookit/bin:$PATH
started
quietly hookit event show "$event"

say "install.sh --uninstall --purge asks"
there=$(changes)
shows "without a terminal" "--uninstall --purge --yes" "$(refused ./install.sh --uninstall --purge --prefix /opt/hookit)"
shows "the wrong word" "nothing was removed" \
    "$(echo hookitd | refused script -qec './install.sh --uninstall --purge --prefix /opt/hookit' /dev/null)"
same "nothing has changed" "$there" "$(changes)"
same "the service" active "$(systemctl is-active hookitd)"
mkdir -p $unit.d
printf '[Service]\nMemoryMax=1G\n' >$unit.d/override.conf
useradd --no-create-home pat
usermod -aG hookit pat
echo hookit | script -qec './install.sh --uninstall --purge --prefix /opt/hookit' /dev/null >/tmp/printed ||
    fail "purge: $(cat /tmp/printed)"
userdel pat
same "nothing stays" "$(left "")" "$(changes | sort)"
[ ! -e /var/lib/hookit ] || fail "the data is still there"
same "the user and the group are gone" "" "$(accounts)"

say "install.sh --uninstall --purge --yes"
quietly ./install.sh --system
quietly ./install.sh --uninstall --purge --yes
same "nothing stays" "$(left "")" "$(changes | sort)"
finish
