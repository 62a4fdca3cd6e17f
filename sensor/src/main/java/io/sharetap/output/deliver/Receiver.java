package io.sharetap.output.deliver;

import java.io.IOException;
import java.util.List;

/**
 * Takes records to their destination. Called by its delivery's thread alone, except for {@link #abort} and
 * {@link #reopen}.
 */
interface Receiver {
    /** Is told what happens to the messages, one after the other, from the first on. */
    interface Progress {
        /** The next {@code count} messages are with the receiver. */
        void taken(int count);

        /** The next message will never be taken. */
        void refused(Loss reason);
    }

    /** The receiver is busy, and said when to try again. */
    final class ComeAgain extends IOException {
        private final long pauseNanos;

        ComeAgain(String message, long pauseNanos) {
            super(message);
            this.pauseNanos = pauseNanos;
        }

        long pauseNanos() {
            return pauseNanos;
        }
    }

    /**
     * Hands over messages in order.
     *
     * @throws IOException the receiver is away: messages that were not reported as progress are handed over again
     */
    void deliver(List<Message> messages, Progress progress) throws IOException;

    /** Called at least once a second while there is nothing to deliver. */
    default void onPause() throws IOException {
        // Most have nothing to look after.
    }

    /** The most bytes of messages that are handed over at once, unless a single message is longer. */
    default int batchBytes() {
        return 256 << 10;
    }

    /** Opens its file again; any thread may ask. */
    default void reopen() {
        // Only files can be moved away by others.
    }

    /** Ends a call that waits for the receiver, from another thread. */
    default void abort() {
        // An interrupt is enough for most.
    }

    /** Closes the receiver. */
    default void close() throws IOException {
        // Most have nothing open.
    }
}
