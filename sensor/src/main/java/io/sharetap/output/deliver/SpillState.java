package io.sharetap.output.deliver;

/** Says whether messages can go to disk, and why not. Guarded by its backlog's lock. */
final class SpillState {
    /** After a failure the disk is tried again after so long. */
    static final long PAUSE_NANOS = 1_000_000_000L;

    private enum Stage {
        /** This output keeps nothing on disk. */
        ABSENT,
        /** It is not known yet what an earlier run left there. */
        UNOPENED,
        OPEN,
        /** It cannot be opened, for the whole run. */
        UNUSABLE
    }

    private Stage stage;
    /** Why the last attempt failed; null: it succeeded. */
    private Loss trouble;

    private long troubleNanos;

    SpillState(boolean present) {
        stage = present ? Stage.UNOPENED : Stage.ABSENT;
    }

    void opened() {
        stage = Stage.OPEN;
    }

    void unusable() {
        stage = Stage.UNUSABLE;
        trouble = Loss.SPILL_FAILED;
    }

    /** It was asked to take messages; {@code why} says why it did not take all, null: it did. */
    void asked(Loss why) {
        trouble = why;
        troubleNanos = System.nanoTime();
    }

    boolean isUnopened() {
        return stage == Stage.UNOPENED;
    }

    boolean isOpen() {
        return stage == Stage.OPEN;
    }

    /** Whether messages without room in memory can go there, now or once it is open. */
    boolean takes() {
        return stage != Stage.ABSENT && trouble == null;
    }

    /** Whether it works, or was not tried for a while. */
    boolean mayBeAsked() {
        return trouble == null || System.nanoTime() - troubleNanos > PAUSE_NANOS;
    }

    boolean hasTrouble(Loss which) {
        return trouble == which;
    }

    /** The reason for which a message without room in memory is lost. */
    Loss reasonOfFullness() {
        return trouble == null ? Loss.QUEUE_FULL : trouble;
    }
}
