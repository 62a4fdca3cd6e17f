#!/bin/bash
# Replays what programs.sh recorded and compares every hash with the server's disk, and the output of 0, 1 and 2
# workers with each other, byte for byte.
#
#   pcaps/programs-check.sh DIR

set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
dir=$(cd "$1" && pwd)

for workers in 0 1 2; do
    "$here/../sharetap" replay --no-progress --format json --workers $workers "$dir/capture.pcap" \
        >"$dir/records-$workers.jsonl"
done
cmp "$dir/records-0.jsonl" "$dir/records-1.jsonl"
cmp "$dir/records-0.jsonl" "$dir/records-2.jsonl"
python3 - "$dir/programs.sha256" "$dir/records-0.jsonl" <<'PYTHON'
import json, sys

with open(sys.argv[1]) as lines:
    disk = sorted(tuple(line.rstrip("\n").split("  ", 1)) for line in lines)
reported = []
with open(sys.argv[2]) as lines:
    for line in lines:
        record = json.loads(line)
        if record["event"].get("action") == "smb-file-write" and record["event"]["kind"] == "event":
            file = record["file"]
            complete = record["smb"]["complete"] and "pe" in file and record["event"]["outcome"] == "success"
            reported.append((file.get("hash", {}).get("sha256") if complete else None, file["path"].replace("\\", "/")))
wrong = sorted(set(disk) ^ set(reported), key=str)
for digest, path in wrong[:20]:
    print("server's disk:" if (digest, path) in disk else "Sharetap:     ", digest, path)
print(f"{len(disk)} programs, {len(set(disk) & set(reported))} reported with the hash of the server's disk")
sys.exit(1 if wrong or len(disk) != len(reported) else 0)
PYTHON
