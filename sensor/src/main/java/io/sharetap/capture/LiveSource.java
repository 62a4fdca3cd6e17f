package io.sharetap.capture;

import io.sharetap.base.ByteWindow;
import io.sharetap.config.CaptureSettings;
import io.sharetap.config.WrongSetting;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.pcap4j.core.PcapNativeException;

/**
 * Takes interfaces and gives their frames as one sequence, in the order of their capture times: the two directions of a
 * span may arrive on two interfaces. A frame waits for an earlier one of another interface, but not for long.
 *
 * <p>Frames for which {@link #poll} has no time wait in memory, then in the kernel's buffer. When that is full, frames
 * are lost and counted: a live source never makes the wire wait.
 */
public final class LiveSource implements PacketSource {
    private static final long MILLI_NANOS = 1_000_000L;
    private static final int HALF_PERCENT = 50;
    private static final long LOOK_NANOS = 500_000_000L;

    // Errors of pcap_activate(3PCAP), as pcap4j passes them on.
    private static final int ERROR_NO_SUCH_DEVICE = -5;
    private static final int ERROR_PERMISSION_DENIED = -8;
    private static final int ERROR_NOT_UP = -9;
    private static final int ERROR_PROMISCUOUS_PERMISSION_DENIED = -11;

    private final List<LiveInterface> interfaces;
    private final long waitNanos;
    private final ByteWindow frame = new ByteWindow();
    private long frameNumber;
    private LiveInterface giving;
    private volatile long polls;
    private final FilteredPorts ports;
    /** Checks the interfaces' state, as a thread that fetches frames may wait for one for hours. */
    private final Thread looking = new Thread(this::look, "look-at-interfaces");

    private LiveSource(List<LiveInterface> interfaces, long waitNanos, List<Integer> smbPorts) {
        this.interfaces = interfaces;
        ports = new FilteredPorts(smbPorts, filters -> interfaces.forEach(each -> each.filter(filters)));
        this.waitNanos = waitNanos;
        looking.setDaemon(true);
    }

