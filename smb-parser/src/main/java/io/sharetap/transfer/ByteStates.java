package io.sharetap.transfer;

import io.sharetap.base.Share;
import io.sharetap.base.Shares;
import java.util.Arrays;

/**
 * Holds the state of each byte of a file, and gives it for any position. Runs of one state are kept sorted and merged,
 * so that a file written in order is one run, however many writes it took.
 */
final class ByteStates {
    /** The byte was never seen. */
    static final byte UNKNOWN = 0;
    /** The byte is in the kept content. */
    static final byte KEPT = 1;
    /** Nobody wrote the byte; the server's file system returns a zero. */
    static final byte ZERO = 2;
    /** The byte was seen and is not kept: it is hashed already, or the file is no program. */
    static final byte PASSED = 3;
    /** The byte was written, or may have been, but with what is not known any more, or was not captured. */
    static final byte MISSED = 4;

    /** The end of the last run. */
    static final long END = Long.MAX_VALUE;

    private static final int RUNS_PER_FILE_FREE = 16;
    private static final long MOST_WORTH = END / 4;

    private final RunBudget budget;
    private Share share;
    /** Null: there were never more than two runs, as in most files; these are in the fields below. */
    private long[] starts;

    private byte[] states;
    private int runs = 1;
    private long second;
    private byte firstState = UNKNOWN;
    private byte secondState;

    /** Makes the states of a file whose runs count for {@code share}. */
    ByteStates(RunBudget budget, Share share) {
        this.budget = budget;
        this.share = share;
    }

    /** From now on its runs count for this share; all bytes must have one state. */
    void belongTo(Share other) {
        share = other;
    }

    /**
     * Bounds the runs of one file and of all files together, for host pairs with more than their fair share first.
     * Counts how often a bound was reached.
     */
    static final class RunBudget {
        private final int perFileMax;
        private final Shares shares;
        private long merged;

        RunBudget(int perFileMax, long inAllMax) {
            this.perFileMax = perFileMax;
            shares = new Shares(inAllMax);
        }

        /** How often known bytes were given up because a bound was reached; resets the number. */
        long takeMerged() {
            long taken = merged;
            merged = 0;
            return taken;
        }
    }

    int runs() {
        return runs;
    }

    long start(int run) {
        if (starts != null) {
            return starts[run];
        }
        return run == 0 ? 0 : second;
    }

    /** The end of the run; {@link #END} for the last. */
    long end(int run) {
        return run + 1 < runs ? start(run + 1) : END;
    }

    byte state(int run) {
        if (states != null) {
            return states[run];
        }
        return run == 0 ? firstState : secondState;
    }

    byte at(long position) {
        return state(runAt(position));
    }

