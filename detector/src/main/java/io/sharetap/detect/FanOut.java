package io.sharetap.detect;

import io.sharetap.event.FileWrite;
import io.sharetap.event.IpAddress;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Counts the destinations that clients and executables reached within the last hour, the last write included. A
 * detector that sees only some of the writes, and is told the counts, overrides them.
 */
public class FanOut {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /** Distinguish the four kinds of keys. */
    private static final long CLIENT_AND_EXECUTABLE = 0x51;

    private static final long CLIENT = 0x52;
    private static final long EXECUTABLE = 0x53;
    private static final long EXECUTABLE_OF_CLIENT = 0x54;

    private final RecentDestinations reached;
    private int sameExecutable;
    private int uncommon;
    private int ofExecutable;
    private int ofExecutableByClient;

    /** Remembers destinations for {@code windowNanos}, at most {@code entriesMax}; the oldest are dropped first. */
    public FanOut(long windowNanos, int entriesMax) {
        reached = new RecentDestinations(windowNanos, entriesMax);
    }

    /** Sets the window for further writes. */
    public final void lookBack(long nanos) {
        reached.lookBack(nanos);
    }

    /** Adds a write; the counts then include it. */
    public final void add(FileWrite write, boolean uncommonToUncommon, long epochNanos) {
        byte[] content = write.sha256() == null ? write.headSha256() : write.sha256();
        add(write.clientIdentity(), content, write.destinationIdentity(), uncommonToUncommon, epochNanos);
    }

    /** As above, from the facts alone; {@code content} null: unknown. */
    public final void add(
            IpAddress client, byte[] content, IpAddress destination, boolean uncommonToUncommon, long epochNanos) {
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
                    destination,
                    epochNanos);
            if (uncommonToUncommon) {
                ofExecutable = reached.add(
                        ChainedKeys.mix(high, EXECUTABLE), ChainedKeys.mix(low, high), destination, epochNanos);
                ofExecutableByClient = reached.add(
                        ChainedKeys.mix(client.high() ^ high, EXECUTABLE_OF_CLIENT),
                        ChainedKeys.mix(low, client.low()),
                        destination,
                        epochNanos);
            }
        }
        if (uncommonToUncommon) {
            uncommon = reached.add(
                    ChainedKeys.mix(client.high(), CLIENT),
                    ChainedKeys.mix(client.low(), CLIENT),
                    destination,
                    epochNanos);
        }
    }

    private static long word(byte[] digest, int at) {
        return (long) LONG.get(digest, at);
    }

    /** Destinations to which the client wrote this executable. */
    public int sameExecutableDestinations() {
        return sameExecutable;
    }

    /** Uncommon destinations to which the client wrote any uncommon executables. */
    public int uncommonDestinations() {
        return uncommon;
    }

    /** Uncommon destinations that this executable, being uncommon, reached from any client. */
    public int reachedDestinations() {
        return ofExecutable;
    }

    /** Of these, the ones that it reached from this client. */
    public int reachedByClient() {
        return ofExecutableByClient;
    }

    /** Destinations forgotten before their hour was over, since there were too many. */
    final long evictions() {
        return reached.evictions();
    }

    final void writeTo(DataOutput out) throws IOException {
        reached.writeTo(out);
    }

    final void readFrom(DataInput in) throws IOException {
        reached.readFrom(in);
    }
}
