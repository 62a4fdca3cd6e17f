#!/bin/bash
# Lets the sensor watch for MINUTES as a service would, and things go wrong meanwhile: real smbclient writes to real Samba
# on one span, a capture is played in a loop on another, a real Prometheus scrapes and is restarted, receivers die, a log is
# rotated, a disk fills, an interface goes down, packets are lost by force. At the end all programs on the servers' disks
# are looked for in the records. soak.py has the timetable. Root, Debian.
#
#   benchmarks/soak.sh DIR [MINUTES [MBITS]]      DIR keeps the capture (DIR/mixed.pcap) and takes what the run leaves,
#                                                 DIR/soak; MINUTES: 30; MBITS: 400 a second are played
here=$(cd "$(dirname "$0")/../pcaps" && pwd)
. "$here/lab.sh"

[ $# -ge 1 ] || lab_stop_with "usage: soak.sh DIR [MINUTES [MBITS]]"
LAB_PACKAGES="$LAB_PACKAGES tcpreplay prometheus rsyslog logrotate curl"
lab_check tcpreplay prometheus promtool rsyslogd logrotate curl
[ -e "$1/mixed.pcap" ] || "$here/../benchmarks/traffic.sh" mixed "$1" 1000000000
lab_start
server fs01 10.20.0.11
server fs02 10.20.0.12
host ws66 10.20.0.66
host ws67 10.20.0.67
pair tap
ip -n "$LAB_ID-net" link set lo up
mkdir "$LAB/logs"
mount -t tmpfs -o size=256m tmpfs "$LAB/logs"
trap 'umount -l "$LAB/logs"; lab_end' EXIT
export LAB LAB_ID LAB_PASSWORD
PYTHONPATH=$here/maker python3 "$here/../benchmarks/soak.py" "$1" "${2:-30}" "${3:-400}"
