#!/bin/sh
# The Debian package: what it installs, that its service does its work, what an upgrade keeps, and what removing
# and purging it leave.
set -eu
. tests/install/checks.sh

deb=$1
unit=/usr/lib/systemd/system/hookitd.service
exec </dev/null

deb_files() {
    for program in hookit hookitd; do
        echo "regular file 755 root:root /usr/bin/$program"
        echo "regular file 644 root:root /usr/share/bash-completion/completions/$program"
        echo "regular file 644 root:root /usr/share/zsh/vendor-completions/_$program"
        echo "regular file 644 root:root /usr/share/fish/vendor_completions.d/$program.fish"
    done
    for page in man/*.[1-8]; do
        echo "regular file 644 root:root /usr/share/man/man${page##*.}/${page#man/}.gz"
    done
    for file in copyright hookit.yaml; do echo "regular file 644 root:root /usr/share/doc/hookit/$file"; done
    echo "regular file 644 root:root $unit"
    for kind in sysusers tmpfiles; do echo "regular file 644 root:root /usr/lib/$kind.d/hookit.conf"; done
}

deb_directories() {
    deb_files | sed 's/.* //' | while IFS= read -r path; do
        while [ "$path" != / ]; do
            path=$(dirname "$path")
            directories "$path"
        done
    done | sort -u
}

say "dpkg --install"
quietly dpkg --install "$deb"
shows "what to do next" "systemctl enable --now hookitd" "$(cat /tmp/printed)"
same "what is installed" "$( (deb_files && deb_directories && kept_files) | sort)" "$(changes | sort)"
same "the user and the group" "hookit:x:N:N:HookIt:/var/lib/hookit:/usr/sbin/nologin
hookit:x:N:" "$(accounts)"
same "nothing runs yet" "inactive disabled" \
    "$(systemctl is-active hookitd || true) $(systemctl is-enabled hookitd || true)"
# Without looking for the manual page: a small machine may have no man.
quietly systemd-analyze verify --man=no "$unit"
same "what systemd-analyze verify says" "" "$(cat /tmp/printed)"

say "systemctl enable --now"
quietly systemctl enable --now hookitd
same "the service" active "$(systemctl is-active hookitd)"
same "it runs as hookit" hookit "$(stat -c %U "/proc/$(property MainPID)")"
same "the program is that of the package" "$(stat -c %i /usr/bin/hookitd)" \
    "$(stat -L -c %i "/proc/$(property MainPID)/exe")"
quietly hookit status
quietly hookit publish invoice.paid -d '{"amount": 1299}'
event=$(hookit event list -o json | grep -o 'evt_[0-9a-z]*' | head -n 1)
shows "an event is stored" '^evt_' "$event"

say "an upgrade keeps changed settings and restarts what runs"
sed -i 's/^  level: info/  level: debug/' /etc/hookit/hookit.yaml
settings=$(cat /etc/hookit/hookit.yaml)
main=$(property MainPID)
quietly dpkg --install "$deb"
same "the changed settings" "$settings" "$(cat /etc/hookit/hookit.yaml)"
same "their mode" "640 root:hookit" "$(stat -c '%a %U:%G' /etc/hookit/hookit.yaml)"
same "the service" active "$(systemctl is-active hookitd)"
[ "$(property MainPID)" != "$main" ] || fail "the old program still runs"
quietly hookit event show "$event"

say "dpkg --remove, while it runs"
quietly dpkg --remove hookit
same "nobody runs" "" "$(pgrep -u hookit 2>/dev/null || true)"
same "what stays" "$( (kept_files && directories /etc/systemd/system/multi-user.target.wants) | sort)" "$(changes | sort)"

say "dpkg --install again finds its data"
quietly dpkg --install "$deb"
quietly systemctl start hookitd
quietly hookit event show "$event"

say "dpkg --purge, while it runs"
mkdir -p /etc/systemd/system/hookitd.service.d
printf '[Service]\nMemoryMax=1G\n' >/etc/systemd/system/hookitd.service.d/override.conf
quietly dpkg --purge hookit
same "nothing stays" "$(directories /etc/systemd/system/multi-user.target.wants)" "$(changes)"
same "nobody runs" "" "$(pgrep -u hookit 2>/dev/null || true)"
[ ! -e /var/lib/hookit ] || fail "the data is still there"
same "the user and the group are gone" "" "$(accounts)"
finish
