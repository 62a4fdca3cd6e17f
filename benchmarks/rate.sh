#!/bin/bash
# Finds the speed at which live capture begins to lose packets, beside tcpdump's, and what is lost first when it must be:
# tcpreplay plays real traffic (traffic.sh) over a veth pair in a network namespace. Writes its tables to standard output.
#
#   benchmarks/rate.sh DIR [OPTION…]     DIR keeps the capture, DIR/mixed.pcap, 2.5 GB; options as rate.py has. Root, Debian.
here=$(cd "$(dirname "$0")/../pcaps" && pwd)
. "$here/lab.sh"

[ $# -ge 1 ] || lab_stop_with "usage: rate.sh DIR [OPTION…]"
LAB_PACKAGES="$LAB_PACKAGES tcpreplay"
lab_check tcpreplay
[ -e "$1/mixed.pcap" ] || "$here/../benchmarks/traffic.sh" mixed "$1" 1000000000
lab_start
pair tap
on net python3 "$here/../benchmarks/rate.py" "$@"
