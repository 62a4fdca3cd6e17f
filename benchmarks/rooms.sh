#!/bin/sh
# Measures each room of the parser and the output by JMH, what the machine itself takes for a frame, and that a WRITE
# costs the same however many files or flows are open, under the flags that the launcher gives.
# usage: benchmarks/rooms.sh [JMH OPTION…]   (build first: ./mvnw package -DskipTests; 3 minutes)
set -e
cd "$(dirname "$0")/.."
core=''
! command -v taskset >/dev/null || core='taskset -c 0'
# shellcheck disable=SC2086
exec $core java @config/jvm.flags -cp "benchmarks/target/classes:sensor/target/classes:benchmarks/target/lib/*:sensor/target/lib/*" \
    org.openjdk.jmh.Main '(Limits|Rooms|Linearity|Output)Benchmark' -jvmArgs @config/jvm.flags "$@"
