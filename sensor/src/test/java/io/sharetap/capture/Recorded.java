package io.sharetap.capture;

import io.sharetap.base.ByteWindow;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Reads captures to their end and remembers every frame and every complaint. */
final class Recorded implements FrameSink, CaptureReport {
    /** Blocks so small that nearly every frame lies across an edge. */
    static final CaptureMemory TINY = CaptureMemory.ofBlocks(64, 64);

    final List<Frame> frames = new ArrayList<>();
    final List<CaptureDamage> damages = new ArrayList<>();
    final List<String> skipped = new ArrayList<>();

    record Frame(int linkType, String bytes, int wireBytes, long epochNanos, long number) {}

    static Recorded of(Path... paths) throws NoSuchFileException {
        return of(CaptureMemory.defaults(), InputStream.nullInputStream(), paths);
    }

    static Recorded ofStream(byte[] content) throws NoSuchFileException {
        return of(CaptureMemory.defaults(), new ByteArrayInputStream(content), Path.of("-"));
    }

    static Recorded of(CaptureMemory bounds, InputStream standardInput, Path... paths) throws NoSuchFileException {
        Recorded recorded = new Recorded();
        try (CaptureFiles source = CaptureFiles.open(List.of(paths), standardInput, recorded, bounds)) {
            while (source.poll(recorded, 3) >= 0) {
                source.release(recorded.frames.size());
            }
        }
        return recorded;
    }

    @Override
    public void onFrame(int linkType, ByteWindow frame, int wireBytes, long epochNanos, long frameNumber) {
        frames.add(new Frame(linkType, hex(frame), wireBytes, epochNanos, frameNumber));
    }

    @Override
    public void onDamage(CaptureDamage damage) {
        damages.add(damage);
    }

    @Override
    public void onSkipped(String entry, String reason) {
        skipped.add(entry + ": " + reason);
    }

    static String hex(ByteWindow window) {
        byte[] copy = new byte[window.length()];
        window.copyTo(0, copy, 0, copy.length);
        return HexFormat.of().formatHex(copy);
    }
}
