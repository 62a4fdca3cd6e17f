#!/bin/bash
# Fuzzes what reads input from outside: builds, runs each target for so many minutes, two at a time, prints a table.
# usage: benchmarks/fuzz.sh MINUTES [--keep] [TARGET…]   (all targets unless some are named)
#   --keep   merges new inputs that reach further into src/test/corpora of their module
# A finding is written to benchmarks/target/fuzz/TARGET/; put it into the target's corpus under a telling name: mvn
# verify runs every input there. Exit: 0 nothing found; 1 a finding; 2 wrong usage or the build fails.
set -u
cd "$(dirname "$0")/.." || exit 2

# target, module, class
targets='frame smb-parser io.sharetap.frame.FrameFuzzer
stream smb-parser io.sharetap.nbss.StreamFuzzer
smb1 smb-parser io.sharetap.transfer.Smb1Fuzzer
smb2 smb-parser io.sharetap.transfer.Smb2Fuzzer
sealed smb-parser io.sharetap.transfer.SealedFuzzer
transform smb-parser io.sharetap.transfer.TransformFuzzer
rpc smb-parser io.sharetap.rpc.RpcFuzzer
lznt1 smb-parser io.sharetap.compression.Lznt1Fuzzer
lz77 smb-parser io.sharetap.compression.Lz77Fuzzer
lz77huffman smb-parser io.sharetap.compression.Lz77HuffmanFuzzer
lz4 smb-parser io.sharetap.compression.Lz4Fuzzer
compressed smb-parser io.sharetap.compression.CompressedMessageFuzzer
pe smb-parser io.sharetap.pe.PeFuzzer
signature smb-parser io.sharetap.signature.SignatureFuzzer
kerberos smb-parser io.sharetap.unseal.KerberosFuzzer
capture sensor io.sharetap.capture.CaptureFuzzer
config sensor io.sharetap.config.ConfigFuzzer
record sensor io.sharetap.pipeline.RecordFuzzer
lease detector io.sharetap.detect.LeaseFuzzer
event detector io.sharetap.event.EventFuzzer'

usage() { sed -n '3,4s/^# //p' "$0" >&2; exit 2; }
minutes=${1:-}
[[ $minutes =~ ^[0-9]+$ && $minutes -gt 0 ]] || usage
shift
keep=''
[ "${1:-}" != --keep ] || { keep=yes; shift; }
for name in "$@"; do grep -q "^$name " <<<"$targets" || usage; done

maven=./mvnw
command -v mvn >/dev/null && maven=mvn
"$maven" -q -B -Pfuzz -pl sensor -am test-compile dependency:build-classpath \
    -Dmdep.outputFile=target/fuzz.classpath >&2 || exit 2
flags=$(grep -E '^--add-(opens|exports)' config/jvm.flags | tr '\n' ' ')

# First inputs of the captures in pcaps/, which a corpus has only as far as they add to it.
work=$PWD/benchmarks/target/fuzz
seeds=$work/seeds
rm -rf "$seeds" && mkdir -p "$seeds"
(cd sensor && java -cp "target/test-classes:target/classes:$(cat target/fuzz.classpath)" io.sharetap.FuzzSeeds \
    "$seeds") || exit 2
while read -r target _; do mkdir -p "$seeds/$target"; done <<<"$targets"

jazzer() { # MODULE CLASS ARGUMENT…
    local module=$1 class=$2
    shift 2
    # shellcheck disable=SC2086
    java $flags -Xmx1g -XX:+UseSerialGC \
        -cp "$module/target/test-classes:$module/target/classes:$(cat "$module/target/fuzz.classpath")" \
        com.code_intelligence.jazzer.Jazzer --target_class="$class" --instrumentation_includes='io.sharetap.**' "$@"
}

fuzz() { # TARGET MODULE CLASS
    local own=$work/$1
    rm -rf "$own" && mkdir -p "$own/corpus"
    jazzer "$2" "$3" "$own/corpus" "$2/src/test/corpora/$1" "$seeds/$1" -max_total_time=$((minutes * 60)) -timeout=60 \
        -max_len=20000 -print_final_stats=1 -artifact_prefix="$own/" --reproducer_path="$own" >"$own/log" 2>&1
    echo $? >"$own/exit"
}

chosen=$(while read -r target module class; do
    [ $# -eq 0 ] || [[ " $* " == *" $target "* ]] || continue
    echo "$target $module $class"
done <<<"$targets")
while read -r target module class; do
    while [ "$(jobs -pr | wc -l)" -ge 2 ]; do wait -n; done
    fuzz "$target" "$module" "$class" &
done <<<"$chosen"
wait

found=0
printf '%-11s %12s %12s %9s %9s %9s\n' target executions executions/s coverage findings corpus
while read -r target module class; do
    own=$work/$target
    corpus=$module/src/test/corpora/$target
    stat() { sed -n "s/^stat::$1: *//p" "$own/log" | tail -n 1; }
    findings=$(find "$own" -maxdepth 1 -name 'crash-*' -o -maxdepth 1 -name 'timeout-*' -o -maxdepth 1 -name 'oom-*' | wc -l)
    [ "$(cat "$own/exit")" = 0 ] || { [ "$findings" -gt 0 ] || findings='failed'; }
    [ "$findings" = 0 ] || { found=1; echo "$target: see $own/log" >&2; }
    if [ -n "$keep" ]; then
        jazzer "$module" "$class" -merge=1 -use_counters=0 -timeout=60 \
            "$corpus" "$own/corpus" "$seeds/$target" >"$own/merge.log" 2>&1 </dev/null || found=1
    fi
    printf '%-11s %12s %12s %9s %9s %9s\n' "$target" "$(stat number_of_executed_units)" \
        "$(stat average_exec_per_sec)" "$(grep -o 'cov: [0-9]*' "$own/log" | tail -n 1 | cut -c 6-)" "$findings" \
        "$(find "$corpus" -type f | wc -l)"
done <<<"$chosen"
exit $found
