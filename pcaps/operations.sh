#!/bin/bash
# Does random operations on the files of a real Samba server, records them, and lists what its disk holds in the end.
#
#   pcaps/operations.sh DIR STEPS SEED…
#
# Each seed, a number that may end with -smb1, has a folder of its own in the share, s followed by the seed. Leaves
# DIR/capture.pcap, DIR/disk.sha256 (as sha256sum prints it: hash, path inside the share), DIR/programs (paths of what
# begins like a program) and DIR/steps (clients/random_operations.py). Root, Debian; packages as record.sh; exit 2 where
# one is absent.

here=$(cd "$(dirname "$0")" && pwd)
. "$here/lab.sh"

[ $# -ge 3 ] || lab_stop_with "usage: operations.sh DIR STEPS SEED…"
mkdir -p "$1"
target=$(cd "$1" && pwd)
shift

lab_check
lab_start
# impacket encrypts where it can; what is refused for another open of the file is refused at once
server fs01 10.20.0.11 "server smb encrypt = off" "defer sharing violations = no"
host ws66 10.20.0.66
record_start "$target/capture.pcap"
on ws66 /usr/bin/python3 "$here/clients/random_operations.py" 10.20.0.11 Public j.miller "$LAB_PASSWORD" "$@" >"$target/steps"
record_stop
cd "$(disk fs01)/Public"
find . -type f -printf '%P\n' | LC_ALL=C sort | xargs -d '\n' -r sha256sum >"$target/disk.sha256"
find . -type f -printf '%P\n' | LC_ALL=C sort | while read -r file; do
    [ "$(head -c 2 "$file" | tr -d '\0')" != MZ ] || echo "$file"
done >"$target/programs"
cd /
