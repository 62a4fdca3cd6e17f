#!/bin/bash
# Streams attacks on the sensor's memory and time into `sharetap replay -` with its default limits, and prints what each
# cost, as a table in Markdown. Memory is the most there was at once, outside of files (RssAnon); CPU seconds are the
# sensor's alone, seconds also those of who makes the attack.
# usage: benchmarks/attacks.sh [ATTACK…]   (all unless given; SIZE=N: another size; OPTIONS='--workers 0 …')
# Exit: 0 where each kept below 1 GiB of anonymous memory and ended with 0, else 1.
set -u
cd "$(dirname "$0")/.." || exit 2
limit_mib=1024
out=$(mktemp) err=$(mktemp)
trap 'rm -f "$out" "$err"' EXIT

# Prints the peak of RssAnon of process $1, in MiB, and its CPU time in ticks, looked at until its end.
watch() {
    anonymous=0 ticks=0
    while [ -r "/proc/$1/status" ]; do
        while read -r key value _; do
            [ "$key" != RssAnon: ] || [ "$value" -le "$anonymous" ] || anonymous=$value
        done 2>/dev/null <"/proc/$1/status"
        # The program's name, in brackets, may have blanks in it.
        read -r stat 2>/dev/null <"/proc/$1/stat" && read -ra field <<<"${stat##*) }" &&
            ticks=$((field[11] + field[12]))
        sleep 0.05
    done
    echo "$((anonymous / 1024)) $ticks"
}

# Prints $1 tenths as a number.
tenths() { echo "$(($1 / 10)).$(($1 % 10))"; }

# The anomalies of the closing table in file $1 and how often each was, on one line.
anomalies() {
    sed -n '/^  anomalies /,/^  [a-z]/{s/^    \([a-z0-9_]*\) *\([0-9,]*\).*/\1 \2/p}' "$1" | paste -sd';' | sed 's/;/, /g'
}

./sharetap replay --format json pcaps/plain-write/capture.pcap >/dev/null || exit 2 # builds it where need be
echo '| attack | packets | bytes | RssAnon MiB | CPU s | s | exit | anomalies |'
echo '|---|---|---|---|---|---|---|---|'
failed=0
per_second=$(getconf CLK_TCK)
[ $# -gt 0 ] || mapfile -t all < <(python3 benchmarks/attacks.py --list)
for attack in "${@:-${all[@]}}"; do
    began=$(date +%s%N)
    # shellcheck disable=SC2086 # options, and the size where one is given
    python3 benchmarks/attacks.py "$attack" ${SIZE:+--size $SIZE} |
        ./sharetap replay --no-progress --events none ${OPTIONS:-} - >"$out" 2>"$err" &
    sensor=$!
    read -r anonymous ticks < <(watch "$sensor")
    wait "$sensor"
    code=$?
    seconds=$(tenths $((($(date +%s%N) - began) / 100000000)))
    cpu=$(tenths $((ticks * 10 / per_second)))
    packets=$(sed -n 's/^  packets *\([0-9,]*\) .*/\1/p' "$out" "$err")
    bytes=$(sed -n 's/^  packets *[0-9,]* *(\([^,]*\),.*/\1/p' "$out" "$err")
    counted=$(cat "$out" "$err" | anomalies /dev/stdin)
    echo "| $attack | $packets | $bytes | $anonymous | $cpu | $seconds | $code | ${counted:-none} |"
    [ "$code" = 0 ] && [ "$anonymous" -lt "$limit_mib" ] || failed=1
done
exit $failed
