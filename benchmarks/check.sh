#!/bin/bash
# Says what got slower: measures as compare.sh does and compares the multiples of tcpdump's CPU with those kept in
# figures.json. Exit 1 where one grew by more than 10 percent and by more than a twentieth of tcpdump's own.
#
#   benchmarks/check.sh DIR [RUNS]      DIR as compare.sh left it; RUNS: 3
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
[ $# -ge 1 ] || { echo "usage: check.sh DIR [RUNS]" >&2; exit 2; }
now=$(mktemp)
trap 'rm -f "$now"' EXIT
python3 "$here/compare.py" --runs "${2:-3}" --figures "$now" "$1" >/dev/null
python3 - "$here/figures.json" "$now" <<'PYTHON'
import json, sys

kept, now = (json.load(open(name)) for name in sys.argv[1:])
slower = 0
for kind, figures in now.items():
    for name, of in figures.items():
        before = kept.get(kind, {}).get(name, {}).get("ratio")
        if before is None or name == "tcpdump":
            continue
        worse = of["ratio"] > before * 1.1 and of["ratio"] > before + 0.05
        slower += worse
        print(f"{'SLOWER' if worse else 'as before'}: {kind}, {name}: {before} then, {of['ratio']} now")
sys.exit(1 if slower else 0)
PYTHON
