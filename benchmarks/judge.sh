#!/bin/sh
# Measures how many executable writes a second one core judges and remembers, with a million executables and 100,000
# destinations, under the flags that the launcher gives; and what an event allocates, all of it the event's own (compare
# with BaselineBenchmark.event).
# usage: benchmarks/judge.sh [JMH OPTION…]   (build first: ./mvnw package -DskipTests)
# Without options: -f 3 -p where=memory -prof gc, which takes 6 minutes. The baseline in files: -p where=folder
set -e
cd "$(dirname "$0")/.."
[ $# -gt 0 ] || set -- -f 3 -p where=memory -prof gc
core=''
! command -v taskset >/dev/null || core='taskset -c 0'
# shellcheck disable=SC2086
exec $core java @config/jvm.flags -cp "benchmarks/target/classes:benchmarks/target/lib/*:sensor/target/lib/*" \
    org.openjdk.jmh.Main 'BaselineBenchmark\.judge' -jvmArgs @config/jvm.flags "$@"
