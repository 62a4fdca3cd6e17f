package io.sharetap.baseline;

import io.sharetap.event.FileWrite;
import io.sharetap.event.IpAddress;

/** Makes the keys of the maps; each is valid until the next of its kind. */
final class Keys {
    private static final byte HEAD_MARK = (byte) 0xFF;
    private static final long OTHER_SEED = 0x5851_F42D_4C95_7F2DL;

    private final Entry executable = sized(BaselineMaps.EXECUTABLE_KEY);
    private final Entry head = sized(BaselineMaps.HEAD_KEY);
    private final Entry host = sized(BaselineMaps.HOST_KEY);
    private final Entry destination = sized(BaselineMaps.HOST_KEY);
    private final Entry pair = sized(2 * BaselineMaps.HOST_KEY);
    private final Entry place = sized(BaselineMaps.HOST_KEY + BaselineMaps.PLACE_KEY);

    static Entry sized(int length) {
        Entry entry = new Entry();
        entry.resize(length);
        return entry;
    }

    /**
     * The key of an executable: by the whole content where it is known, else by its head, marked as such; null where
     * neither is known.
     */
    Entry executable(FileWrite write) {
        if (write.sha256() != null) {
            return whole(write.sha256());
        }
        return write.headSha256() == null ? null : markedHead(write.headSha256());
    }

    Entry whole(byte[] sha256) {
        executable.copyIn(0, sha256, BaselineMaps.EXECUTABLE_KEY);
        return executable;
    }

    /**
     * A head as a key among whole contents. The mark is needed as a file of up to 4,096 bytes has the same hash as
     * both.
     */
    Entry markedHead(byte[] headSha256) {
        whole(headSha256);
        int last = BaselineMaps.EXECUTABLE_KEY - 1;
        executable.u8(last, executable.u8(last) ^ HEAD_MARK);
        return executable;
    }

    /**
     * 16 bytes suffice: to find two heads that collide takes 2^64 attempts, and gains only a rarity that is reported as
     * partial.
     */
    Entry head(byte[] headSha256) {
        head.copyIn(0, headSha256, BaselineMaps.HEAD_KEY);
        return head;
    }

    Entry host(IpAddress address) {
        put(host, 0, address);
        return host;
    }

    /** A separate key from {@link #host}, since a write has both. */
    Entry destination(IpAddress address) {
        put(destination, 0, address);
        return destination;
    }

    Entry pair(IpAddress client, IpAddress destination) {
        put(pair, 0, client);
        put(pair, BaselineMaps.HOST_KEY, destination);
        return pair;
    }

    Entry place(IpAddress client, String name) {
        put(place, 0, client);
        place.i64(BaselineMaps.HOST_KEY, hash(name, 0));
        place.i64(BaselineMaps.HOST_KEY + Long.BYTES, hash(name, OTHER_SEED));
        return place;
    }

    /** Need not be secure: a client that can write to a colliding name can as well write to the place itself. */
    private static long hash(String text, long seed) {
        long hash = seed + text.length();
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0xBF58_476D_1CE4_E5B9L;
            hash ^= hash >>> 29;
        }
        return hash * 0x94D0_49BB_1331_11EBL;
    }

    static void put(Entry entry, int at, IpAddress address) {
        entry.i64(at, address.high());
        entry.i64(at + Long.BYTES, address.low());
    }

    static IpAddress address(Entry entry, int at) {
        return new IpAddress(entry.i64(at), entry.i64(at + Long.BYTES));
    }
}