    /**
     * Opens all interfaces and begins to fetch.
     *
     * @param extraPorts TCP ports of SMB besides the usual
     * @param messages is told what a user should know during the run, from any thread
     * @throws WrongSetting an interface does not exist, or libpcap is not installed
     * @throws IOException an interface cannot be opened, usually for want of rights
     */
    public static LiveSource open(
            List<String> names, CaptureSettings settings, List<Integer> extraPorts, Consumer<String> messages)
            throws IOException {
        NetworkInterfaces.needLibpcap();
        List<String> filters = KernelFilter.expressions(extraPorts);
        List<LiveHandle> handles = new ArrayList<>();
        try {
            for (String name : names) {
                handles.add(open(name, settings, filters, messages));
            }
        } catch (IOException | RuntimeException e) {
            handles.stream().filter(Objects::nonNull).forEach(LiveHandle::close);
            throw e;
        }
        List<LiveInterface> interfaces = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            boolean several = names.size() > 1;
            interfaces.add(new LiveInterface(names.get(i), handles.get(i), settings, filters, several, messages));
        }
        interfaces.forEach(LiveInterface::start);
        LiveSource source = new LiveSource(interfaces, settings.waitNanos(), extraPorts);
        source.looking.start();
        return source;
    }

    private void look() {
        while (!finished()) {
            long nowNanos = System.nanoTime();
            interfaces.forEach(each -> each.look(nowNanos));
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    /** Returns null where the interface is down; it is opened once it is up. */
    private static LiveHandle open(
            String name, CaptureSettings settings, List<String> filters, Consumer<String> messages) throws IOException {
        try {
            return LiveHandle.open(name, settings, filters);
        } catch (PcapNativeException e) {
            if (e.getReturnCode() != null && e.getReturnCode() == ERROR_NOT_UP || said(e).contains("not up")) {
                messages.accept(name + ": " + LinkState.DOWN.words());
                return null;
            }
            throw explained(name, e);
        }
    }

    private static String said(PcapNativeException e) {
        return String.valueOf(e.getMessage());
    }

    private static IOException explained(String name, PcapNativeException e) {
        String said = said(e);
        int code = e.getReturnCode() == null ? 0 : e.getReturnCode();
        if (code == ERROR_NO_SUCH_DEVICE || said.contains("No such device")) {
            throw new WrongSetting("there is no interface \"" + name + "\"; there are: "
                    + String.join(", ", NetworkInterfaces.names()));
        }
        boolean denied = code == ERROR_PERMISSION_DENIED
                || code == ERROR_PROMISCUOUS_PERMISSION_DENIED
                || said.contains("ermission")
                || said.contains("not permitted");
        return new IOException(
                denied
                        ? name + ": no right to capture: run as root, or with the capability CAP_NET_RAW"
                                + " (in a systemd unit: AmbientCapabilities=CAP_NET_RAW)"
                        : name + ": cannot be opened: " + said,
                e);
    }

    @Override
    public int poll(FrameSink sink, int framesMax) {
        polls = polls + 1; // only one thread polls
        if (ports.waits()) {
            ports.onTime(System.nanoTime());
        }
        boolean over = finished(); // asked before the rings are looked into: a last frame may come in between
        long nowNanos = interfaces.size() > 1 ? System.nanoTime() : 0;
        int given = 0;
        while (given < framesMax) {
            LiveInterface next = next(nowNanos);
            if (next == null) {
                break;
            }
            giving = next;
            next.give(sink, frame, ++frameNumber);
            given++;
        }
        return given == 0 && over ? -1 : given;
    }

    /**
     * The interface with the earliest next frame, where that frame need not wait for another; null where there is none
     * now.
     */
    private LiveInterface next(long nowNanos) {
        LiveInterface earliest = null;
        boolean mayComeEarlier = false;
        for (LiveInterface each : interfaces) {
            if (!each.hasNext()) {
                mayComeEarlier |= !each.finished();
            } else if (earliest == null || each.epochNanos() < earliest.epochNanos()) {
                earliest = each;
            }
        }
        boolean waits = earliest != null
                && mayComeEarlier
                && interfaces.size() > 1
                && nowNanos - earliest.arrivedNanos() < waitNanos
                && earliest.ringPercent() < HALF_PERCENT;
        return waits ? null : earliest;
    }

    private boolean finished() {
        for (LiveInterface each : interfaces) {
            if (!each.finished()) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean isLive() {
        return true;
    }

    @Override
    public long quietNanos() {
        for (LiveInterface each : interfaces) {
            if (each.hasNext()) {
                return UNKNOWN_TIME;
            }
        }
        long latestNanos = 2 * LiveHandle.TIMEOUT_MILLIS * MILLI_NANOS;
        return System.currentTimeMillis() * MILLI_NANOS - latestNanos - waitNanos;
    }

    @Override
    public int usedPercent() {
        int most = 0;
        for (LiveInterface each : interfaces) {
            most = Math.max(most, each.ringPercent());
        }
        return most;
    }

    @Override
    public void onLetGo() {
        giving.onLetGo();
    }

    @Override
    public void release(long upToFrameNumber) {
        for (LiveInterface each : interfaces) {
            each.release(upToFrameNumber);
        }
    }

    /**
     * Frames that come from now on are not taken; {@link #poll} gives those that came before, and then is at its end.
     */
    public void end() {
        interfaces.forEach(LiveInterface::end);
        // By then the kernel has handed over all frames that came before.
        LockSupport.parkNanos(2 * LiveHandle.TIMEOUT_MILLIS * MILLI_NANOS);
        interfaces.forEach(LiveInterface::breakOff);
    }

    /** How often {@link #poll} was called, which grows as long as the decoding thread works. */
    public long polls() {
        return polls;
    }

    /**
     * Lets frames of these TCP ports through as well, besides those of SMB's usual ports. Frames that passed the filter
     * before are still delivered. Each interface changes its filter between two frames. Any thread may call it.
     */
    public void watchPorts(List<Integer> extraPorts) {
        ports.ofSmb(extraPorts);
    }

    @Override
    public boolean watchCallPorts(int[] learnt) {
        return ports.ofCalls(Arrays.stream(learnt).boxed().toList(), System.nanoTime());
    }

    /** The interfaces' names. */
    public List<String> names() {
        return counts().stream().map(InterfaceCounts::name).toList();
    }

    /** How each interface fares; any thread may ask. */
    public List<InterfaceCounts> counts() {
        return interfaces.stream().map(LiveInterface::counts).toList();
    }

    @Override
    public long bytesRead() {
        long bytes = 0;
        for (LiveInterface each : interfaces) {
            bytes += each.counts().bytes();
        }
        return bytes;
    }

    @Override
    public long bytesTotal() {
        return -1;
    }

    @Override
    public void close() {
        end();
        for (LiveInterface each : interfaces) {
            try {
                each.close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return; // the process ends
            }
        }
        LockSupport.unpark(looking); // it ends, as all interfaces have finished
    }
}
