package io.sharetap.output.deliver;

import java.io.IOException;
import java.util.List;

/** Takes records to where they are to be; called by its delivery's thread alone, but for {@link #abort}. */
interface Receiver {
    /** Is told, as it goes, what became of messages, from the first on. */
    interface Progress {
        /** The next {@code count} messages are with the receiver. */
        void taken(int count);

        /** The next message will never be taken. */
        void refused(Loss reason);
    }

    /** The receiver is busy, and said when to come again. */
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
     * Hands over messages in their order.
     *
     * @throws IOException the receiver is away: what was not told of as progress is handed over again
     */
    void deliver(List<Message> messages, Progress progress) throws IOException;

    /** Called at least each second while nothing is to be delivered. */
    default void onPause() throws IOException {
        // Most have nothing to look after.
    }

    /** The most bytes of messages that are handed over at once, one message apart. */
    default int batchBytes() {
        return 256 << 10;
    }

    /** Opens what is written to anew; any thread may ask. */
    default void reopen() {
        // Only files are moved away by others.
    }

    /** Ends a call that waits for the receiver, from another thread. */
    default void abort() {
        // An interrupt is enough for most.
    }

    /** Nothing more comes. */
    default void close() throws IOException {
        // Most have nothing open.
    }
}
