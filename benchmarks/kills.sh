#!/bin/sh
# Kills `sharetap score` (SIGKILL) at random moments, spread over the whole input, while it judges records into a
# baseline, starts it again each time, and compares alerts, updates and the baseline with a run without kills.
# usage: benchmarks/kills.sh [KILLS [RECORDS [SEED]]]   (200, 2,000,000)
set -e
cd "$(dirname "$0")/.."
exec ./mvnw -q -B -pl sensor -am test -Dtest=ScoreKillTest -Dsurefire.failIfNoSpecifiedTests=false \
    -Dscore.kills="${1:-200}" -Dscore.records="${2:-2000000}" -Dscore.seed="${3:-20260501}"
