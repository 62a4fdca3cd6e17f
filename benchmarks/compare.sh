#!/bin/bash
# Measures Sharetap beside tcpdump, and Suricata and Zeek where they are, on real traffic of each kind, and writes
# docs/performance.md, its plot, and benchmarks/figures.json, which check.sh compares with.
#
#   benchmarks/compare.sh DIR [RUNS [GIGABYTES]]      DIR keeps the recorded rounds, and one capture at a time of GIGABYTES
#                                                     (10); captures that are in it are read as often. RUNS: 5
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
[ $# -ge 1 ] || { echo "usage: compare.sh DIR [RUNS [GIGABYTES]]" >&2; exit 2; }
exec python3 "$here/compare.py" --runs "${2:-5}" --gigabytes "${3:-10}" --write "$here/../docs" \
    --figures "$here/figures.json" "$1"
