package io.sharetap.baseline;

import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.nio.MappedByteBuffer;
import java.nio.file.Path;

/**
 * Holds the one change that is being made to a map, so that a process killed in the middle of it loses nothing: the
 * map's recovery drops the half-written entry, and the slot restores it.
 *
 * <p>It is a mapped file: what was written survives the process, however it ended. A power cut may lose the last
 * seconds, as the system writes pages back in its own time.
 */
final class RedoSlot implements AutoCloseable {
    private static final int VALID_AT = 0;
    private static final int MAP_AT = 4;
    private static final int KEY_LENGTH_AT = 8;
    private static final int VALUE_LENGTH_AT = 12;
    private static final int BYTES_AT = 16;
    private static final int SLOT_BYTES = 16 << 10;

    private final MappedByteBuffer slot;

    RedoSlot(Path file) throws IOException {
        slot = AllocatedFile.map(file, SLOT_BYTES);
    }

    private RedoSlot() {
        slot = null;
    }

    /** A slot that holds nothing, for maps in memory. */
    static RedoSlot none() {
        return new RedoSlot();
    }

    void keep(int mapNumber, Entry key, Entry value) {
        if (slot == null) {
            return;
        }
        slot.putInt(VALID_AT, 0);
        VarHandle.releaseFence();
        slot.putInt(MAP_AT, mapNumber);
        slot.putInt(KEY_LENGTH_AT, key.length());
        slot.putInt(VALUE_LENGTH_AT, value.length());
        slot.put(BYTES_AT, key.array(), 0, key.length());
        slot.put(BYTES_AT + key.length(), value.array(), 0, value.length());
        VarHandle.releaseFence();
        slot.putInt(VALID_AT, 1);
        VarHandle.releaseFence();
    }

    /** Clears the slot: its entry is about to be removed, and must not come back. */
    void forget() {
        if (slot != null) {
            slot.putInt(VALID_AT, 0);
            VarHandle.releaseFence();
        }
    }

    /** Repeats the change in its map; harmless where it had been completed. */
    void redo(EntryMap[] maps) {
        for (EntryMap map : maps) {
            redo(map);
        }
    }

    /** Repeats the change, if it was of this map. */
    void redo(EntryMap map) {
        int keyLength = slot.getInt(KEY_LENGTH_AT);
        int valueLength = slot.getInt(VALUE_LENGTH_AT);
        boolean fits = slot.getInt(VALID_AT) == 1
                && slot.getInt(MAP_AT) == map.number()
                && keyLength == map.shape().keyBytes()
                && valueLength > 0
                && valueLength <= SLOT_BYTES - BYTES_AT - keyLength;
        if (fits) {
            Entry key = new Entry();
            key.resize(keyLength);
            slot.get(BYTES_AT, key.array(), 0, keyLength);
            Entry value = new Entry();
            value.resize(valueLength);
            slot.get(BYTES_AT + keyLength, value.array(), 0, valueLength);
            map.put(key, value);
        }
    }

    @Override
    public void close() {
        forget();
    }
}
