package io.sharetap.capture;

import io.sharetap.base.ByteWindow;
import io.sharetap.config.CaptureSettings;
import io.sharetap.notice.ChangeNews;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.pcap4j.core.PcapNativeException;
import org.pcap4j.core.PcapStat;

/**
 * Fetches the frames of one interface into a ring, on a thread of its own. An interface that disappears is opened again
 * once it is back.
 */
final class LiveInterface implements Runnable {
    private static final long AGAIN_NANOS = 500_000_000L;
    private static final int FRAMES_BETWEEN_STATISTICS = 16_384;
    private static final long FULL_PAUSE_NANOS = 50_000L;
    private static final long READER_GONE_NANOS = 1_000_000_000L;
    private static final long MILLI_NANOS = 1_000_000L;

    private final String name;
    private final CaptureSettings settings;
    private volatile List<String> filters;
    private List<String> filtersInForce;
    private final Consumer<String> messages;
    private final ChangeNews news;
    private final boolean stampArrival;
    private final FrameRing ring;
    private final Thread thread;

    private volatile LiveHandle handle;
    private int framesSinceStatistics;
    private long fullSinceNanos;
    private boolean readerGone;
    private long kernelBefore;
    private long interfaceBefore;

    private volatile boolean open;
    private volatile LinkState link = LinkState.GIVES_FRAMES;
    /**
     * The last look found the link gone. It is reported only if the next look finds the same, as it may come back at
     * once.
     */
    private boolean linkInDoubt;
    /**
     * The interface is down and is polled without waiting: libpcap, when it waits for an interface that is down, polls
     * every millisecond.
     */
    private boolean resting;

    private volatile long packets;
    private volatile long bytes;
    private volatile long droppedRing;
    /** Packets that were captured but dropped by the decoding thread, which writes this. */
    private volatile long letGo;

    private volatile long droppedKernel;
    private volatile long droppedInterface;
    private volatile long endNanos = Long.MAX_VALUE;
    /** The frames that the kernel holds are taken, without waiting for more. */
    private boolean ending;

    private volatile boolean brokenOff;

    private volatile boolean finished;

