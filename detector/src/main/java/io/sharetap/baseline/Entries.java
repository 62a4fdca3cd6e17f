package io.sharetap.baseline;

import java.util.function.Consumer;

/**
 * Holds the values of keys, each with the day of its last touch in front, wherever they lie: what judges by them need
 * not know. One entry is open at a time.
 */
interface Entries {
    /** Takes one entry; key and value are valid during the call. */
    @FunctionalInterface
    interface Visitor {
        void visit(Entry key, Entry value);
    }

    /** Is told the value of every entry that leaves because of its age or for want of room. */
    void onRemoval(Consumer<Entry> listener);

    /**
     * Opens the entry of a key for a change that {@link #commit} ends; one at a time.
     *
     * @return its value, of length 0 if there is none; what is done to it is lost without {@link #commit}
     */
    Entry open(Entry ofKey);

    /** Ends the change: the value stays as it now is. */
    void commit();

    /** Opens the entry of a key to be looked at where it lies, without a copy. False: there is none. */
    boolean openPlace(Entry ofKey);

    int placeU8(int at);

    int placeU16(int at);

    /** Changes one byte of the entry that {@link #openPlace} opened. */
    void placeU8(int at, int newValue);

    /** Reads the value of a key; of length 0 if there is none. */
    default Entry read(Entry ofKey) {
        return open(ofKey);
    }

    /** Puts a value, as after a kill. */
    default void put(Entry ofKey, Entry newValue) {
        open(ofKey).copyFrom(newValue);
        commit();
    }

    /** Takes an entry out. True: there was one. */
    boolean remove(Entry ofKey);

    void forEach(Visitor visitor);

    /** True: there is no entry at all. */
    boolean isEmpty();
}
