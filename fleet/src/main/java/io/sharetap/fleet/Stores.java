package io.sharetap.fleet;

import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/** Names the stores of the steps, and makes them: each has a changelog of its own. */
final class Stores {
    // Of the clients' step.
    static final String PART = "part";
    static final String WAITING = "waiting";
    static final String ANSWERS = "answers";
    static final String TOLD = "told";
    static final String REACHED = "reached";
    static final String CLIENTS = "clients";
    static final String PLACES = "places";
    static final String PAIRS = "pairs";
    static final String CLIENT_SKETCHES = "client-sketches";
    static final String HOLDS = "holds";
    // Of the executables' step.
    static final String EXECUTABLES = "executables";
    static final String HEADS = "heads";
    static final String EXECUTABLE_SKETCHES = "executable-sketches";
    static final String WRITES_OF_DAY = "writes-of-day";
    // Of the destinations' step.
    static final String DESTINATIONS = "destinations";
    static final String CLOSING = "closing";
    // Of stories.
    static final String STORIES_WAITING = "stories-waiting";
    static final String JOURNAL = "journal";
    static final String STORIES_TOLD = "stories-told";
    static final String SNAPSHOT = "snapshot";
    static final String COORDINATOR = "coordinator";

    private Stores() {}

    /** On the disk, for what grows with the network. */
    static StoreBuilder<KeyValueStore<Bytes, byte[]>> large(String name, boolean onDisk) {
        if (!onDisk) {
            return small(name);
        }
        return of(org.apache.kafka.streams.state.Stores.persistentKeyValueStore(name))
                .withCachingEnabled();
    }

    /** In memory, for what is short-lived or small. */
    static StoreBuilder<KeyValueStore<Bytes, byte[]>> small(String name) {
        return of(org.apache.kafka.streams.state.Stores.inMemoryKeyValueStore(name));
    }

    private static StoreBuilder<KeyValueStore<Bytes, byte[]>> of(KeyValueBytesStoreSupplier supplier) {
        return org.apache.kafka.streams.state.Stores.keyValueStoreBuilder(supplier, Serdes.Bytes(), Serdes.ByteArray())
                .withLoggingEnabled(Map.of());
    }
}
