# SPDX-License-Identifier: MIT
# What the run scripts have in common; each sources this and is then at the root of the project.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

say() { printf '== %s\n' "$*"; }

# quietly COMMAND...: shows the output of a command only if it fails.
quietly() {
    local log status=0
    log=$(mktemp)
    "$@" >"$log" 2>&1 || status=$?
    [[ $status -eq 0 ]] || cat "$log"
    rm -f "$log"
    return "$status"
}

# build PRESET [ARGUMENT...]: configures and builds, with a line for each step.
build() {
    local preset=$1
    shift
    say "configuring into build/$preset"
    quietly cmake --preset "$preset"
    say "building"
    quietly cmake --build --preset "$preset" "$@"
}

# The tests run on two processes or more, and the laws from a seed that is printed: always the same
# one in CI, and another one each time elsewhere. RC_PARAMS from outside is left as it is.
test_environment() {
    export CTEST_PARALLEL_LEVEL=${CTEST_PARALLEL_LEVEL:-$(nproc 2>/dev/null || echo 2)}
    if [[ -z ${RC_PARAMS:-} ]]; then
        if [[ -n ${CI:-} ]]; then
            RC_PARAMS='seed=20221226'
        else
            RC_PARAMS="seed=$RANDOM$RANDOM"
        fi
    fi
    export RC_PARAMS
    say "laws are tried with RC_PARAMS='$RC_PARAMS'"
}