    /** The run in which the position lies. */
    int runAt(long position) {
        if (starts == null) {
            return runs > 1 && second <= position ? 1 : 0;
        }
        int low = 0;
        int high = runs - 1;
        if (starts[high] <= position) {
            return high;
        }
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (starts[middle] <= position) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /** Whether any byte of the range has the state. */
    boolean any(long from, long to, byte state) {
        for (int run = runAt(from); run < runs && start(run) < to; run++) {
            if (state(run) == state && from < to) {
                return true;
            }
        }
        return false;
    }

    /** Whether any byte of the range was seen to be written. */
    boolean anyWritten(long from, long to) {
        return firstWritten(from, to) < to;
    }

    /** Where in the range the first byte lies that was written in sight; {@code to}: nowhere. */
    long firstWritten(long from, long to) {
        for (int run = runAt(from); run < runs && start(run) < to; run++) {
            if (isWritten(run)) {
                return Math.max(from, start(run));
            }
        }
        return to;
    }

    /** Behind which byte of the range none was written in sight; {@code from}: none was. */
    long behindLastWritten(long from, long to) {
        for (int run = runAt(to - 1); run >= 0 && end(run) > from; run--) {
            if (isWritten(run)) {
                return Math.min(to, end(run));
            }
        }
        return from;
    }

    private boolean isWritten(int run) {
        byte state = state(run);
        return state == KEPT || state == PASSED || state == MISSED;
    }

    /** Sets the state of a range. */
    void set(long from, long to, byte state) {
        if (from >= to) {
            return;
        }
        if (from == 0 && to == END) {
            setAll(state);
            return;
        }
        int before = runs;
        int last = before - 1;
        if (last == 0 && state(0) == state) {
            return;
        }
        if (last > 0 && to != END && start(last) == from && state(last - 1) == state) {
            startLast(to); // the file grows at its end
            return;
        }
        if (last == 0 && from == 0 && starts == null) {
            begin(to, state);
        } else {
            splice(from, to, state);
        }
        if (tooMany(0)) {
            do {
                joinShortest();
            } while (tooMany(before));
        }
    }

    /** Changes one state to another within a range. */
    void change(long from, long to, byte before, byte after) {
        long position = from;
        while (position < to) {
            int run = runAt(position);
            long end = Math.min(end(run), to);
            if (state(run) == before) {
                splice(position, end, after);
            }
            position = end;
        }
    }

    private void setAll(byte state) {
        budget.shares.add(share, 1 - runs);
        runs = 1;
        starts = null;
        states = null;
        firstState = state;
    }

    private void startLast(long position) {
        if (starts != null) {
            starts[runs - 1] = position;
        } else {
            second = position;
        }
    }

    /** The first range of a file, from its beginning on. */
    private void begin(long to, byte state) {
        second = to;
        secondState = firstState;
        budget.shares.add(share, 1);
        runs = 2;
        firstState = state;
    }

    private void splice(long from, long to, byte state) {
        if (starts == null) {
            starts = new long[] {0, second, 0, 0}; // room for a range in the middle of another
            states = new byte[] {firstState, secondState, 0, 0};
        }
        int first = runAt(from);
        int last = to == END ? runs - 1 : runAt(to);
        byte after = states[last];
        boolean tail = to != END;
        int keepBelow = starts[first] < from ? first + 1 : first;
        // The runs [0, keepBelow) stay, then comes the new one, then the rest of the last, then the runs above it.
        boolean joinsBelow = keepBelow > 0 && states[keepBelow - 1] == state;
        boolean joinsAbove = tail && after == state;
        int above = last + 1;
        if (tail && !joinsAbove) {
            above--; // the last run continues, from a new start
        }
        int at = joinsBelow ? keepBelow : keepBelow + 1;
        int moved = runs - above;
        ensure(at + moved);
        System.arraycopy(starts, above, starts, at, moved);
        System.arraycopy(states, above, states, at, moved);
        if (!joinsBelow) {
            starts[keepBelow] = from;
            states[keepBelow] = state;
        }
        if (tail && !joinsAbove) {
            starts[at] = to;
            states[at] = after;
        }
        budget.shares.add(share, at + moved - runs);
        runs = at + moved;
    }

    private void ensure(int wanted) {
        if (wanted > starts.length) {
            int capacity = Math.max(wanted, starts.length * 2);
            starts = Arrays.copyOf(starts, capacity);
            states = Arrays.copyOf(states, capacity);
        }
    }

    private boolean tooMany(int before) {
        return runs > budget.perFileMax
                || runs > Math.max(before, RUNS_PER_FILE_FREE) && !budget.shares.hasRoomFor(share, 0);
    }

    /**
     * Makes one run of the two neighbours that hold the fewest known bytes, of equal ones the last, and the head only
     * if there are no others: better to say less than to remember without bound. It counts as written, since some of it
     * may have been: the order of later changes depends on that.
     */
    private void joinShortest() {
        int first = 0;
        long least = END;
        long worth = worth(runs - 2);
        for (int run = runs - 3; run >= 0; run--) {
            long below = worth(run);
            if (below + worth < least) {
                first = run;
                least = below + worth;
            }
            worth = below;
        }
        budget.merged += least > 0 ? 1 : 0;
        splice(starts[first], starts[first + 2], MISSED);
    }

    /** What is lost where the run is given up, which is not the last: its bytes, if they are known. */
    private long worth(int run) {
        if (states[run] == UNKNOWN || states[run] == MISSED) {
            return 0;
        }
        long length = Math.min(starts[run + 1] - starts[run], MOST_WORTH);
        return length + (starts[run] < FileContent.HEAD_BYTES ? MOST_WORTH : 0);
    }
}
