#!/bin/sh
# Builds what a release consists of for this machine's architecture, into target/dist: package/release.sh v1.2.3
# With --try instead of a tag: everything but the optimising, for a look at what would be released.
# cargo-auditable and cargo-cyclonedx are built into target/tools where they are missing.
set -eu

cd "$(dirname "$0")/.."
target=${CARGO_TARGET_DIR:-$PWD/target}
version=$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -n 1)
profile=release
built=release
case ${1:-} in
    "v$version") ;;
    --try)
        profile=dev
        built=debug
        ;;
    *)
        echo "package/release.sh: the tag is '${1:-}', but Cargo.toml says version $version" >&2
        exit 1
        ;;
esac

PATH=$target/tools/bin:$PATH
export PATH
for tool in cargo-auditable@0.7.7 cargo-cyclonedx@0.5.9; do
    if ! command -v "${tool%@*}" >/dev/null 2>&1; then
        cargo install --quiet --locked --root "$target/tools" --target-dir "$target/tools/build" "$tool" >&2
        rm -rf "$target/tools/build"
    fi
done
architecture=$(dpkg --print-architecture)
name=hookit-$version-linux-$architecture
dist=$target/dist
rm -rf "$dist"
mkdir -p "$dist/$name"

# The programs carry the list of their crates, for `cargo audit bin` and for scanners of images.
cargo auditable build --profile "$profile" --locked --bins

# As below a prefix: tar -C /usr/local --strip-components 1 -xf hookit-….tar.gz
install -D --target-directory="$dist/$name/bin" "$target/$built/hookit" "$target/$built/hookitd"
for page in man/*; do
    install -D -m 0644 --target-directory="$dist/$name/share/man/man${page##*.}" "$page"
done
for program in hookit hookitd; do
    install -D -m 0644 "completions/$program.bash" "$dist/$name/share/bash-completion/completions/$program"
    install -D -m 0644 --target-directory="$dist/$name/share/zsh/site-functions" "completions/_$program"
    install -D -m 0644 --target-directory="$dist/$name/share/fish/vendor_completions.d" "completions/$program.fish"
done
install -D -m 0644 --target-directory="$dist/$name/share/doc/hookit" LICENSE README.md CHANGELOG.md \
    config/hookit.yaml config/hookitd.service
# The same files give the same tarball, byte for byte.
tar --directory "$dist" --sort=name --owner=0 --group=0 --numeric-owner \
    --mtime="@$(git log -1 --format=%ct)" --create "$name" | gzip --no-name >"$dist/$name.tar.gz"
rm -r "${dist:?}/$name"

package/deb.sh --no-build --profile "$profile" --output "$dist/"
cargo cyclonedx --format json --override-filename "$name.cdx"
mv "$name.cdx.json" "$dist/"
ls -l "$dist"
