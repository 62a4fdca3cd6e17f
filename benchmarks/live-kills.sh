#!/bin/bash
# Kills (SIGKILL) a watching sensor at random moments, under load, and starts it again each time; live_kills.py says what must
# hold. Root, Debian.
#
#   benchmarks/live-kills.sh DIR [KILLS [SEED]]     DIR takes what the run leaves; KILLS: 50
here=$(cd "$(dirname "$0")/../pcaps" && pwd)
. "$here/lab.sh"

[ $# -ge 1 ] || lab_stop_with "usage: live-kills.sh DIR [KILLS [SEED]]"
LAB_PACKAGES="$LAB_PACKAGES tcpreplay curl"
lab_check tcpreplay curl
lab_start
server fs01 10.20.0.11
server fs02 10.20.0.12
host ws66 10.20.0.66
host ws67 10.20.0.67
ip -n "$LAB_ID-net" link set lo up
export LAB LAB_ID LAB_PASSWORD
PYTHONPATH=$here/maker python3 "$here/../benchmarks/live_kills.py" "$@"
