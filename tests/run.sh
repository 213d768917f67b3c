#!/bin/sh
# Runs every test of HookIt: installs what is missing, starts a throw-away Postgres, cleans up after itself.
# Arguments go to the test runner: tests/run.sh receiver
set -eu

cd "$(dirname "$0")/.."
target=${CARGO_TARGET_DIR:-target}
mkdir -p "$target"
target=$(cd "$target" && pwd)

command -v cargo >/dev/null 2>&1 || PATH="$HOME/.cargo/bin:$PATH"
if ! command -v cargo >/dev/null 2>&1; then
    echo "tests/run.sh: no cargo found; install Rust from https://rustup.rs" >&2
    exit 1
fi

tests/tools.sh

# The official Standard Webhooks libraries judge our signatures.
receive=$target/receive
mkdir -p "$receive"
if ! "$receive/venv/bin/python" -c 'import standardwebhooks' >/dev/null 2>&1; then
    python3 -m venv --clear "$receive/venv"
    "$receive/venv/bin/pip" install --quiet --disable-pip-version-check 'standardwebhooks==1.1.0'
fi
# They judge our signatures, drive a browser, and judge pages. Newer Playwrights ask for a newer Node than Debian 12 has.
playwright=1.56.1
if ! grep -qs "\"version\": \"$playwright\"" "$receive/node_modules/playwright-core/package.json"; then
    npm install --prefix "$receive" --no-save --no-audit --no-fund --loglevel=error \
        'standardwebhooks@1.1.1' "playwright-core@$playwright" 'axe-core@4.14.1'
fi
# Other major versions of Postgres, whole, beside the one of the distribution.
postgres_wheels=$receive/postgres-wheels
HOOKIT_TEST_PYTHON=$receive/venv/bin/python
HOOKIT_TEST_NODE=$(command -v node)
HOOKIT_TEST_NODE_PATH=$receive/node_modules
export HOOKIT_TEST_PYTHON HOOKIT_TEST_NODE HOOKIT_TEST_NODE_PATH

# Not below the package: the user postgres has to reach it.
scratch=$(mktemp -d "${TMPDIR:-/tmp}/hookit-tests.XXXXXX")
chmod 755 "$scratch"
cleanup() {
    status=$?
    trap - EXIT INT TERM HUP
    tests/cluster.sh stop "$scratch/postgres" || true
    rm -rf "$scratch"
    exit "$status"
}
trap cleanup EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

tests/postgres.sh "$postgres_wheels" "$scratch/versions"
HOOKIT_TEST_POSTGRES=$scratch/versions
export HOOKIT_TEST_POSTGRES

address=$(tests/cluster.sh start "$scratch/postgres")
DATABASE_URL=${address#DATABASE_URL=}
export DATABASE_URL
# The queries are checked against the committed .sqlx, not against the empty server of the tests.
SQLX_OFFLINE=true
INSTA_UPDATE=no
export SQLX_OFFLINE INSTA_UPDATE

echo "== tests"
if cargo nextest --version >/dev/null 2>&1; then
    cargo nextest run --locked --no-fail-fast --lib --bins --test house --test it "$@"
else
    cargo test --locked --no-fail-fast --lib --bins --test house --test it -- "$@"
fi

# Another build of the same: only what the feature brings.
echo "== spans for a collector"
if cargo nextest --version >/dev/null 2>&1; then
    cargo nextest run --locked --features otel --test it otel::
else
    cargo test --locked --features otel --test it -- otel::
fi

echo "== documentation tests"
cargo test --locked --doc -- "$@"

# The bars are measured: optimised, one after the other, with the machine to themselves.
if [ -e tests/bars/main.rs ]; then
    echo "== bars"
    cargo test --locked --release --test bars -- --test-threads 1 --nocapture "$@"
fi

# In copies of the machine; where none can be made, it says so.
if [ $# -eq 0 ]; then
    echo "== install"
    tests/install.sh --or-skip
fi
