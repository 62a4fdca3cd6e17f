#!/bin/sh
# Kills an instance of three, and the broker, with SIGKILL while events flow through a fleet, adds and stops instances
# meanwhile, and compares what it published with what one machine makes of the same events. Exit 1: they differ.
# usage: benchmarks/fleet-kills.sh [EVENTS [DIR]]   (1,000,000; DIR is emptied first)
set -e
here=$(cd "$(dirname "$0")" && pwd)
exec python3 "$here/fleet.py" kills "${1:-1000000}" "${2:-${TMPDIR:-/tmp}/sharetap-fleet-kills}"
