package io.sharetap.nbss;

import io.netty.buffer.Unpooled;
import io.sharetap.base.ByteWindow;
import java.util.function.Consumer;

/** Cuts a sample into pieces in every way that matters. */
final class Splits {
    private Splits() {}

    /** Takes a sample, and gives a fresh receiver of its pieces the whole, each cut in two, and single bytes. */
    static void everyWay(byte[] sample, Receiver receiver) {
        receiver.receive("whole", pieces -> pieces.accept(window(sample, 0, sample.length)));
        for (int cut = 1; cut < sample.length; cut++) {
            int at = cut;
            receiver.receive("cut at " + cut, pieces -> {
                pieces.accept(window(sample, 0, at));
                pieces.accept(window(sample, at, sample.length - at));
            });
        }
        for (int length = 1; length < 9; length++) {
            int step = length;
            receiver.receive("pieces of " + length, pieces -> {
                for (int at = 0; at < sample.length; at += step) {
                    pieces.accept(window(sample, at, Math.min(step, sample.length - at)));
                }
            });
        }
    }

    static ByteWindow window(byte[] bytes, int from, int length) {
        return new ByteWindow().wrap(Unpooled.wrappedBuffer(bytes), from, length);
    }

    /** Makes a fresh subject, lets the pieces come, and judges. */
    interface Receiver {
        void receive(String way, Consumer<Consumer<ByteWindow>> pieces);
    }
}
