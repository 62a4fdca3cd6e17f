#!/bin/sh
# Plays the life of an organisation and intrusions into it, and writes docs/detection-quality.md with its pictures.
# usage: benchmarks/quality.sh [SEEDS [HOSTS [FOLDER]]]   (10, 2,000 and docs; build first: ./mvnw package -DskipTests)
set -e
cd "$(dirname "$0")/.."
flags=$(grep -E '^-(-add-(opens|exports)|Dchronicle)' config/jvm.flags | tr '\n' ' ')
# shellcheck disable=SC2086
exec java $flags -Xmx1g -XX:+UseSerialGC \
    -cp "benchmarks/target/classes:detector/target/classes:sensor/target/lib/*" \
    io.sharetap.benchmarks.quality.Quality "${1:-10}" "${2:-2000}" "${3:-docs}"
