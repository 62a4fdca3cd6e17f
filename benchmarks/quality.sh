#!/bin/sh
# Plays the life of an organisation and intrusions into it, and prints what the detector found.
# usage: benchmarks/quality.sh [HOSTS [SEEDS]]   (2,000 and 10 unless given; build first: ./mvnw package -DskipTests)
set -e
cd "$(dirname "$0")/.."
flags=$(grep -E '^--add-(opens|exports)' config/jvm.flags | tr '\n' ' ')
# shellcheck disable=SC2086
exec java $flags -Xmx2g -cp "benchmarks/target/classes:detector/target/classes:sensor/target/lib/*" \
    io.sharetap.benchmarks.quality.Quality "$@"
