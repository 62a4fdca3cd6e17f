package io.sharetap.fleet;

import io.sharetap.baseline.BaselineSettings;
import io.sharetap.baseline.HistoryStore;
import io.sharetap.baseline.Summaries;
import java.util.List;
import java.util.function.BiConsumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** Reads the stores of the parts on this instance. Any thread may ask. */
final class LocalHistories {
    private final KafkaStreams streams;
    private final BaselineSettings settings;

    LocalHistories(KafkaStreams streams, BaselineSettings settings) {
        this.streams = streams;
        this.settings = settings;
    }

    /** A part's section, for reading only. */
    private record ReadOnly(Section section, ReadOnlyKeyValueStore<Bytes, byte[]> store) implements HistoryStore {
        @Override
        public byte[] get(byte[] key) {
            byte[] value = store.get(section.key(Bytes.wrap(key)));
            return value == null ? null : value.clone();
        }

        @Override
        public void put(byte[] key, byte[] value) {
            throw new UnsupportedOperationException("who looks changes nothing");
        }

        @Override
        public void forEach(BiConsumer<byte[], byte[]> visitor) {
            throw new UnsupportedOperationException("nobody looks at all of it");
        }
    }

    /**
     * What these parts of one store know.
     *
     * @param day that is being judged
     * @param stale a standby's copy will do
     * @throws NotAnswered a part is not here, or not ready
     */
    Known in(String store, List<Integer> parts, Asked asked, long day, boolean stale) throws NotAnswered {
        Known known = Known.NOTHING;
        for (int part : parts) {
            try {
                known = known.with(in(store, part, asked, day, stale));
            } catch (InvalidStateStoreException e) {
                throw new NotAnswered("part " + part + " is not ready here: ask again in a few seconds");
            }
        }
        return known;
    }

    private Known in(String store, int part, Asked asked, long day, boolean stale) {
        StoreQueryParameters<ReadOnlyKeyValueStore<Bytes, byte[]>> query = StoreQueryParameters.fromNameAndType(
                        store, QueryableStoreTypes.<Bytes, byte[]>keyValueStore())
                .withPartition(part);
        ReadOnlyKeyValueStore<Bytes, byte[]> of = streams.store(stale ? query.enableStaleStores() : query);
        return switch (store) {
            case Stores.EXECUTABLES ->
                new Known(
                        null,
                        Summaries.executable(
                                settings,
                                new ReadOnly(Section.EXECUTABLES, of),
                                new ReadOnly(Section.EXECUTABLE_SKETCHES, of),
                                asked.sha256(),
                                day),
                        null,
                        null);
            case Stores.DESTINATIONS ->
                new Known(
                        null,
                        null,
                        Summaries.destination(settings, new ReadOnly(Section.DESTINATIONS, of), asked.host(), day),
                        null);
            case Stores.CLIENTS ->
                new Known(
                        null,
                        null,
                        null,
                        Summaries.client(
                                settings,
                                new ReadOnly(Section.CLIENTS, of),
                                new ReadOnly(Section.CLIENT_SKETCHES, of),
                                asked.host(),
                                day));
            default -> new Known(baseline(of), null, null, null);
        };
    }

    private static Known.BaselineKnown baseline(ReadOnlyKeyValueStore<Bytes, byte[]> underWay) {
        ClientsState state = ClientsState.kept(underWay.get(Section.PART.key(ClientsState.KEY)));
        return new Known.BaselineKnown(
                state.openDay(),
                Known.name(state.status().state()),
                state.status().observedDays(),
                state.known());
    }
}
