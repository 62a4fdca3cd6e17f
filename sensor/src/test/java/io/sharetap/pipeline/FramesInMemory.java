package io.sharetap.pipeline;

import io.netty.buffer.Unpooled;
import io.sharetap.base.ByteWindow;
import io.sharetap.capture.FrameSink;
import io.sharetap.capture.PacketSource;
import java.util.List;

/** Gives frames that a test has made. */
final class FramesInMemory implements PacketSource {
    private final List<RecordedFrame> frames;
    private final ByteWindow window = new ByteWindow();
    private int next;

    FramesInMemory(List<RecordedFrame> frames) {
        this.frames = frames;
    }

    @Override
    public int poll(FrameSink sink, int framesMax) {
        int given = 0;
        while (given < framesMax && next < frames.size()) {
            RecordedFrame frame = frames.get(next++);
            window.wrap(Unpooled.wrappedBuffer(frame.bytes()), 0, frame.bytes().length);
            sink.onFrame(frame.linkType(), window, frame.wireBytes(), frame.epochNanos(), next);
            given++;
        }
        return given == 0 ? -1 : given;
    }

    @Override
    public void release(long frameNumber) {
        // The collector does it.
    }

    @Override
    public long bytesRead() {
        return next;
    }

    @Override
    public long bytesTotal() {
        return frames.size();
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
