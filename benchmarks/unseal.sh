#!/bin/sh
# Measures what it takes to decrypt one message, by cipher and length, beside what OpenSSL takes for as many bytes in the
# same run; and what traffic in the clear costs where keys are given and where none are. One core, the launcher's flags;
# of each the best of its iterations, as others use the machine as well.
# usage: benchmarks/unseal.sh [JMH OPTION…]   (build first: ./mvnw package -DskipTests; 4 minutes)
# Exit: 0; 1 where GCM is below GCM_AT_LEAST (0.45) of OpenSSL.
set -e
cd "$(dirname "$0")/.."
core=''
! command -v taskset >/dev/null || core='taskset -c 0'
results=$(mktemp)
trap 'rm -f "$results"' EXIT
# shellcheck disable=SC2086
$core java @config/jvm.flags -cp "benchmarks/target/classes:benchmarks/target/lib/*:sensor/target/lib/*" \
    org.openjdk.jmh.Main '(Unseal|Clear)Benchmark' -jvmArgs @config/jvm.flags -rf json -rff "$results" "$@" >&2

GCM_AT_LEAST=${GCM_AT_LEAST:-0.45}
speed() { # CIPHER BYTES: bytes a second
    for _ in 1 2 3 4 5; do
        # shellcheck disable=SC2086
        $core openssl speed -elapsed -mr -seconds 1 -evp "$1" -bytes "$2" 2>/dev/null |
            awk -F: '/^\+F:/ { print $NF }'
    done | sort -g | tail -n 1
}
speeds=$(for bytes in 65536 1048576 8388608; do
    for cipher in gcm ccm; do echo "$cipher $bytes $(speed "aes-128-$cipher" $bytes)"; done
done)
echo "$speeds" | python3 -c '
import json, sys

openssl = {(cipher, size): float(speed) for cipher, size, speed in map(str.split, sys.stdin)}
least, rows = float(sys.argv[2]), json.load(open(sys.argv[1]))
best = {}
for row in rows:
    nanos = min(min(fork) for fork in row["primaryMetric"]["rawData"])
    best[(row["benchmark"].rsplit(".", 1)[1], *row["params"].values())] = nanos
low = 0
print("%-8s %9s %10s %10s %6s" % ("cipher", "bytes", "GB/s", "OpenSSL", "ratio"))
for (cipher, size), theirs in sorted(openssl.items(), key=lambda each: (each[0][0], int(each[0][1]))):
    nanos = best.get(("unseal", size, cipher)) or best[("unseal", cipher, size)]
    ours = int(size) / nanos * 1e9
    low += cipher == "gcm" and ours / theirs < least
    print("%-8s %9s %10.3f %10.3f %6.2f" % (cipher, size, ours / 1e9, theirs / 1e9, ours / theirs))
for what in ("small", "write"):
    none, given = best[what, "none"], best[what, "given"]
    print("in the clear, %s: %.1f ns a frame without keys, %.1f with; %.3f" % (what, none, given, given / none))
sys.exit(1 if low else 0)
' "$results" "$GCM_AT_LEAST"
