package io.sharetap.pipeline;

import io.netty.buffer.Unpooled;
import io.sharetap.base.ByteWindow;
import io.sharetap.capture.FrameSink;
import io.sharetap.capture.PacketSource;
import java.util.List;

/** Gives empty frames at the times it is told. */
final class FakeSource implements PacketSource {
    private final List<Long> times;
    private final ByteWindow frame = new ByteWindow().wrap(Unpooled.buffer(64), 0, 64);
    private int next;
    private volatile long released;

    FakeSource(List<Long> times) {
        this.times = times;
    }

    @Override
    public int poll(FrameSink sink, int framesMax) {
        if (next == times.size()) {
            return -1;
        }
        int given = 0;
        while (given < framesMax && next < times.size()) {
            long time = times.get(next++);
            sink.onFrame(1, frame, 64, time, next);
            given++;
        }
        return given;
    }

    @Override
    public void release(long frameNumber) {
        released = frameNumber;
    }

    int framesGiven() {
        return next;
    }

    long releasedFrame() {
        return released;
    }

    @Override
    public long bytesRead() {
        return next * 64L;
    }

    @Override
    public long bytesTotal() {
        return times.size() * 64L;
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
