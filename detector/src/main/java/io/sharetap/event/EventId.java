package io.sharetap.event;

import java.security.DigestException;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * Makes {@code event.id}: 32 hexadecimal digits that depend only on what happened, so the same capture gives the same
 * ids.
 *
 * <p>They are the first half of the SHA-256 over action, time, hosts and further facts. Each fact is preceded by its
 * length, so that no two lists of facts yield the same bytes. A caller that makes many ids keeps one instance, on one
 * thread; others use {@link #of}.
 */
public final class EventId {
    private static final int ABSENT = -1;

    private final MessageDigest sha256 = Digests.sha256();
    private final byte[] digest = new byte[sha256.getDigestLength()];
    private byte[] facts = new byte[512];
    private int length;

    /**
     * The id of one event.
     *
     * @param action {@code event.action}, or {@code alert}
     * @param facts that tell the event from others of the same moment: session id, file id, path; null: unknown
     */
    public static String of(String action, long epochNanos, IpAddress client, IpAddress destination, String... facts) {
        EventId id = new EventId().begin(action, epochNanos, client, destination);
        for (String fact : facts) {
            id.with(fact);
        }
        return id.text();
    }

    /** Begins the id of another event. */
    public EventId begin(String action, long epochNanos, IpAddress client, IpAddress destination) {
        length = 0;
        put(epochNanos);
        put(client.high());
        put(client.low());
        put(destination.high());
        put(destination.low());
        return with(action);
    }

    /**
     * Adds a fact; null: unknown. Characters are hashed as UTF-16: a name from the wire may hold lone surrogates, which
     * would all look alike in UTF-8.
     */
    public EventId with(String fact) {
        int count = fact == null ? 0 : fact.length();
        room(Integer.BYTES + count * Character.BYTES);
        putInt(fact == null ? ABSENT : count);
        for (int i = 0; i < count; i++) {
            putChar(fact.charAt(i));
        }
        return this;
    }

    /** Adds the decimal digits of a number, which is not negative, as {@link #with(String)} adds a text. */
    public EventId with(long number) {
        int count = 1;
        for (long left = number / 10; left > 0; left /= 10) {
            count++;
        }
        room(Integer.BYTES + count * Character.BYTES);
        putInt(count);
        length += count * Character.BYTES;
        long left = number;
        for (int at = length; at > length - count * Character.BYTES; left /= 10) {
            facts[--at] = (byte) ('0' + left % 10);
            facts[--at] = 0;
        }
        return this;
    }

    /** The id of all facts added. */
    public String text() {
        sha256.update(facts, 0, length);
        try {
            sha256.digest(digest, 0, digest.length);
        } catch (DigestException e) {
            throw new IllegalStateException("a digest is longer than it says", e);
        }
        return text(first(), second());
    }

    /**
     * The first half of the id that was made last, as a number, so that many can be remembered without a text for each.
     */
    public long first() {
        return number(0);
    }

    /** The second half of that id. */
    public long second() {
        return number(Long.BYTES);
    }

    /** The id with these halves. */
    public static String text(long first, long second) {
        return HexDigits.of(first, second);
    }

    private long number(int at) {
        long number = 0;
        for (int i = at; i < at + Long.BYTES; i++) {
            number = number << Byte.SIZE | digest[i] & 0xFF;
        }
        return number;
    }

    private void room(int bytes) {
        if (length + bytes > facts.length) {
            facts = Arrays.copyOf(facts, Math.max(length + bytes, 2 * facts.length));
        }
    }

    private void put(long value) {
        putInt((int) (value >>> Integer.SIZE));
        putInt((int) value);
    }

    private void putInt(int value) {
        putChar(value >>> Character.SIZE);
        putChar(value);
    }

    private void putChar(int value) {
        facts[length++] = (byte) (value >>> Byte.SIZE);
        facts[length++] = (byte) value;
    }
}
