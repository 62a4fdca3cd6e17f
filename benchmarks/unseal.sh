#!/bin/sh
# Measures what it takes to decrypt one message, by cipher and length, beside what OpenSSL takes for as many bytes in the
# same run; and what traffic in the clear costs where keys are given and where none are. One core, the launcher's flags.
# usage: benchmarks/unseal.sh [JMH OPTION…]   (build first: ./mvnw package -DskipTests; 3 minutes)
# Exit: 0; 1 where GCM is below GCM_AT_LEAST (0.45) of OpenSSL.
set -e
cd "$(dirname "$0")/.."
core=''
! command -v taskset >/dev/null || core='taskset -c 0'
results=$(mktemp)
trap 'rm -f "$results"' EXIT
# shellcheck disable=SC2086
$core java @config/jvm.flags -cp "benchmarks/target/classes:benchmarks/target/lib/*:sensor/target/lib/*" \
    org.openjdk.jmh.Main '(Unseal|Clear)Benchmark' -jvmArgs @config/jvm.flags -rf csv -rff "$results" "$@" >&2

GCM_AT_LEAST=${GCM_AT_LEAST:-0.45}
speed() { # CIPHER BYTES: bytes a second
    # shellcheck disable=SC2086
    $core openssl speed -elapsed -mr -seconds 3 -evp "$1" -bytes "$2" 2>/dev/null |
        awk -F: '/^\+F:/ { print $NF }'
}
speeds=$(for bytes in 65536 1048576 8388608; do
    for cipher in gcm ccm; do echo "$cipher $bytes $(speed "aes-128-$cipher" $bytes)"; done
done)
echo "$speeds" | python3 -c '
import csv, sys

openssl = {(cipher, size): float(speed) for cipher, size, speed in map(str.split, sys.stdin)}
least, rows = float(sys.argv[2]), list(csv.DictReader(open(sys.argv[1])))
low = 0
print("%-8s %9s %10s %10s %6s" % ("cipher", "bytes", "GB/s", "OpenSSL", "ratio"))
for row in rows:
    if "Unseal" in row["Benchmark"]:
        cipher, size = row["Param: cipher"], row["Param: bytes"]
        speed = int(size) / float(row["Score"])
        ratio = speed * 1e9 / openssl[cipher, size]
        low += cipher == "gcm" and ratio < least
        print("%-8s %9s %10.3f %10.3f %6.2f" % (cipher, size, speed, openssl[cipher, size] / 1e9, ratio))
clear = {(row["Benchmark"].rsplit(".", 1)[1], row["Param: keys"]): float(row["Score"]) for row in rows if "Clear" in row["Benchmark"]}
for what in sorted({what for what, _ in clear}):
    none, given = clear[what, "none"], clear[what, "given"]
    print("in the clear, %s: %.1f ns a frame without keys, %.1f with; %.3f" % (what, none, given, given / none))
sys.exit(1 if low else 0)
' "$results" "$GCM_AT_LEAST"
