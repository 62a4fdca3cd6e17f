package io.sharetap.baseline;

import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.nio.MappedByteBuffer;
import java.nio.file.Path;

/**
 * Keeps, in a mapped file that survives the process, the state that all maps share: the version, the capacity, the
 * current day, the observed days, and whether the baseline was closed.
 *
 * <p>The days are stored twice; a number that is written last says which copy is valid, so that a kill between two
 * bytes does no harm.
 */
final class StateFile {
    static final int VERSION = 2;

    private static final long MAGIC = 0x5348_4152_4554_4150L; // "SHARETAP"
    private static final int MAGIC_AT = 0;
    private static final int VERSION_AT = 8;
    private static final int OPEN_AT = 12; // 1: a process has it open, or was killed
    private static final int CAPACITY_AT = 16; // 5 of i64
    private static final int TURN_AT = 56; // 0: no day yet; odd and even take turns
    private static final int TURNS_AT = 64;
    private static final int TURN_BYTES = 24; // day, observed bits, active
    private static final int LENGTHS_AT = 128; // i64 for each file: how long it was when last looked at, 0 unknown
    static final int FILE_BYTES = 4_096;

    private final MappedByteBuffer state;

    StateFile(Path file) throws IOException {
        state = AllocatedFile.map(file, FILE_BYTES);
    }

    boolean isNew() {
        return state.getLong(MAGIC_AT) == 0 && state.getInt(VERSION_AT) == 0;
    }

    boolean isOurs() {
        return state.getLong(MAGIC_AT) == MAGIC && state.getInt(VERSION_AT) > 0;
    }

    int version() {
        return state.getInt(VERSION_AT);
    }

    /** The files beside it have the present format from now on. */
    void converted() {
        state.putInt(VERSION_AT, VERSION);
        state.force();
    }

    void begin(BaselineSettings.Capacity capacity) {
        state.putLong(CAPACITY_AT, capacity.executables());
        state.putLong(CAPACITY_AT + 8, capacity.destinations());
        state.putLong(CAPACITY_AT + 16, capacity.clients());
        state.putLong(CAPACITY_AT + 24, capacity.pairs());
        state.putLong(CAPACITY_AT + 32, capacity.writesOfDay());
        state.putInt(VERSION_AT, VERSION);
        VarHandle.releaseFence();
        state.putLong(MAGIC_AT, MAGIC);
    }

    BaselineSettings.Capacity capacity() {
        return new BaselineSettings.Capacity(
                state.getLong(CAPACITY_AT),
                state.getLong(CAPACITY_AT + 8),
                state.getLong(CAPACITY_AT + 16),
                state.getLong(CAPACITY_AT + 24),
                state.getLong(CAPACITY_AT + 32));
    }

    /** Whether the last process did not close it. */
    boolean wasOpen() {
        return state.getInt(OPEN_AT) != 0;
    }

    void open(boolean open) {
        state.putInt(OPEN_AT, open ? 1 : 0);
        state.force();
    }

    void save(long day, long observedBits, boolean active) {
        int turn = state.getInt(TURN_AT) + 1;
        int at = at(turn);
        state.putLong(at, day);
        state.putLong(at + 8, observedBits);
        state.putLong(at + 16, active ? 1 : 0);
        VarHandle.releaseFence();
        state.putInt(TURN_AT, turn);
        VarHandle.releaseFence();
    }

    /** The current day; {@link Days#NONE} before the first event. */
    long day() {
        int turn = state.getInt(TURN_AT);
        return turn == 0 ? Days.NONE : state.getLong(at(turn));
    }

    long observedBits() {
        return state.getLong(at(state.getInt(TURN_AT)) + 8);
    }

    boolean active() {
        return state.getLong(at(state.getInt(TURN_AT)) + 16) != 0;
    }

    /** The last known length of this file, in the order of {@link BaselineMaps#fileNames}; 0: not known. */
    long fileBytes(int file) {
        return state.getLong(LENGTHS_AT + file * Long.BYTES);
    }

    void fileBytes(int file, long bytes) {
        state.putLong(LENGTHS_AT + file * Long.BYTES, bytes);
    }

    private static int at(int turn) {
        return TURNS_AT + (turn & 1) * TURN_BYTES;
    }
}
