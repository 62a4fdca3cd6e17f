package io.sharetap.fleet;

import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/** Names the stores of the steps, and makes them. Each has a changelog; {@link Section} says what each contains. */
final class Stores {
    // Of the clients' step.
    static final String UNDER_WAY = "under-way";
    static final String CLIENTS = "clients";
    // Of the other steps.
    static final String EXECUTABLES = "executables";
    static final String DESTINATIONS = "destinations";
    static final String STORIES = "stories";

    /** The last segment of a changelog is never compacted, and is read completely when a store is rebuilt. */
    private static final Map<String, String> CHANGELOG =
            Map.of(TopicConfig.SEGMENT_BYTES_CONFIG, Integer.toString(64 << 20));

    private Stores() {}

    /** On disk, for stores that grow with the network. */
    static StoreBuilder<KeyValueStore<Bytes, byte[]>> large(String name, boolean onDisk) {
        return onDisk ? of(org.apache.kafka.streams.state.Stores.persistentKeyValueStore(name)) : small(name);
    }

    /** In memory, for small stores. */
    static StoreBuilder<KeyValueStore<Bytes, byte[]>> small(String name) {
        return of(org.apache.kafka.streams.state.Stores.inMemoryKeyValueStore(name));
    }

    private static StoreBuilder<KeyValueStore<Bytes, byte[]>> of(KeyValueBytesStoreSupplier supplier) {
        return org.apache.kafka.streams.state.Stores.keyValueStoreBuilder(supplier, Serdes.Bytes(), Serdes.ByteArray())
                // With a cache, as a value that changes often within a commit then goes to the changelog once.
                .withCachingEnabled()
                .withLoggingEnabled(CHANGELOG);
    }
}
