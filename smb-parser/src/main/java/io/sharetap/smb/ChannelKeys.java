package io.sharetap.smb;

import io.sharetap.tcp.Connection;
import io.sharetap.unseal.CipherKeys;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Remembers by which keys channels may be encrypted whose session began between other addresses. Forgets the oldest.
 */
final class ChannelKeys {
    private static final int CHANNELS_MAX = 256;

    private final Map<ChannelRequest, List<CipherKeys>> byChannel = new LinkedHashMap<>();

    void take(ChannelRequest request, List<CipherKeys> keys) {
        byChannel.remove(request);
        if (keys.isEmpty()) {
            return;
        }
        if (byChannel.size() >= CHANNELS_MAX) {
            byChannel.remove(byChannel.keySet().iterator().next());
        }
        byChannel.put(request, List.copyOf(keys));
    }

    /** Those of a session on this connection; empty: none. */
    List<CipherKeys> of(Connection connection, long sessionId) {
        return byChannel.isEmpty()
                ? List.of()
                : byChannel.getOrDefault(ChannelRequest.of(connection, sessionId), List.of());
    }
}
