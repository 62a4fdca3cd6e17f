package io.sharetap.pipeline;

import io.sharetap.base.Anomaly;
import io.sharetap.base.Count;
import io.sharetap.base.Dialect;
import io.sharetap.base.Ledger;
import java.util.List;

/**
 * Holds the counts of a run.
 *
 * @param firstNanos capture time of the earliest frame, -1: none
 * @param lastNanos capture time of the latest frame, -1: none
 * @param ledgers the counts of every stage
 * @param faults failures of our own code
 */
public record RunResult(long firstNanos, long lastNanos, List<Ledger> ledgers, Faults faults) {
    /** The sum over all stages. */
    public long of(Count what) {
        return ledgers.stream().mapToLong(ledger -> ledger.of(what)).sum();
    }

    /** The sum over all stages. */
    public long of(Anomaly what) {
        return ledgers.stream().mapToLong(ledger -> ledger.of(what)).sum();
    }

    /** The sum over all stages of the messages with this command, requests or answers. */
    public long messages(boolean smb2, int command, boolean answer) {
        return ledgers.stream()
                .mapToLong(ledger -> ledger.messages(smb2, command, answer))
                .sum();
    }

    /** The sum over all stages of the messages of this dialect with this command, requests or answers. */
    public long messages(Dialect dialect, int command, boolean answer) {
        return ledgers.stream()
                .mapToLong(ledger -> ledger.messages(dialect, command, answer))
                .sum();
    }

    /** The sum over all stages of the answers with this command and NT status. */
    public long answers(boolean smb2, int command, int status) {
        return ledgers.stream()
                .mapToLong(ledger -> ledger.answers(smb2, command, status))
                .sum();
    }
}
