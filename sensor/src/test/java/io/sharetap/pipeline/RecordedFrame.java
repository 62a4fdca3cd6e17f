package io.sharetap.pipeline;

import io.sharetap.base.ByteWindow;
import io.sharetap.capture.CaptureDamage;
import io.sharetap.capture.CaptureFiles;
import io.sharetap.capture.CaptureReport;
import io.sharetap.capture.FrameSink;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Holds one frame of a capture; what changes is a copy. */
public record RecordedFrame(int linkType, byte[] bytes, int wireBytes, long epochNanos) {
    /** All frames of a capture. */
    public static List<RecordedFrame> of(Path capture) throws IOException {
        Frames frames = new Frames();
        try (CaptureFiles source = CaptureFiles.open(List.of(capture), InputStream.nullInputStream(), frames)) {
            while (source.poll(frames, 512) >= 0) {
                source.release(frames.all.size());
            }
        }
        return frames.all;
    }

    RecordedFrame with(byte[] changed) {
        return new RecordedFrame(linkType, changed, Math.max(wireBytes, changed.length), epochNanos);
    }

    RecordedFrame at(long nanos) {
        return new RecordedFrame(linkType, bytes, wireBytes, nanos);
    }

    private static final class Frames implements FrameSink, CaptureReport {
        private final List<RecordedFrame> all = new ArrayList<>();

        @Override
        public void onFrame(int linkType, ByteWindow frame, int wireBytes, long epochNanos, long frameNumber) {
            byte[] bytes = new byte[frame.length()];
            frame.copyTo(0, bytes, 0, bytes.length);
            all.add(new RecordedFrame(linkType, bytes, wireBytes, epochNanos));
        }

        @Override
        public void onDamage(CaptureDamage damage) {
            throw new AssertionError(damage.message());
        }

        @Override
        public void onSkipped(String entry, String reason) {}
    }
}
