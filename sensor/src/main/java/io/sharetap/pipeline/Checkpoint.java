package io.sharetap.pipeline;

/** Saves how far a run has come, so that a kill loses nothing; asked between two records. */
public interface Checkpoint {
    /** Saves nothing. */
    Checkpoint NONE = new Checkpoint() {
        @Override
        public boolean isDue() {
            return false;
        }

        @Override
        public void take() {
            // Nothing is saved.
        }
    };

    /** Whether the last checkpoint is old enough for another. */
    boolean isDue();

    /** Saves the present state. */
    void take();
}
