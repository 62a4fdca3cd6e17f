package io.sharetap.baseline;

import java.util.function.Consumer;

/**
 * Gives access to values by their keys, wherever these are stored; each value begins with the day of its last touch.
 * One entry is open at a time.
 */
interface Entries {
    /** Visits one entry; key and value are valid during the call. */
    @FunctionalInterface
    interface Visitor {
        void visit(Entry key, Entry value);
    }

    /** Registers a listener for the values of entries that are dropped because of their age or for want of room. */
    void onRemoval(Consumer<Entry> listener);

    /**
     * Opens the entry of a key for a change that {@link #commit} ends; one at a time.
     *
     * @return its value, of length 0 if there is none; changes to it are lost without {@link #commit}
     */
    Entry open(Entry ofKey);

    /** Ends the change: stores the value as it is now. */
    void commit();

    /** Opens the entry of a key in place, without a copy, to be read. Returns false where there is none. */
    boolean openPlace(Entry ofKey);

    int placeU8(int at);

    int placeU16(int at);

    /** Changes one byte of the entry that {@link #openPlace} opened. */
    void placeU8(int at, int newValue);

    /** Reads the value of a key; of length 0 if there is none. */
    default Entry read(Entry ofKey) {
        return open(ofKey);
    }

    /** Puts a value, as recovery after a kill does. */
    default void put(Entry ofKey, Entry newValue) {
        open(ofKey).copyFrom(newValue);
        commit();
    }

    /** Removes an entry. Returns whether there was one. */
    boolean remove(Entry ofKey);

    void forEach(Visitor visitor);

    /** Whether there is no entry. */
    boolean isEmpty();
}
