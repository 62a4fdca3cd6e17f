package io.sharetap.capture;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import io.sharetap.config.CaptureSettings;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.pcap4j.core.BpfProgram.BpfCompileMode;
import org.pcap4j.core.NotOpenException;
import org.pcap4j.core.PcapHandle;
import org.pcap4j.core.PcapHandle.BlockingMode;
import org.pcap4j.core.PcapNativeException;
import org.pcap4j.core.PcapNetworkInterface.PromiscuousMode;
import org.pcap4j.core.PcapStat;

/**
 * Opens one interface by pcap4j and gives its frames by address, each valid until the next is asked for. Belongs to one
 * thread.
 */
final class LiveHandle implements AutoCloseable {
    /** The kernel hands frames over in blocks; it hands over a block that is not full after this time. */
    static final int TIMEOUT_MILLIS = 50;

    /** What {@link #next} gives when another thread has called {@link #breakOff}. */
    static final int BROKEN_OFF = -2;

    // struct pcap_pkthdr with 64-bit time: tv_sec, tv_usec (nanoseconds where these were asked for), caplen, len.
    private static final int SECONDS_AT = 0;
    private static final int FRACTION_AT = 8;
    private static final int CAPTURED_AT = 16;
    private static final int WIRE_AT = 20;
    private static final int HEADER_BYTES = 24;
    /** Offset of the second pointer, the one to a frame's bytes. */
    private static final int DATA_AT = Long.BYTES;
    // LINKTYPE_LINUX_SLL and LINKTYPE_LINUX_SLL2
    private static final int LINUX_COOKED = 113;
    private static final int LINUX_COOKED_2 = 276;
    private static final long SECOND_NANOS = 1_000_000_000L;

    private final PcapHandle handle;
    private final long address;
    private final int linkType;
    /** Two pointers that libpcap sets: to a frame's header, and, where there is a frame, to its bytes. */
    private final Memory pointers = new Memory(2L * Long.BYTES);

    private final long pointersAddress = Pointer.nativeValue(pointers);
    private final ByteBuffer pointerBytes =
            pointers.getByteBuffer(0, 2L * Long.BYTES).order(ByteOrder.nativeOrder());
    private ByteBuffer header;
    private long headerAddress;
    private boolean brokenOff;

    private LiveHandle(PcapHandle handle) throws PcapNativeException {
        this.handle = handle;
        this.address = addressOf(handle);
        this.linkType = handle.getDlt().value();
    }

    static LiveHandle open(String name, CaptureSettings settings, List<String> filters) throws PcapNativeException {
        PcapHandle opened = new PcapHandle.Builder(name)
                .snaplen(settings.snapBytes())
                .promiscuousMode(PromiscuousMode.PROMISCUOUS)
                .timeoutMillis(TIMEOUT_MILLIS)
                .bufferSize(settings.bufferBytes())
                .timestampPrecision(PcapHandle.TimestampPrecision.NANO)
                .build();
        try {
            LiveHandle handle = new LiveHandle(opened);
            handle.filter(filters);
            return handle;
        } catch (PcapNativeException | RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    /**
     * Changes the kernel's filter to the first of {@code filters} that this kind of link knows. Frames that passed the
     * filter before are still delivered, and no frame is lost in between. Called by the thread that fetches frames.
     */
    void filter(List<String> filters) throws PcapNativeException {
        PcapNativeException refused = null;
        for (String filter : filters) {
            try {
                if (hasOwnHeader() || !SocketFilter.set(address, filter)) {
                    handle.setFilter(filter, BpfCompileMode.OPTIMIZE);
                }
                return;
            } catch (PcapNativeException e) {
                refused = e;
            } catch (NotOpenException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
        throw refused;
    }

    /**
     * Whether libpcap puts a header of its own before each frame, which only libpcap's own filter takes into account.
     */
    private boolean hasOwnHeader() {
        return linkType == LINUX_COOKED || linkType == LINUX_COOKED_2;
    }

    /** The address of libpcap's handle, which pcap4j keeps private; pcap4j's own calls cost several objects a frame. */
    private static long addressOf(PcapHandle handle) {
        try {
            Field field = PcapHandle.class.getDeclaredField("handle");
            field.setAccessible(true);
            return Pointer.nativeValue((Pointer) field.get(handle));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("pcap4j is not of the version that we were built with", e);
        }
    }

    /**
     * Fetches the next frame. Returns 1 for a frame, 0 where none came in time, below 0 on an error ({@link #trouble}),
     * or {@link #BROKEN_OFF}.
     */
    int next() {
        if (brokenOff) {
            brokenOff = false;
            return BROKEN_OFF;
        }
        pointerBytes.putLong(DATA_AT, 0);
        int found = Libpcap.nextEx(address, pointersAddress, pointersAddress + DATA_AT);
        if (found == BROKEN_OFF && dataAddress() != 0) {
            // It came together with a frame: the frame is given first, as libpcap reports the break only once.
            brokenOff = true;
            found = 1;
        }
        if (found == 1 && pointerBytes.getLong(0) != headerAddress) {
            headerAddress = pointerBytes.getLong(0); // usually the same address each time
            header = new Pointer(headerAddress).getByteBuffer(0, HEADER_BYTES).order(ByteOrder.nativeOrder());
        }
        return found;
    }

    long dataAddress() {
        return pointerBytes.getLong(DATA_AT);
    }

    long epochNanos() {
        return header.getLong(SECONDS_AT) * SECOND_NANOS + header.getLong(FRACTION_AT);
    }

    int capturedBytes() {
        return header.getInt(CAPTURED_AT);
    }

    int wireBytes() {
        return header.getInt(WIRE_AT);
    }

    int linkType() {
        return linkType;
    }

    /**
     * Wakes the thread that waits in {@link #next}; on a quiet link no time-out would wake it. Any thread may call it.
     */
    synchronized void breakOff() {
        try {
            handle.breakLoop();
        } catch (NotOpenException e) {
            return; // nobody waits
        }
    }

    /**
     * From now on {@link #next} gives the frames that the kernel holds, then 0 without waiting. Returns false on an
     * error.
     */
    boolean waitNoMore() {
        return mode(BlockingMode.NONBLOCKING);
    }

    /** From now on {@link #next} waits for frames again. Returns false on an error. */
    boolean waitAgain() {
        return mode(BlockingMode.BLOCKING);
    }

    /** Synchronised with {@link #breakOff}: libpcap closes the descriptor to which that call writes. */
    private synchronized boolean mode(BlockingMode mode) {
        try {
            handle.setBlockingMode(mode);
            return true;
        } catch (PcapNativeException | NotOpenException e) {
            return false;
        }
    }

    /** libpcap's message on the last error. */
    String trouble() {
        try {
            return handle.getError();
        } catch (NotOpenException e) {
            return "closed";
        }
    }

    /** What the kernel and the interface lost so far; null where they do not tell. */
    PcapStat statistics() {
        try {
            return handle.getStats();
        } catch (PcapNativeException | NotOpenException e) {
            return null;
        }
    }

    @Override
    public void close() {
        handle.close();
        pointers.close();
    }
}
