#!/bin/bash
# Measures Sharetap beside tcpdump, and Suricata and Zeek where they are, on real traffic of each kind, and writes
# docs/performance.md, its plot, and benchmarks/figures.json, which check.sh compares with.
#
#   benchmarks/compare.sh DIR [RUNS [BYTES]]      DIR keeps the captures, 2 GB (BYTES) for each of five kinds; RUNS: 5
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
[ $# -ge 1 ] || { echo "usage: compare.sh DIR [RUNS [BYTES]]" >&2; exit 2; }
for kind in programs-written documents-written programs-read small-files other; do
    [ -e "$1/$kind.pcap" ] || "$here/traffic.sh" "$kind" "$1" "${3:-2000000000}"
done
exec python3 "$here/compare.py" --runs "${2:-5}" --write "$here/../docs" --figures "$here/figures.json" "$1"
