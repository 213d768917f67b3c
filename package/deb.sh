#!/bin/sh
# Builds the Debian package and prints where it is: package/deb.sh [OPTION of cargo deb...]
# cargo-deb is built into target/tools where it is missing; that takes a minute or two, once.
set -eu

version=3.8.0

if ! command -v dpkg-shlibdeps >/dev/null 2>&1; then
    # Without it the package would not say which C library it needs.
    echo "package/deb.sh: there is no dpkg-shlibdeps here; install it: apt-get install dpkg-dev" >&2
    exit 1
fi

cd "$(dirname "$0")/.."
target=${CARGO_TARGET_DIR:-$PWD/target}
deb=$target/tools/bin/cargo-deb
if command -v cargo-deb >/dev/null 2>&1; then
    deb=cargo-deb
elif [ ! -x "$deb" ] || [ "$("$deb" --version)" != "cargo-deb $version" ]; then
    cargo install --quiet --locked --force --root "$target/tools" --target-dir "$target/tools/build" "cargo-deb@$version" >&2
    rm -rf "$target/tools/build"
fi
# The programs keep their symbols: a report of a crash should name functions.
"$deb" --locked --no-strip "$@"
