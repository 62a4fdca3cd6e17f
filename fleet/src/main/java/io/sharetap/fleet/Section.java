package io.sharetap.fleet;

import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * A section of a step's store. What would otherwise be separate stores lies side by side in one, since at each commit
 * every partition of a changelog costs as much as some writes. A byte before the keys distinguishes the sections.
 */
enum Section {
    // Of the clients' step: writes under way.
    PART(Stores.UNDER_WAY, 'p'),
    WAITING(Stores.UNDER_WAY, 'w'),
    REPORTED(Stores.UNDER_WAY, 't'),
    REACHED(Stores.UNDER_WAY, 'r'),
    // Of the clients' step: histories.
    CLIENTS(Stores.CLIENTS, 'c'),
    PLACES(Stores.CLIENTS, 'p'),
    PAIRS(Stores.CLIENTS, '2'),
    CLIENT_SKETCHES(Stores.CLIENTS, 's'),
    HOLDS(Stores.CLIENTS, 'h'),
    // Of the executables' step.
    EXECUTABLES(Stores.EXECUTABLES, 'e'),
    HEADS(Stores.EXECUTABLES, 'h'),
    EXECUTABLE_SKETCHES(Stores.EXECUTABLES, 's'),
    WRITES_OF_DAY(Stores.EXECUTABLES, 'd'),
    // Of the destinations' step.
    DESTINATIONS(Stores.DESTINATIONS, 'd'),
    CLOSING(Stores.DESTINATIONS, 'c'),
    // Of stories.
    STORIES_WAITING(Stores.STORIES, 'w'),
    STORIES_REPORTED(Stores.STORIES, 't'),
    JOURNAL(Stores.STORIES, 'j'),
    SNAPSHOT(Stores.STORIES, 's'),
    COORDINATOR(Stores.STORIES, 'c');

    private final String store;
    private final byte mark;

    Section(String store, char mark) {
        this.store = store;
        this.mark = (byte) mark;
    }

    /** The store that contains it. */
    String store() {
        return store;
    }

    /** The section in a step's own store. */
    SectionStore in(ProcessorContext<?, ?> context) {
        return new SectionStore(this, context.getStateStore(store));
    }

    /** The store's key for a key of the section; null: a key before all of the section. */
    Bytes key(Bytes ofSection) {
        byte[] own = ofSection == null ? new byte[0] : ofSection.get();
        byte[] key = new byte[own.length + 1];
        key[0] = mark;
        System.arraycopy(own, 0, key, 1, own.length);
        return Bytes.wrap(key);
    }

    /** A key after all keys of the section, and before those of the next; keys are not empty. */
    Bytes end() {
        return Bytes.wrap(new byte[] {(byte) (mark + 1)});
    }
}
