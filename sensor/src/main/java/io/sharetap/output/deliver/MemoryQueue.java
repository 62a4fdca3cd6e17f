package io.sharetap.output.deliver;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;

/**
 * Holds the messages of a backlog that wait in memory, in order. It counts the bytes of all messages that are not on
 * disk: those that were taken out count until {@link #forget}. Guarded by its backlog's lock.
 */
final class MemoryQueue {
    private final long bytesMax;
    private final ArrayDeque<Message> waiting = new ArrayDeque<>();
    private long bytes;
    private long records;

    MemoryQueue(long bytesMax) {
        this.bytesMax = bytesMax;
    }

    /** Whether there is room for the message, or it is the only one. */
    boolean fits(Message message) {
        return bytes == 0 || bytes + message.weight() <= bytesMax;
    }

    void add(Message message) {
        waiting.add(message);
        bytes += message.weight();
        records++;
    }

    /** Takes out the first messages, up to {@code most} bytes, but at least one. */
    void take(long most, Collection<Message> into) {
        long taken = 0;
        while (!waiting.isEmpty() && taken < most) {
            taken += waiting.peek().weight();
            into.add(waiting.poll());
        }
    }

    void takeAll(Collection<Message> into) {
        into.addAll(waiting);
        waiting.clear();
    }

    /** Puts back messages that were taken out, before those that wait. */
    void putBack(List<Message> messages) {
        for (int i = messages.size() - 1; i >= 0; i--) {
            waiting.addFirst(messages.get(i));
        }
    }

    /** The message is with the receiver or on disk. */
    void forget(Message message) {
        bytes -= message.weight();
        records--;
    }

    /** All messages are on disk, or lost. */
    void forgetAll() {
        bytes = 0;
        records = 0;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** The waiting messages; a caller that keeps one elsewhere removes it. */
    Deque<Message> waiting() {
        return waiting;
    }

    /** Bytes of all messages that are not on disk. */
    long bytes() {
        return bytes;
    }

    long records() {
        return records;
    }
}
