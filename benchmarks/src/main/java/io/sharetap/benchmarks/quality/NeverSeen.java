package io.sharetap.benchmarks.quality;

import io.sharetap.alert.Severity;
import io.sharetap.event.FileWrite;
import io.sharetap.event.IpAddress;
import io.sharetap.event.SensorEvent;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * A simple detector: an alert for an executable or a destination that it never saw before. It remembers everything for
 * good, raises nothing for 14 days, and folds the writes of a client to a destination within 24 hours, as the reference
 * does.
 */
final class NeverSeen implements Judge {
    private static final long DAY = 86_400 * Stage.SECOND;
    private static final int SILENT_DAYS = 14;

    private final Rule rule;
    private final Verdicts verdicts;
    private final Set<ByteBuffer> executables = new HashSet<>();
    private final Set<IpAddress> destinations = new HashSet<>();
    private final Map<Pair, Long> alerted = new HashMap<>();
    private long beginNanos = -1;

    /** What has to be new. */
    enum Rule {
        EXECUTABLE("executable never seen"),
        DESTINATION("destination never seen"),
        BOTH("both never seen");

        private final String label;

        Rule(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }

        private boolean holds(boolean newExecutable, boolean newDestination) {
            return (newExecutable || this == DESTINATION) && (newDestination || this == EXECUTABLE);
        }
    }

    private record Pair(IpAddress client, IpAddress destination) {}

    NeverSeen(Rule rule, Verdicts verdicts) {
        this.rule = rule;
        this.verdicts = verdicts;
    }

    @Override
    public void onEvent(SensorEvent event) {
        if (beginNanos < 0) {
            beginNanos = event.epochNanos();
        }
        if (!(event instanceof FileWrite write) || !write.executable()) {
            return;
        }
        boolean newExecutable = executables.add(ByteBuffer.wrap(write.sha256()));
        boolean newDestination = destinations.add(write.destination());
        long nanos = write.epochNanos();
        if (nanos - beginNanos >= SILENT_DAYS * DAY && rule.holds(newExecutable, newDestination)) {
            Pair pair = new Pair(write.client(), write.destination());
            Long before = alerted.get(pair);
            if (before == null || nanos - before >= DAY) {
                alerted.put(pair, nanos);
                verdicts.alert(write, Severity.LOW, nanos);
            }
        }
    }
}
