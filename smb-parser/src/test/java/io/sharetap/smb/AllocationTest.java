package io.sharetap.smb;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.sharetap.base.ByteWindow;
import io.sharetap.base.Ledger;
import io.sharetap.base.Limits;
import io.sharetap.base.Moment;
import io.sharetap.base.SteadyState;
import io.sharetap.nbss.MessageSink;
import io.sharetap.tcp.Connection;
import io.sharetap.tcp.Side;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AllocationTest {
    private static final int WRITES = 20_000;
    private static final int SMB1_MID_AT = 30;
    private static final int SMB2_MESSAGE_ID_AT = 24;

    private final CountingSink sink = new CountingSink();
    private final Moment now = new Moment().set(1, 1);
    private final ByteWindow window = new ByteWindow();
    private MessageSink connection;

    @BeforeEach
    void connect() {
        connection = new SmbDecoder(Limits.defaults(), new Ledger(), sink, sink, PipeSink.NONE, null)
                .onConnection(new Connection(1, 0, 2, 3, 4, 0, 5, 445, 6, -1, true), now);
    }

    @Test
    void aWriteAndItsAnswerAllocateNothing() {
        Smb2Messages smb2 = new Smb2Messages();
        send(Side.SERVER, Unpooled.wrappedBuffer(smb2.negotiateAnswer(0x0311, 1 << 20)));
        ByteBuf write = Unpooled.wrappedBuffer(smb2.write(5, 9, 0, "x".repeat(8_000)));
        ByteBuf answer = Unpooled.wrappedBuffer(smb2.writeAnswer(5, 8_000));
        assertAllocatesNothing(write, answer, SMB2_MESSAGE_ID_AT);
    }

    @Test
    void aWriteOfSmb1AndItsAnswerAllocateNothing() {
        Smb1Messages smb1 = new Smb1Messages();
        ByteBuf write = Unpooled.wrappedBuffer(smb1.request(5, smb1.write(9, 0, "x".repeat(8_000))));
        ByteBuf answer = Unpooled.wrappedBuffer(smb1.answer(5, smb1.writeAnswer(8_000)));
        assertAllocatesNothing(write, answer, SMB1_MID_AT);
    }

    private void assertAllocatesNothing(ByteBuf write, ByteBuf answer, int idAt) {
        int runs = SteadyState.allocatesNothing(WRITES, () -> exchange(write, answer, idAt));
        assertEquals(runs * WRITES, sink.answers);
    }

    private void exchange(ByteBuf write, ByteBuf answer, int idAt) {
        for (int i = 0; i < WRITES; i++) {
            write.setShortLE(idAt, 100 + i);
            answer.setShortLE(idAt, 100 + i);
            now.set(now.epochNanos() + 1_000, now.frameNumber() + 1);
            send(Side.CLIENT, write);
            send(Side.SERVER, answer);
        }
    }

    /** In segments of 1,460 bytes that cut the first head. */
    private void send(Side side, ByteBuf message) {
        connection.onMessage(side, message.capacity(), now);
        for (int at = 0; at < message.capacity(); ) {
            int bytes = Math.min(at == 0 ? 70 : 1_460, message.capacity() - at);
            connection.onBytes(side, window.wrap(message, at, bytes), now);
            at += bytes;
        }
    }

    /** Counts what was confirmed and keeps nothing. */
    private static final class CountingSink extends IgnoringSink {
        int answers;

        @Override
        public void onWriteAnswer(SmbWrite write, Outcome outcome, int count, Moment now) {
            answers += outcome == Outcome.CONFIRMED ? 1 : 0;
        }
    }
}
