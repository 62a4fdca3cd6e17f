package io.sharetap.unseal;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The keys of services with which their tickets are opened, from a keytab in MIT's format, version 0x0502, as
 * {@code ktutil}, {@code net ads keytab} and {@code ktpass} write it. Thread-safe; shows nothing of the keys.
 */
public final class Keytab {
    private static final int VERSION = 0x0502;
    private static final int NAME_TYPE_AND_TIME_BYTES = 8;
    private static final int COMPONENTS_MAX = 64;
    private static final int TRIES_MAX = 256;

    /** One key; {@code host}: the last component of the principal's name. */
    private record Entry(String realm, String host, long version, KerberosKey key) {}

    private final List<Entry> entries = new ArrayList<>();

    private Keytab() {}

    /**
     * Reads a keytab. Keys of types that are not used here (such as DES) are skipped.
     *
     * @throws IllegalArgumentException it is no keytab, of another version, damaged, or has no usable key; the message
     *     names the place, and nothing of its content
     */
    public static Keytab read(byte[] file) {
        ByteBuffer fields = ByteBuffer.wrap(file);
        if (file.length < 2 || (fields.getShort() & 0xFFFF) != VERSION) {
            throw new IllegalArgumentException("it is no keytab of version 0x0502");
        }
        Keytab keytab = new Keytab();
        while (fields.remaining() >= Integer.BYTES) {
            int at = fields.position();
            int size = fields.getInt();
            if (size == 0) {
                break;
            }
            long bytes = Math.abs((long) size);
            if (bytes > fields.remaining()) {
                throw new IllegalArgumentException("the entry at byte " + at + " goes beyond the file's end");
            }
            if (size > 0) { // a negative size: the hole of an entry that was removed
                keytab.add(fields.slice(fields.position(), size), at);
            }
            fields.position(fields.position() + (int) bytes);
        }
        if (keytab.entries.isEmpty()) {
            throw new IllegalArgumentException("it holds no key of AES or RC4");
        }
        return keytab;
    }

    private void add(ByteBuffer entry, int at) {
        try {
            int components = entry.getShort() & 0xFFFF;
            if (components > COMPONENTS_MAX) {
                throw new IllegalArgumentException(
                        "the entry at byte " + at + " has a name of " + components + " parts");
            }
            String realm = text(entry);
            String host = "";
            for (int i = 0; i < components; i++) {
                host = text(entry);
            }
            entry.get(new byte[NAME_TYPE_AND_TIME_BYTES]);
            long version = entry.get() & 0xFF;
            int type = entry.getShort() & 0xFFFF;
            KerberosKey key = new KerberosKey(type, bytes(entry));
            if (entry.remaining() >= Integer.BYTES) {
                long whole = entry.getInt() & 0xFFFF_FFFFL;
                version = whole == 0 ? version : whole;
            }
            if (KerberosCipher.of(key) != null) {
                entries.add(new Entry(realm, host, version, key));
            }
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("the entry at byte " + at + " contradicts itself");
        }
    }

    private static String text(ByteBuffer entry) {
        return new String(bytes(entry), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(ByteBuffer entry) {
        int length = entry.getShort() & 0xFFFF;
        if (length > entry.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] bytes = new byte[length];
        entry.get(bytes);
        return bytes;
    }

    /**
     * The keys of this type, at most 256, the likeliest first. All are tried, since one account's key opens the tickets
     * of all its services, whatever names the keytab holds.
     *
     * @param version of the key that the ticket names; -1: it names none
     */
    List<KerberosKey> candidates(int type, long version, String realm, String host) {
        Comparator<Entry> likelyFirst = Comparator.comparingInt(entry -> (entry.version() == version ? 0 : 1)
                + (entry.realm().equalsIgnoreCase(realm) ? 0 : 2)
                + (entry.host().equalsIgnoreCase(host) ? 0 : 4));
        return entries.stream()
                .filter(entry -> entry.key().type() == type)
                .sorted(likelyFirst)
                .limit(TRIES_MAX)
                .map(Entry::key)
                .toList();
    }

    /** Overwrites the keys, when another keytab has come into force. */
    void wipe() {
        entries.forEach(entry -> entry.key().wipe());
    }

    @Override
    public String toString() {
        return entries.size() + " keys";
    }
}
