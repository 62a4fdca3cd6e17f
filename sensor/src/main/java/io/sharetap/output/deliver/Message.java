package io.sharetap.output.deliver;

/**
 * Is one record as it goes to a receiver; immutable, shared between outputs.
 *
 * @param kind what it tells of
 * @param key by which a receiver that is shared out keeps order; empty where none was asked for
 * @param body the record in its output's format, without an end of line
 */
public record Message(Kind kind, byte[] key, byte[] body) {
    /** The objects, their places in queues, and the array's head. */
    private static final int FIXED_BYTES = 96;

    static final byte[] NO_KEY = {};

    /** What a record tells of. */
    public enum Kind {
        /** An alert, or what was folded into one. */
        ALERT,
        /** Anything else. */
        EVENT
    }

    /** One without a key. */
    public static Message of(Kind kind, byte[] body) {
        return new Message(kind, NO_KEY, body);
    }

    /** Memory that it takes while it waits. */
    int weight() {
        return FIXED_BYTES + key.length + body.length;
    }
}
