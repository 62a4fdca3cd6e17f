package io.sharetap.pipeline;

/** Keeps how far a run has come, so that a kill loses nothing; asked between two records. */
public interface Checkpoint {
    /** Keeps nothing. */
    Checkpoint NONE = new Checkpoint() {
        @Override
        public boolean isDue() {
            return false;
        }

        @Override
        public void take() {
            // Nothing is kept.
        }
    };

    /** True: the last one is old enough. */
    boolean isDue();

    /** Keeps what there is now. */
    void take();
}
