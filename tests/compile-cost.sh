#!/bin/sh
# What it costs to compile the generated crate: processor time and memory of the compiler.
#
#   tests/compile-cost.sh [ROUNDS [PEER[@VERSION]]]
#
# Measures what `cargo check` takes for `msgraph` alone, as an application meets it: not incremental, without lints. The
# features `v1`, `v1,client` and `beta,client` (or those in SETS) take turns for ROUNDS rounds (3), and with them the crate
# PEER from the registry with its default features, if one is named: `tests/compile-cost.sh 5 graph-rs-sdk@=3.0.1`
#
# Printed are medians: processor time (user and system, in seconds), its ratio to the peer's, and the largest resident
# memory (MB). Seconds depend on the machine and on what else it does; the ratios of one run hardly do.
#
# Needs GNU time. Works in target/compile-cost, and takes nothing from what the workspace has built.
set -eu

rounds=${1:-3}
peer=${2:-}
root=$(cd "$(dirname "$0")/.." && pwd)
work=$root/target/compile-cost
timer=${TIME_COMMAND:-/usr/bin/time}
"$timer" -f %U true 2>/dev/null || { echo "GNU time is needed (TIME_COMMAND names it)" >&2; exit 2; }

mkdir -p "$work"
rm -f "$work"/*.times

# The compiler is called through this: it writes down what the one crate takes.
cat >"$work/rustc-timed" <<SH
#!/bin/sh
case " \$* " in
*" --crate-name \$MEASURED "*) exec "$timer" -a -o "\$TIMES" -f "%U %S %M" "\$@" ;;
*) exec "\$@" ;;
esac
SH
chmod +x "$work/rustc-timed"

# A package of its own for each dependency, so that features do not mix.
package() { # NAME DEPENDENCY
    mkdir -p "$work/$1/src"
    printf '[package]\nname = "cost"\nversion = "0.0.0"\nedition = "2021"\n\n[workspace]\n\n[dependencies]\n%s\n' \
        "$2" >"$work/$1/Cargo.toml"
    : >"$work/$1/src/lib.rs"
}

features() { # FEATURES
    printf 'msgraph = { path = "%s/generated", default-features = false, features = ["%s"] }' \
        "$root" "$(echo "$1" | sed 's/,/", "/g')"
}

measure() { # NAME CRATE
    (
        cd "$work/$1"
        export CARGO_INCREMENTAL=0 RUSTFLAGS="--cap-lints allow" CARGO_TARGET_DIR="$work/target"
        cargo clean --quiet --package "$2"
        MEASURED=$(echo "$2" | tr - _) TIMES="$work/$1.times" RUSTC_WRAPPER="$work/rustc-timed" cargo check --quiet
    )
}

median() { # NAME COLUMN-EXPRESSION
    awk "{ print $2 }" "$work/$1.times" | sort -n | awk '{ all[NR] = $1 } END { print all[int((NR + 1) / 2)] }'
}

report() { # NAME TITLE
    seconds=$(median "$1" '$1 + $2')
    against=${peer:+$(median peer '$1 + $2')}
    awk -v title="$2" -v s="$seconds" -v p="${against:-0}" -v kb="$(median "$1" '$3')" 'BEGIN {
        ratio = p > 0 ? sprintf("%8.2f", s / p) : "       -"
        printf "%-24s %8.1f s %s %8.0f MB\n", title, s, ratio, kb / 1024
    }'
}

sets=${SETS:-v1 v1,client beta,client}
for set in $sets; do
    package "$(echo "$set" | tr , -)" "$(features "$set")"
done
if [ -n "$peer" ]; then
    name=${peer%%@*}
    version=${peer#"$name"}
    version=${version#@}
    package peer "$name = \"${version:-*}\""
fi

round=0
while [ "$round" -lt "$rounds" ]; do
    round=$((round + 1))
    for set in $sets; do
        measure "$(echo "$set" | tr , -)" msgraph
    done
    [ -z "$peer" ] || measure peer "$name"
done

printf '%-24s %10s %8s %11s\n' "crate" "processor" "ratio" "memory"
for set in $sets; do
    report "$(echo "$set" | tr , -)" "msgraph $set"
done
[ -z "$peer" ] || report peer "$name"
