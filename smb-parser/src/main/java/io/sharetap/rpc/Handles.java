package io.sharetap.rpc;

import io.sharetap.base.Anomaly;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Knows what the handles of one association stand for. When there are too many, the one unused longest is forgotten.
 */
final class Handles {
    private static final int OF_ASSOCIATION_MAX = 128;

    private final RpcState shared;
    private Map<NdrReader.Handle, Object> meanings;

    Handles(RpcState shared) {
        this.shared = shared;
    }

    void put(NdrReader.Handle handle, Object meaning) {
        if (handle == null) {
            return;
        }
        if (meanings == null) {
            meanings = new LinkedHashMap<>(8, 0.75f, true);
        }
        if (meanings.put(handle, meaning) != null) {
            return;
        }
        shared.handles++;
        if (meanings.size() > OF_ASSOCIATION_MAX || shared.handles > shared.limits.rpcHandlesMax()) {
            shared.ledger.note(Anomaly.RPC_HANDLES_FULL);
            meanings.remove(meanings.keySet().iterator().next());
            shared.handles--;
        }
    }

    /** What a handle stands for; null where it is not known, or of another kind. */
    <T> T get(NdrReader.Handle handle, Class<T> kind) {
        Object meaning = meanings == null || handle == null ? null : meanings.get(handle);
        return kind.isInstance(meaning) ? kind.cast(meaning) : null;
    }

    void clear() {
        if (meanings != null) {
            shared.handles -= meanings.size();
            meanings = null;
        }
    }
}
