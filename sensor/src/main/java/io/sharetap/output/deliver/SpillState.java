package io.sharetap.output.deliver;

/** Says whether what waits may go to disk, and why it cannot. Guarded by its backlog's lock. */
final class SpillState {
    /** What takes nothing is asked again after so long. */
    static final long PAUSE_NANOS = 1_000_000_000L;

    private enum Stage {
        /** This output keeps nothing on disk. */
        ABSENT,
        /** What a run before left there is not known yet. */
        UNOPENED,
        OPEN,
        /** It cannot be opened, for all of this run. */
        UNUSABLE
    }

    private Stage stage;
    /** Why it took nothing when it was asked last; null: it took all. */
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

    /** It was asked to take messages; {@code why} it did not take them all, null: it did. */
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

    /** True: what finds no room in memory can go there, or will when it is open. */
    boolean takes() {
        return stage != Stage.ABSENT && trouble == null;
    }

    /** True: it takes messages, or has not been asked for a while. */
    boolean mayBeAsked() {
        return trouble == null || System.nanoTime() - troubleNanos > PAUSE_NANOS;
    }

    boolean hasTrouble(Loss which) {
        return trouble == which;
    }

    /** Why a message is lost that finds no room in memory. */
    Loss reasonOfFullness() {
        return trouble == null ? Loss.QUEUE_FULL : trouble;
    }
}
