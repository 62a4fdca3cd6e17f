package io.sharetap.capture;

import io.sharetap.base.ByteWindow;
import io.sharetap.config.WrongSetting;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes capture files, folders of them and standard input, and gives their frames as one sequence, numbered from 1: the
 * paths in the order given, a folder's captures in the order of their first packets.
 *
 * <p>Frames lie in windows on the files, or in blocks of memory where these are small, compressed or streams; either
 * stays until its frames are released ({@link #release}). What cannot be read is reported, and the next input follows:
 * after a missing path was refused at the start, no input makes this class throw.
 */
public final class CaptureFiles implements PacketSource {
    static final String NO_CAPTURE = "neither a pcap nor a pcapng capture";

    private static final String STANDARD_INPUT = "-";

    private final List<CaptureInput> inputs;
    private final CaptureReport report;
    private final FrameMemory memory;
    private final ByteWindow frame = new ByteWindow();
    private final long bytesTotal;
    private final PipeInput pipes = new PipeInput();
    private int nextInput;
    private CaptureInput input;
    private ByteSupply supply;
    private CaptureReader reader;
    private long bytesOfEndedInputs;

    private CaptureFiles(List<CaptureInput> inputs, CaptureReport report, CaptureMemory bounds) {
        this.inputs = inputs;
        this.report = report;
        this.memory = new FrameMemory(bounds);
        this.bytesTotal = total(inputs);
    }

    /**
     * Looks for all paths, and into folders, before a frame is read.
     *
     * @param paths files, folders, and {@code -} once for standard input
     * @param standardInput what {@code -} reads
     * @throws NoSuchFileException names the first path that does not exist
     * @throws WrongSetting standard input is named more than once
     */
    public static CaptureFiles open(List<Path> paths, InputStream standardInput, CaptureReport report)
            throws NoSuchFileException {
        return open(paths, standardInput, report, CaptureMemory.defaults());
    }

    static CaptureFiles open(List<Path> paths, InputStream standardInput, CaptureReport report, CaptureMemory bounds)
            throws NoSuchFileException {
        check(paths);
        List<CaptureInput> inputs = new ArrayList<>();
        for (Path path : paths) {
            if (path.toString().equals(STANDARD_INPUT)) {
                inputs.add(CaptureInput.ofStream("standard input", standardInput));
            } else if (Files.isDirectory(path)) {
                inputs.addAll(new CaptureFolder(path, report).inputs());
            } else {
                inputs.add(CaptureInput.ofPath(path));
            }
        }
        return new CaptureFiles(inputs, report, bounds);
    }

    private static void check(List<Path> paths) throws NoSuchFileException {
        if (paths.isEmpty()) {
            throw new IllegalArgumentException("no capture is named");
        }
        int streams = 0;
        for (Path path : paths) {
            if (path.toString().equals(STANDARD_INPUT)) {
                streams++;
            } else if (!Files.exists(path)) {
                throw new NoSuchFileException(path.toString());
            }
        }
        if (streams > 1) {
            throw new WrongSetting("standard input (-) can be read only once");
        }
    }

    @Override
    public int poll(FrameSink sink, int framesMax) {
        if (supply != null) {
            supply.look();
        }
        int given = 0;
        while (given < framesMax) {
            if (supply == null && !openNext()) {
                return given > 0 ? given : -1;
            }
            switch (reader == null ? detect() : reader.next()) {
                case FRAME -> {
                    give(sink);
                    given++;
                }
                case WAITING -> {
                    return given;
                }
                case ENDED -> endInput();
                default -> endInput(reader.damageOffset(), reader.damageReason());
            }
        }
        return given;
    }

    private void give(FrameSink sink) {
        frame.wrap(supply.memory(), reader.frameAt(), reader.capturedBytes());
        sink.onFrame(reader.linkType(), frame, reader.wireBytes(), reader.epochNanos(), memory.nextFrameNumber());
    }

    /** Opens the next input that can be opened; false where none is left. */
    private boolean openNext() {
        while (supply == null && nextInput < inputs.size()) {
            input = inputs.get(nextInput++);
            try {
                supply = input.open(memory, pipes);
            } catch (IOException unreadable) {
                report.onDamage(new CaptureDamage(input.name(), 0, CaptureInput.reasonOf(unreadable)));
            }
        }
        return supply != null;
    }

    /** Finds the capture's format. Ended where it is not a capture, which is reported here. */
    private Step detect() {
        Readiness readiness = supply.ensure(CaptureReader.MAGIC_BYTES);
        if (readiness == Readiness.WAITING) {
            return Step.WAITING;
        }
        reader = readiness == Readiness.READY ? CaptureReader.of(supply) : null;
        if (reader != null) {
            return reader.next();
        }
        String reason = supply.failure();
        if (reason == null) {
            reason = supply.available() == 0 ? "the capture is empty" : NO_CAPTURE;
        }
        report.onDamage(new CaptureDamage(input.name(), 0, reason));
        return Step.ENDED;
    }

    private void endInput(long damageOffset, String damageReason) {
        report.onDamage(new CaptureDamage(input.name(), damageOffset, damageReason));
        endInput();
    }

    private void endInput() {
        bytesOfEndedInputs += Math.max(0, input.sizeBytes());
        supply.close();
        supply = null;
        reader = null;
    }

    /** Ends all waiting for named pipes; standard input is closed by the caller. Any thread may call it. */
    public void breakOff() {
        pipes.breakOff();
    }

    @Override
    public void release(long frameNumber) {
        memory.release(frameNumber);
    }

    @Override
    public long bytesRead() {
        return bytesOfEndedInputs + (supply == null ? 0 : supply.storedBytesRead());
    }

    @Override
    public long bytesTotal() {
        return bytesTotal;
    }

    @Override
    public void close() {
        if (supply != null) {
            endInput();
        }
        nextInput = inputs.size();
        memory.close();
    }

    private static long total(List<CaptureInput> inputs) {
        long total = 0;
        for (CaptureInput each : inputs) {
            long size = each.sizeBytes();
            if (size < 0) {
                return -1;
            }
            total += size;
        }
        return total;
    }
}
