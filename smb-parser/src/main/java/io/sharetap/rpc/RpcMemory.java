package io.sharetap.rpc;

import io.sharetap.base.Anomaly;
import io.sharetap.base.Ledger;
import io.sharetap.base.Limits;

/** Counts the bytes of a worker's unfinished PDUs and calls, up to a limit. */
final class RpcMemory {
    private final Ledger ledger;
    private final long max;
    private long taken;

    RpcMemory(Limits limits, Ledger ledger) {
        this.ledger = ledger;
        max = limits.rpcBytesMax();
    }

    /** Takes so many bytes; false where there is no room, which is counted. */
    boolean take(int bytes) {
        if (bytes > max - taken) {
            ledger.note(Anomaly.RPC_MEMORY_FULL);
            return false;
        }
        taken += bytes;
        return true;
    }

    void giveBack(int bytes) {
        taken -= bytes;
    }

    long taken() {
        return taken;
    }
}
