#!/bin/sh
# `install.sh --prefix` makes its files and no others, and `--uninstall` takes every one of them away again.
set -eu
. tests/install/checks.sh

prefix=/opt/hookit/deeper
expected=$( (files_below $prefix && directories_below $prefix && directories /opt/hookit) | sort)

say "install.sh --prefix $prefix"
./install.sh --prefix $prefix >/tmp/printed 2>&1 || fail "exit $?: $(cat /tmp/printed)"
same "what is installed" "$expected" "$(changes | sort)"
same "the version" "hookit $(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml)" "$($prefix/bin/hookit --version)"
shows "a warning that it is not in PATH" "is not in your PATH" "$(cat /tmp/printed)"

say "the same again"
./install.sh --prefix $prefix >/tmp/printed 2>&1 || fail "exit $?: $(cat /tmp/printed)"
same "what is installed the second time" "$expected" "$(changes | sort)"

say "uninstall, beside a file of somebody else"
touch $prefix/share/man/man1/other.1
./install.sh --uninstall --prefix $prefix >/tmp/printed 2>&1 || fail "exit $?: $(cat /tmp/printed)"
same "what stays" "$(
    directories /opt/hookit $prefix $prefix/share $prefix/share/man $prefix/share/man/man1
    echo "regular empty file 644 root:root $prefix/share/man/man1/other.1"
)" "$(changes)"
rm -r /opt/hookit

say "install and uninstall below /usr/local"
./install.sh >/tmp/printed 2>&1 || fail "exit $?: $(cat /tmp/printed)"
same "what is installed below /usr/local" "$( (files_below /usr/local && directories_below /usr/local) | sort)" \
    "$(changes | sort)"
./install.sh --uninstall >/tmp/printed 2>&1 || fail "exit $?: $(cat /tmp/printed)"
same "nothing stays" "" "$(changes)"
./install.sh --uninstall >/tmp/printed 2>&1 || fail "exit $?: $(cat /tmp/printed)"
shows "uninstalling what is not there" "found no hookit in /usr/local/bin" "$(cat /tmp/printed)"

say "options that do not go together"
shows "an unknown option" "there is no option --frobnicate" "$(refused ./install.sh --frobnicate)"
shows "purge alone" "purge goes with --uninstall" "$(refused ./install.sh --purge)"
shows "yes alone" "nothing else asks" "$(refused ./install.sh --uninstall --yes)"
shows "demo with a prefix" "installs nothing" "$(refused ./install.sh --demo --prefix /opt/x)"
same "nothing has changed" "" "$(changes)"
finish
