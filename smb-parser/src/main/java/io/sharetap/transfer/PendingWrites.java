package io.sharetap.transfer;

import io.sharetap.base.Anomaly;
import io.sharetap.base.Moment;
import io.sharetap.smb.FileOpSink.Outcome;
import io.sharetap.smb.SmbWrite;
import java.util.ArrayDeque;

/** Follows WRITEs from their first byte to their answer, and puts their bytes into the file. */
final class PendingWrites {
    private static final int IDLE_MAX = 256;

    private final AssemblyState state;
    private final ArrayDeque<PendingWrite> idle = new ArrayDeque<>();

    PendingWrites(AssemblyState state) {
        this.state = state;
    }

    void begin(SmbWrite write, OpenFile at, Moment now) {
        PendingWrite pending = idle.isEmpty() ? new PendingWrite(state) : idle.pollLast();
        pending.begin(at.file(), at, write, now);
        write.attachment = pending;
        at.file().addPending(pending);
    }

    /** The server's answer to a write, or that none will be heard. */
    void answer(PendingWrite pending, Outcome outcome, int count, Moment now) {
        FileInAssembly file = pending.file;
        switch (outcome) {
            case CONFIRMED -> {
                int counted = Math.max(0, Math.min(count, pending.dataBytes));
                if (counted != count) {
                    state.ledger.note(Anomaly.WRITE_COUNT_INVALID);
                }
                apply(pending, counted, now.epochNanos(), now.fromFrame(), now.frameNumber());
                state.table.progress(file, now);
            }
            case UNSEEN -> unseen(pending);
            case REFUSED -> {
                file.refused = true;
                if (!file.written()) {
                    file.lastByteNanos = now.epochNanos();
                    file.frameNumber = now.frameNumber();
                    state.table.progress(file, now);
                }
            }
            default -> throw new IllegalStateException("No such outcome: " + outcome);
        }
        file.removePending(pending);
        pending.clear();
    }

    /** Takes back a write object for the next WRITE. */
    void reuse(PendingWrite pending) {
        if (idle.size() < IDLE_MAX) {
            idle.addLast(pending);
        }
    }

    /** Treats waiting writes as done, as far as their bytes came; {@code by} null: those of all opens. */
    void giveUp(FileInAssembly file, OpenFile by) {
        PendingWrite next;
        for (PendingWrite pending = file.firstPending; pending != null; pending = next) {
            next = pending.behind;
            if (by == null || pending.open == by) {
                giveUp(pending);
            }
        }
    }

    /** Whether an open whose beginning was reported has a write that waits for its answer. */
    boolean waitsForBased(FileInAssembly file) {
        PendingWrite pending = file.firstPending;
        while (pending != null && !pending.open.based) {
            pending = pending.behind;
        }
        return pending != null;
    }

    /** As above, for writes by opens whose beginning was reported; others may belong to the file that begins now. */
    void giveUpBased(FileInAssembly file) {
        PendingWrite next;
        for (PendingWrite pending = file.firstPending; pending != null; pending = next) {
            next = pending.behind;
            if (pending.open.based) {
                giveUp(pending);
            }
        }
    }

    private void giveUp(PendingWrite pending) {
        FileInAssembly file = pending.file;
        unseen(pending);
        file.removePending(pending);
        pending.clear();
    }

    /** Moves waiting writes to another file, to which they belong after all. */
    void move(FileInAssembly from, FileInAssembly to) {
        while (from.firstPending != null) {
            PendingWrite pending = from.firstPending;
            from.removePending(pending);
            pending.moveTo(to);
            to.addPending(pending);
        }
    }

    /** Drops waiting writes, as their file is forgotten. */
    void drop(FileInAssembly file) {
        while (file.firstPending != null) {
            PendingWrite pending = file.firstPending;
            file.removePending(pending);
            pending.clear();
        }
    }

    /** Reported with the moment of its last byte, since the time when it is given up depends on other requests. */
    private void unseen(PendingWrite pending) {
        FileInAssembly file = pending.file;
        if (pending.reached() > 0) {
            // Bytes that did not come are missing: whether the server got them is not known.
            long frame = pending.lastByteFrame;
            apply(pending, pending.dataBytes, pending.lastByteNanos, frame, frame);
            file.unseen = true;
        }
    }

    private void apply(PendingWrite pending, int count, long nanos, long fromFrame, long frame) {
        FileInAssembly file = pending.file;
        if (!pending.open.based) {
            // Its CREATE was never answered: whether the file was emptied cannot be known.
            pending.open.based = true;
            if (file.number != 0 && !file.changed) {
                file.startOver();
                file.content.startUnknown(-1);
                file.beginUnknown(pending.lastByteFrame);
                if (pending.open.uncertain) {
                    file.doubt();
                }
            }
        }
        if (count == 0) {
            return;
        }
        if (pending.offset == SmbWrite.APPEND) {
            file.changedInOrder(fromFrame, frame);
            if (!file.content.sizeKnown()) {
                file.doubt(); // the file is longer than what was seen, by an unknown length
            }
        } else {
            file.write(fromFrame, pending.offset, pending.offset + count);
        }
        if (!file.content.write(pending, count)) {
            return;
        }
        file.changedIn(frame);
        file.wrote(count);
        file.changed = true;
        if (file.startNanos < 0) {
            file.startNanos = pending.firstByteNanos;
        }
        if (nanos >= file.lastByteNanos) {
            file.lastByteNanos = nanos;
            file.frameNumber = frame;
        }
    }
}
