package io.sharetap.nbss;

import io.sharetap.base.ByteWindow;
import io.sharetap.base.Moment;
import io.sharetap.tcp.Connection;
import io.sharetap.tcp.EndReason;
import io.sharetap.tcp.Side;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Records the messages of one connection as text, and fails where their calls do not add up. */
final class RecordedMessages implements MessageSink, MessageSink.Opener {
    /** Messages as {@code c80:body}, {@code ?} for each missing byte, and {@code c!} where the framing was lost. */
    final List<String> messages = new ArrayList<>();

    int clientMessages;
    int serverMessages;
    long bodyBytes;

    private boolean ended;
    private final Body client = new Body("c");
    private final Body server = new Body("s");

    @Override
    public MessageSink onConnection(Connection connection, Moment now) {
        return this;
    }

    @Override
    public void onMessage(Side from, int messageBytes, Moment now) {
        if (messageBytes < 1) {
            throw new AssertionError("a message of " + messageBytes);
        }
        body(from).begin(messageBytes);
        if (from == Side.CLIENT) {
            clientMessages++;
        } else {
            serverMessages++;
        }
    }

    @Override
    public void onBytes(Side from, ByteWindow bytes, Moment now) {
        byte[] copy = new byte[bytes.length()];
        bytes.copyTo(0, copy, 0, copy.length);
        bodyBytes += copy.length;
        body(from).add(new String(copy, StandardCharsets.ISO_8859_1));
    }

    @Override
    public void onGap(Side from, int gapBytes, Moment now) {
        if (gapBytes < 1) {
            throw new AssertionError("a gap of " + gapBytes);
        }
        body(from).add("?".repeat(gapBytes));
    }

    @Override
    public void onAbandoned(Side from, Moment now) {
        body(from).abandon();
    }

    @Override
    public void onEnd(EndReason reason, Moment now) {
        if (ended) {
            throw new AssertionError("ended twice");
        }
        ended = true;
        messages.add(reason.name());
    }

    /** True: the end was told, once. */
    boolean ended() {
        return ended;
    }

    private Body body(Side from) {
        return from == Side.CLIENT ? client : server;
    }

    private final class Body {
        private final String name;
        private final StringBuilder text = new StringBuilder();
        private int messageBytes;

        Body(String name) {
            this.name = name;
        }

        void begin(int bytes) {
            if (ended) {
                throw new AssertionError("a message behind the end");
            }
            if (messageBytes != 0) {
                throw new AssertionError("a message begins inside of another");
            }
            messageBytes = bytes;
        }

        void add(String bytes) {
            text.append(bytes);
            if (bytes.isEmpty() || text.length() > messageBytes) {
                throw new AssertionError(text.length() + " bytes of " + messageBytes);
            }
            if (text.length() == messageBytes) {
                messages.add(name + messageBytes + ":" + text);
                text.setLength(0);
                messageBytes = 0;
            }
        }

        void abandon() {
            if (ended) {
                throw new AssertionError("abandoned behind the end");
            }
            messages.add(name + "!");
            text.setLength(0);
            messageBytes = 0;
        }
    }
}
