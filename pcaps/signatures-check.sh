#!/bin/bash
# Replays captures, and compares what Sharetap says of each signed program with what osslsigncode says of the saved file:
# whether the digest is the one that was signed, and the digest itself where it is SHA-256.
#
#   pcaps/signatures-check.sh CAPTURE…

set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
command -v osslsigncode >/dev/null || { echo "signatures-check.sh: osslsigncode is not installed" >&2; exit 2; }
[ $# -gt 0 ] || { echo "usage: signatures-check.sh CAPTURE…" >&2; exit 2; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$here/../sharetap" replay --no-progress --format json --extract "$work/programs" "$@" >"$work/records.jsonl"
python3 - "$work" <<'PYTHON'
import json, re, subprocess, sys

work = sys.argv[1]
signatures = {}
with open(f"{work}/records.jsonl") as lines:
    for line in lines:
        file = json.loads(line).get("file", {})
        if "pe" in file and "sha256" in file.get("hash", {}):
            signatures[file["hash"]["sha256"]] = (file["code_signature"], file["pe"].get("authentihash"))
signed = differing = 0
for sha256, (signature, authentihash) in sorted(signatures.items()):
    said = subprocess.run(["osslsigncode", "verify", "-in", f"{work}/programs/{sha256}"], capture_output=True, text=True)
    current = re.findall(r"Current message digest\s*: ([0-9A-F]+)", said.stdout)
    calculated = re.findall(r"Calculated message digest\s*: ([0-9A-F]+)", said.stdout)
    signed += bool(current)
    theirs = None if not current else current == calculated
    of_sha256 = next((digest.lower() for digest in calculated if len(digest) == 64), None)
    if signature["exists"] != bool(current) or signature.get("valid") != theirs or of_sha256 != authentihash:
        differing += 1
        print(sha256, "Sharetap:", signature, authentihash, "osslsigncode:", current, calculated)
print(f"{len(signatures)} programs, {signed} signed, {differing} differ")
sys.exit(1 if differing else 0)
PYTHON
