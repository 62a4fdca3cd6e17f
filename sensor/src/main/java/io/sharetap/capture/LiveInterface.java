package io.sharetap.capture;

import io.sharetap.base.ByteWindow;
import io.sharetap.config.CaptureSettings;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.pcap4j.core.PcapNativeException;
import org.pcap4j.core.PcapStat;

/**
 * Fetches the frames of one interface, on a thread of its own, into a ring. An interface that goes away is opened again
 * as soon as it is back.
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
    private final InterfaceNews news;
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
    /** The last look found no link where there had been one: it may be about to come. */
    private boolean linkInDoubt;
    /** It is down, and is asked at leisure: while libpcap waits for one that is down, it looks each millisecond. */
    private boolean resting;

    private volatile long packets;
    private volatile long bytes;
    private volatile long droppedRing;
    /** Written by the thread that decodes. */
    private volatile long letGo;

    private volatile long droppedKernel;
    private volatile long droppedInterface;
    private volatile long endNanos = Long.MAX_VALUE;
    /** What the kernel holds is taken, and nothing is waited for any more. */
    private boolean ending;

    private volatile boolean brokenOff;

    private volatile boolean finished;

    /**
     * Takes an interface, open or (null) not up yet.
     *
     * @param stampArrival whether frames are to be told by when they came, as there are other interfaces
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
        this.news = new InterfaceNews(name, messages);
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

    /** From now on the kernel is to keep what the first of these keeps that the link knows. Any thread may call it. */
    void filter(List<String> others) {
        filters = others;
        LiveHandle waited = handle;
        if (waited != null) {
            waited.breakOff(); // on a quiet link it would wait for a frame that the filter of before keeps
        }
    }

    private void restWhileDown() {
        if (endNanos != Long.MAX_VALUE) {
            ending |= resting && brokenOff; // who rests is not woken by libpcap
        } else if (resting != (link == LinkState.DOWN)) {
            resting = !resting && handle.waitNoMore() || resting && !handle.waitAgain();
        }
    }

    /** One frame, or the news that there is none; false: all was taken that had come when the end was asked for. */
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

    /** The ring has been full for long although we are to end: whoever read it has gone. */
    private boolean nobodyReads() {
        if (endNanos == Long.MAX_VALUE) {
            return false;
        }
        long nowNanos = System.nanoTime();
        fullSinceNanos = fullSinceNanos == 0 ? nowNanos : fullSinceNanos;
        readerGone |= nowNanos - fullSinceNanos > READER_GONE_NANOS;
        return readerGone;
    }

    /** Looks whether frames can come, and says what has changed. To be called every now and then. */
    synchronized void look(long nowNanos) {
        news.onTime(nowNanos);
        LinkState now = handle == null || endNanos != Long.MAX_VALUE ? null : LinkState.of(name);
        boolean mayBeComing = now == LinkState.NO_LINK && link != LinkState.NO_LINK && !linkInDoubt;
        linkInDoubt = mayBeComing;
        if (now == null || now == link || mayBeComing) {
            return;
        }
        link = now;
        news.onChange(now.words(), nowNanos);
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
            return; // it was said when it went
        }
        link = LinkState.of(name) == LinkState.NO_LINK ? LinkState.NO_LINK : LinkState.GIVES_FRAMES;
        open = true;
        news.onChange(link.words(), System.nanoTime());
    }

    private void readStatistics() {
        framesSinceStatistics = 0;
        PcapStat statistics = handle.statistics();
        if (statistics != null) {
            droppedKernel = kernelBefore + statistics.getNumPacketsDropped();
            droppedInterface = interfaceBefore + statistics.getNumPacketsDroppedByIf();
        }
    }

    /** Takes no frame that comes from now on; those that the kernel still holds come until {@link #breakOff}. */
    void end() {
        if (endNanos == Long.MAX_VALUE) {
            endNanos = (System.currentTimeMillis() + 1) * MILLI_NANOS; // what came in this one came before
        }
    }

    /** Wakes the thread that waits for a frame: no more come. */
    void breakOff() {
        brokenOff = true;
        LiveHandle waited = handle;
        if (waited != null) {
            waited.breakOff();
        }
        LockSupport.unpark(thread);
    }

    /** True: nothing more comes into the ring. */
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

    /** Of the ring's memory, how much is in use, in percent. */
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

    /** Waits for the thread, which was told to end, and gives back all memory. */
    void close() throws InterruptedException {
        thread.join();
        ring.close();
    }
}
