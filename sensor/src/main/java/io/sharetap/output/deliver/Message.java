package io.sharetap.output.deliver;

/**
 * One record in the form in which it goes to a receiver; immutable, shared between outputs.
 *
 * @param kind of the record
 * @param key by which a partitioned receiver keeps the order; empty where none was asked for
 * @param body the record in its output's format, without a line end
 */
public record Message(Kind kind, byte[] key, byte[] body) {
    /** The objects, their places in queues, and the array's head. */
    private static final int FIXED_BYTES = 96;

    static final byte[] NO_KEY = {};

    /** The kind of a record. */
    public enum Kind {
        /** An alert, or an update of one. */
        ALERT,
        /** Anything else. */
        EVENT
    }

    /** A message without a key. */
    public static Message of(Kind kind, byte[] body) {
        return new Message(kind, NO_KEY, body);
    }

    /** Bytes of memory that it takes while it waits. */
    int weight() {
        return FIXED_BYTES + key.length + body.length;
    }
}
