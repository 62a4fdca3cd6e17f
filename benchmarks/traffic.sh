#!/bin/bash
# Makes captures of real Samba traffic of any size, as compare.sh measures them: one round is recorded between two test
# hosts, and multiplied over many host pairs, interleaved frame by frame as on a span port.
#
#   benchmarks/traffic.sh KIND DIR [BYTES [PAIRS]]      BYTES: 2000000000, of the capture; PAIRS: 8, at the same time
#
#   KIND  programs-written   the programs of pcaps/programs.sh, 270 MB a round
#         documents-written  30 documents of 10 MB each
#         programs-read      the same programs, read from the server
#         small-files        8,000 files of 12.5 kB, 80 a MB, one in 20 a program
#         other              files over HTTP, no SMB
#         mixed              one pair in eight writes programs, three write documents, two read programs, two are other
#
# Leaves DIR/KIND.pcap, DIR/KIND.sha256 (of the programs written in one round) and DIR/KIND.rounds (how many rounds the
# capture has; of a mixed one, of each kind). The recorded round, DIR/KIND-round.pcap, is kept for the next time; BYTES 0
# records it alone. Root, Debian; packages as pcaps/record.sh; exit 2 where one is absent.

here=$(cd "$(dirname "$0")/../pcaps" && pwd)
. "$here/lab.sh"

WHEELS=${SHARETAP_WHEELS:-/tmp/sharetap-wheels}
SERVER=10.20.0.11
CLIENT=10.20.0.66

[ $# -ge 2 ] || lab_stop_with "usage: traffic.sh KIND DIR [BYTES [PAIRS]]"
kind=$1 bytes=${3:-2000000000} pairs=${4:-8}
mkdir -p "$2"
target=$(cd "$2" && pwd)
round=$target/$kind-round.pcap

# Hashes of the programs below a folder of the server's disk.
program_hashes() {
    find "$1" -type f -size +511c -exec sh -c 'for f; do [ "$(head -c 2 "$f")" != MZ ] || sha256sum "$f"; done' sh {} + |
        cut -d' ' -f1 | sort
}

documents() {
    python3 - "$1" <<'PYTHON'
import random, sys

for number in range(30):
    words = random.Random(number)
    text = " ".join(str(words.getrandbits(60)) for _ in range(550_000))
    with open(f"{sys.argv[1]}/document{number:02}.txt", "w") as out:
        out.write(text[:10_000_000])
PYTHON
}

small_files() {
    PYTHONPATH=$here/maker python3 - "$1" <<'PYTHON'
import pe, random, sys

for number in range(8_000):
    if number % 20 == 0:
        name, content = f"tool{number:04}.exe", pe.program(12_500, seed=number)
    else:
        name, content = f"note{number:04}.txt", random.Random(number).randbytes(6_250).hex().encode()
    with open(f"{sys.argv[1]}/{name}", "wb") as out:
        out.write(content)
PYTHON
}

# Everything in a folder to a share, in one session.
put_all() {
    smb ws66 j.miller "//$SERVER/Public" SMB3_11 "lcd $1; prompt; mput *"
}

record_round() {
    local files=$LAB/files shared
    mkdir -p "$files"
    server fs01 "$SERVER"
    host ws66 "$CLIENT"
    shared=$(disk fs01)/Public
    case $kind in
    programs-written)
        "$here/programs.sh" "$target/programs" >/dev/null
        mv "$target/programs/capture.pcap" "$round"
        cut -d' ' -f1 "$target/programs/programs.sha256" | sort >"$target/$kind.sha256"
        return
        ;;
    documents-written) documents "$files" ;;
    programs-read)
        # shellcheck disable=SC2046 # a list of wheels
        wheels "$WHEELS" $(sed -n '/^PINNED="/,/"$/p' "$here/programs.sh" | tr -d '"\n' | sed 's/^PINNED=//')
        unpack_programs "$WHEELS" "$shared"
        ;;
    small-files) small_files "$files" ;;
    other) documents "$shared" ;;
    *) lab_stop_with "no such kind: $kind" ;;
    esac
    record_start "$round.part"
    case $kind in
    programs-read) smb ws66 j.miller "//$SERVER/Public" SMB3_11 "lcd $files; prompt; mget *" ;;
    other) over_http "$shared" ;;
    *) put_all "$files" ;;
    esac
    record_stop
    if [ "$kind" = programs-read ]; then : >"$target/$kind.sha256"; else program_hashes "$shared" >"$target/$kind.sha256"; fi
    [ "$kind" != other ] || : >"$target/$kind.sha256"
    mv "$round.part" "$round"
}

over_http() {
    setsid ip netns exec "$LAB_ID-fs01" python3 -m http.server 80 --directory "$1" >/dev/null 2>&1 </dev/null &
    echo $! >"$LAB/pids/http"
    until [ -n "$(on fs01 ss -Hltn 'sport = :80')" ]; do sleep 0.1; done
    on ws66 python3 - "$SERVER" <<'PYTHON'
import sys, urllib.request

for number in range(30):
    with urllib.request.urlopen(f"http://{sys.argv[1]}/document{number:02}.txt") as answer:
        while answer.read(1 << 20):
            pass
PYTHON
}

rounds=("$round:$pairs")
if [ "$kind" = mixed ]; then
    rounds=()
    for part in programs-written:1 documents-written:3 programs-read:2 other:2; do
        "$0" "${part%:*}" "$target" 0
        rounds+=("$target/${part%:*}-round.pcap:${part#*:}")
    done
    cp "$target/programs-written.sha256" "$target/mixed.sha256"
elif [ ! -e "$round" ]; then
    lab_check
    lab_start
    record_round
fi
[ "$bytes" != 0 ] || exit 0
python3 "$(dirname "$0")/traffic.py" "$target/$kind.pcap" "$bytes" "${rounds[@]}" >"$target/$kind.rounds"
echo "$(cat "$target/$kind.rounds") rounds of $kind, $(stat -c %s "$target/$kind.pcap") bytes"
