#!/bin/sh
# Measures a fleet on this machine, broker, instances and sensors together: events a second, CPU, bytes on the wire and in
# the stores, with 1, 2 and 4 instances. Writes its table to standard output.
# usage: benchmarks/fleet-load.sh [EVENTS [DIR]]   (500,000; DIR is emptied first)
set -e
here=$(cd "$(dirname "$0")" && pwd)
exec python3 "$here/fleet.py" load "${1:-500000}" "${2:-${TMPDIR:-/tmp}/sharetap-fleet-load}"
