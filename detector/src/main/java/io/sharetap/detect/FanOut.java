package io.sharetap.detect;

import io.sharetap.event.FileWrite;
import io.sharetap.event.IpAddress;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Follows how many destinations clients and executables reached within the last hour. */
final class FanOut {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /** Tell the four kinds of key apart. */
    private static final long CLIENT_AND_EXECUTABLE = 0x51;

    private static final long CLIENT = 0x52;
    private static final long EXECUTABLE = 0x53;
    private static final long EXECUTABLE_OF_CLIENT = 0x54;

    private final RecentDestinations reached;
    private int sameExecutable;
    private int uncommon;
    private int ofExecutable;
    private int ofExecutableByClient;

    FanOut(long windowNanos, int entriesMax) {
        reached = new RecentDestinations(windowNanos, entriesMax);
    }

    /** From now on destinations reached within so long make a fan-out. */
    void lookBack(long nanos) {
        reached.lookBack(nanos);
    }

    /** Takes a write in; the counts are then those that include it. */
    void add(FileWrite write, boolean uncommonToUncommon, long epochNanos) {
        IpAddress client = write.clientIdentity();
        byte[] content = write.sha256() == null ? write.headSha256() : write.sha256();
        sameExecutable = 0;
        uncommon = 0;
        ofExecutable = 0;
        ofExecutableByClient = 0;
        if (content != null) {
            long high = word(content, 0);
            long low = word(content, Long.BYTES);
            sameExecutable = reached.add(
                    ChainedKeys.mix(client.high() ^ high, CLIENT_AND_EXECUTABLE),
                    ChainedKeys.mix(client.low(), low),
                    write.destinationIdentity(),
                    epochNanos);
            if (uncommonToUncommon) {
                ofExecutable = reached.add(
                        ChainedKeys.mix(high, EXECUTABLE),
                        ChainedKeys.mix(low, high),
                        write.destinationIdentity(),
                        epochNanos);
                ofExecutableByClient = reached.add(
                        ChainedKeys.mix(client.high() ^ high, EXECUTABLE_OF_CLIENT),
                        ChainedKeys.mix(low, client.low()),
                        write.destinationIdentity(),
                        epochNanos);
            }
        }
        if (uncommonToUncommon) {
            uncommon = reached.add(
                    ChainedKeys.mix(client.high(), CLIENT),
                    ChainedKeys.mix(client.low(), CLIENT),
                    write.destinationIdentity(),
                    epochNanos);
        }
    }

    private static long word(byte[] digest, int at) {
        return (long) LONG.get(digest, at);
    }

    int sameExecutableDestinations() {
        return sameExecutable;
    }

    int uncommonDestinations() {
        return uncommon;
    }

    int reachedDestinations() {
        return ofExecutable;
    }

    int reachedByClient() {
        return ofExecutableByClient;
    }

    long evictions() {
        return reached.evictions();
    }

    void writeTo(DataOutput out) throws IOException {
        reached.writeTo(out);
    }

    void readFrom(DataInput in) throws IOException {
        reached.readFrom(in);
    }
}