    /**
     * Takes an interface, with its handle, or null where it is not up yet.
     *
     * @param stampArrival whether frames are stamped with their arrival time, which is needed to merge several
     *     interfaces
     */
    LiveInterface(
            String name,
            LiveHandle handle,
            CaptureSettings settings,
            List<String> filters,
            boolean stampArrival,
            Consumer<String> messages) {
        this.name = name;
        this.handle = handle;
        this.open = handle != null;
        this.settings = settings;
        this.filters = filters;
        this.filtersInForce = filters;
        this.stampArrival = stampArrival;
        this.messages = messages;
        this.news = new ChangeNews(name, messages);
        this.ring = new FrameRing(settings.ringBytes());
        this.thread = new Thread(this, "capture-" + name);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    @Override
    public void run() {
        try {
            while (handle != null || endNanos == Long.MAX_VALUE) {
                if (handle == null) {
                    LockSupport.parkNanos(AGAIN_NANOS);
                    openAgain();
                } else if (filters != filtersInForce) {
                    changeFilter();
                } else {
                    restWhileDown();
                    if (!step()) {
                        break;
                    }
                }
            }
        } finally {
            if (handle != null) {
                readStatistics();
                handle.close();
            }
            endNews();
            finished = true;
        }
    }

    private synchronized void endNews() {
        news.end();
    }

    private void changeFilter() {
        filtersInForce = filters;
        try {
            handle.filter(filtersInForce);
        } catch (PcapNativeException e) {
            messages.accept(name + ": the kernel keeps the filter that it had: " + e.getMessage());
        }
    }

    /** Changes the kernel's filter to the first of these that the kind of link knows. Any thread may call it. */
    void filter(List<String> others) {
        filters = others;
        LiveHandle waited = handle;
        if (waited != null) {
            waited.breakOff(); // otherwise, on a quiet link, it would wait until a frame passes the old filter
        }
    }

    private void restWhileDown() {
        if (endNanos != Long.MAX_VALUE) {
            ending |= resting && brokenOff; // while resting, the thread does not wait in libpcap and is not woken by it
        } else if (resting != (link == LinkState.DOWN)) {
            resting = resting ? !handle.waitAgain() : handle.waitNoMore();
        }
    }

    /**
     * Takes one frame, or learns that there is none. Returns false once all frames that had come before the end are
     * taken.
     */
    private boolean step() {
        int found = handle.next();
        if (found == 1) {
            if (handle.epochNanos() > endNanos) {
                return false;
            }
            take();
            return true;
        }
        if (found == LiveHandle.BROKEN_OFF) {
            ending = endNanos != Long.MAX_VALUE;
            return !ending || handle.waitNoMore();
        }
        if (found < 0) {
            lose(handle.trouble());
            return true;
        }
        readStatistics();
        if (resting && !ending) {
            LockSupport.parkNanos(AGAIN_NANOS);
        }
        return !ending;
    }

    private void take() {
        int captured = handle.capturedBytes();
        packets = packets + 1; // this thread alone writes it
        bytes = bytes + captured;
        long arrivedNanos = stampArrival ? System.nanoTime() : 0;
        while (!put(captured, arrivedNanos)) {
            if (nobodyReads()) {
                droppedRing = droppedRing + 1;
                break;
            }
            LockSupport.parkNanos(FULL_PAUSE_NANOS); // what comes meanwhile waits in the kernel's buffer
        }
        fullSinceNanos = 0;
        if (++framesSinceStatistics == FRAMES_BETWEEN_STATISTICS) {
            readStatistics();
        }
    }

    private boolean put(int capturedBytes, long arrivedNanos) {
        return ring.put(
                handle.linkType(),
                handle.dataAddress(),
                capturedBytes,
                handle.wireBytes(),
                handle.epochNanos(),
                arrivedNanos);
    }

    /** Whether the ring has been full for long after the end was asked for: its reader must have gone. */
    private boolean nobodyReads() {
        if (endNanos == Long.MAX_VALUE) {
            return false;
        }
        long nowNanos = System.nanoTime();
        fullSinceNanos = fullSinceNanos == 0 ? nowNanos : fullSinceNanos;
        readerGone |= nowNanos - fullSinceNanos > READER_GONE_NANOS;
        return readerGone;
    }

    /** Looks whether frames can come, and reports changes; to be called repeatedly. */
    synchronized void look(long nowNanos) {
        news.onTime(nowNanos);
        LinkState now = handle == null || endNanos != Long.MAX_VALUE ? null : LinkState.of(name);
        boolean mayBeComing = now == LinkState.NO_LINK && link != LinkState.NO_LINK && !linkInDoubt;
        linkInDoubt = mayBeComing;
        if (now == null || now == link || mayBeComing) {
            return;
        }
        news.onChange(now.words(), nowNanos); // before the state, so that whoever sees that finds it reported
        link = now;
        if (now == LinkState.DOWN) {
            handle.breakOff();
        } else {
            LockSupport.unpark(thread);
        }
    }

    private synchronized void lose(String why) {
        readStatistics();
        handle.close();
        handle = null;
        open = false;
        resting = false;
        kernelBefore = droppedKernel;
        interfaceBefore = droppedInterface;
        news.onChange("gives no frames any more (" + why + "); it is opened again when it is back", System.nanoTime());
    }

    private synchronized void openAgain() {
        try {
            filtersInForce = filters;
            handle = LiveHandle.open(name, settings, filtersInForce);
        } catch (PcapNativeException notYet) {
            return; // reported when the interface disappeared
        }
        link = LinkState.of(name) == LinkState.NO_LINK ? LinkState.NO_LINK : LinkState.GIVES_FRAMES;
        news.onChange(link.words(), System.nanoTime());
        open = true;
    }

    private void readStatistics() {
        framesSinceStatistics = 0;
        PcapStat statistics = handle.statistics();
        if (statistics != null) {
            droppedKernel = kernelBefore + statistics.getNumPacketsDropped();
            droppedInterface = interfaceBefore + statistics.getNumPacketsDroppedByIf();
        }
    }

    /** Frames that come from now on are not taken; those that the kernel still holds are, until {@link #breakOff}. */
    void end() {
        if (endNanos == Long.MAX_VALUE) {
            // Frames of the current millisecond count as having come before the end.
            endNanos = (System.currentTimeMillis() + 1) * MILLI_NANOS;
        }
    }

    /** Wakes the thread that waits for a frame, as no more are wanted. */
    void breakOff() {
        brokenOff = true;
        LiveHandle waited = handle;
        if (waited != null) {
            waited.breakOff();
        }
        LockSupport.unpark(thread);
    }

    /** Whether the ring gets no more frames. */
    boolean finished() {
        return finished;
    }

    boolean hasNext() {
        return ring.hasNext();
    }

    long epochNanos() {
        return ring.epochNanos();
    }

    long arrivedNanos() {
        return ring.arrivedNanos();
    }

    void give(FrameSink sink, ByteWindow window, long frameNumber) {
        ring.take(sink, window, frameNumber);
    }

    void onLetGo() {
        letGo = letGo + 1;
    }

    void release(long frameNumber) {
        ring.release(frameNumber);
    }

    /** How much of the ring's memory is in use, in percent. */
    int ringPercent() {
        return (int) (ring.usedBytes() * 100 / ring.capacity());
    }

    InterfaceCounts counts() {
        return new InterfaceCounts(
                name,
                open && link == LinkState.GIVES_FRAMES,
                news.changes(),
                packets,
                bytes,
                droppedKernel,
                droppedInterface,
                droppedRing + letGo,
                ring.usedBytes(),
                ring.capacity());
    }

    /** Waits for the thread, which was told to end, then frees all memory. */
    void close() throws InterruptedException {
        thread.join();
        ring.close();
    }
}
