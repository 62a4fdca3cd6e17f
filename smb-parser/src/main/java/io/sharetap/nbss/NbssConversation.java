package io.sharetap.nbss;

import io.sharetap.base.ByteWindow;
import io.sharetap.base.Ledger;
import io.sharetap.base.Moment;
import io.sharetap.tcp.EndReason;
import io.sharetap.tcp.Side;
import io.sharetap.tcp.StreamSink;

/** Frames the two streams of one connection. */
final class NbssConversation implements StreamSink {
    private final MessageSink sink;
    private final NbssDirection fromClient;
    private final NbssDirection fromServer;

    NbssConversation(MessageSink sink, Ledger ledger, NbssFramer.Scratch scratch, boolean startSeen) {
        this.sink = sink;
        fromClient = new NbssDirection(Side.CLIENT, sink, ledger, scratch, startSeen);
        fromServer = new NbssDirection(Side.SERVER, sink, ledger, scratch, startSeen);
    }

    @Override
    public void onBytes(Side from, ByteWindow bytes, Moment now) {
        direction(from).onBytes(bytes, now);
    }

    @Override
    public int bytesToPass(Side from) {
        return direction(from).bytesToPass();
    }

    @Override
    public void onPassed(Side from, int count, Moment now) {
        direction(from).onPassed(count, now);
    }

    @Override
    public void onGap(Side from, long gapBytes, Moment now) {
        direction(from).onGap(gapBytes, now);
    }

    @Override
    public void onHeldUp(boolean heldUp) {
        sink.onHeldUp(heldUp);
    }

    @Override
    public void onEnd(EndReason reason, Moment now) {
        sink.onEnd(reason, now);
    }

    private NbssDirection direction(Side from) {
        return from == Side.CLIENT ? fromClient : fromServer;
    }
}
