package io.sharetap.pipeline;

import io.netty.buffer.Unpooled;
import io.sharetap.base.ByteWindow;
import io.sharetap.capture.PacketSource;

/** A live source whose frames a test makes: nothing is read from anywhere, and no memory is lent. */
abstract class MadeLiveSource implements PacketSource {
    final ByteWindow frame = new ByteWindow().wrap(Unpooled.buffer(64), 0, 64);

    @Override
    public boolean isLive() {
        return true;
    }

    @Override
    public void release(long frameNumber) {}

    @Override
    public long bytesRead() {
        return 0;
    }

    @Override
    public long bytesTotal() {
        return -1;
    }

    @Override
    public void close() {}
}
