#!/bin/bash
# Streams attacks on the sensor's memory and time into `sharetap replay -` with its default limits, and prints what each
# cost. usage: benchmarks/attacks.sh [ATTACK…]   (all unless given; SIZE=N: another size; OPTIONS='--workers 0 …')
# Exit: 0 where each kept below 1 GiB of anonymous memory and ended with 0, else 1.
set -u
cd "$(dirname "$0")/.." || exit 2
limit_mib=1024
out=$(mktemp) err=$(mktemp)
trap 'rm -f "$out" "$err"' EXIT

# Prints the peaks of RssAnon and VmRSS, in MiB, of process $1, looked at until its end.
watch_memory() {
    anonymous=0 resident=0
    while [ -r "/proc/$1/status" ]; do
        while read -r key value _; do
            case $key in
            RssAnon:) [ "$value" -le "$anonymous" ] || anonymous=$value ;;
            VmHWM:) [ "$value" -le "$resident" ] || resident=$value ;;
            esac
        done 2>/dev/null <"/proc/$1/status"
        sleep 0.05
    done
    echo "$((anonymous / 1024)) $((resident / 1024))"
}

# The anomalies of the closing table in file $1 and how often each was, on one line.
anomalies() {
    sed -n '/^  anomalies /,/^  [a-z]/{s/^    \([a-z0-9_]*\) *\([0-9,]*\).*/\1 \2/p}' "$1" | paste -sd';' | sed 's/;/, /g'
}

./sharetap replay --format json pcaps/plain-write/capture.pcap >/dev/null || exit 2 # builds it where need be
printf '| %s | %s | %s | %s | %s | %s | %s | %s |\n' attack packets bytes 'peak RssAnon MiB' 'peak RSS MiB' exit anomalies s
echo '|---|---|---|---|---|---|---|---|'
failed=0
[ $# -gt 0 ] || mapfile -t all < <(python3 benchmarks/attacks.py --list)
for attack in "${@:-${all[@]}}"; do
    began=$(date +%s%N)
    # shellcheck disable=SC2086 # options, and the size where one is given
    python3 benchmarks/attacks.py "$attack" ${SIZE:+--size $SIZE} |
        ./sharetap replay --no-progress --events none ${OPTIONS:-} - >"$out" 2>"$err" &
    sensor=$!
    read -r anonymous resident < <(watch_memory "$sensor")
    wait "$sensor"
    code=$?
    tenths=$((($(date +%s%N) - began) / 100000000))
    packets=$(sed -n 's/^  packets *\([0-9,]*\) .*/\1/p' "$out" "$err")
    bytes=$(sed -n 's/^  packets *[0-9,]* *(\([^,]*\),.*/\1/p' "$out" "$err")
    echo "| $attack | $packets | $bytes | $anonymous | $resident | $code | $(cat "$out" "$err" | anomalies /dev/stdin) | $((tenths / 10)).$((tenths % 10)) |"
    [ "$code" = 0 ] && [ "$anonymous" -lt "$limit_mib" ] || failed=1
done
exit $failed
