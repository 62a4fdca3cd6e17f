package io.sharetap.tcp;

import io.sharetap.base.ByteWindow;
import io.sharetap.base.Moment;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Records all that a reassembler gives out, connection by connection. */
final class RecordedStreams implements StreamSink.Opener {
    final List<Recorded> connections = new ArrayList<>();

    @Override
    public StreamSink onConnection(Connection connection, Moment now) {
        Recorded recorded = new Recorded(connection);
        connections.add(recorded);
        return recorded;
    }

    Recorded only() {
        if (connections.size() != 1) {
            throw new AssertionError(connections.size() + " connections");
        }
        return connections.get(0);
    }

    /** Everything that was given out, as text. */
    String text() {
        StringBuilder all = new StringBuilder();
        for (Recorded recorded : connections) {
            all.append(recorded.connection).append('\n').append(recorded.calls).append('\n');
        }
        return all.toString();
    }

    static final class Recorded implements StreamSink {
        final Connection connection;
        final ByteArrayOutputStream client = new ByteArrayOutputStream();
        final ByteArrayOutputStream server = new ByteArrayOutputStream();
        final StringBuilder calls = new StringBuilder();
        private final StringBuilder stamps = new StringBuilder();
        final List<Boolean> heldUp = new ArrayList<>();
        EndReason end;
        long gapBytes;
        long lastNanos;

        Recorded(Connection connection) {
            this.connection = connection;
        }

        @Override
        public void onHeldUp(boolean now) {
            heldUp.add(now);
        }

        @Override
        public void onBytes(Side from, ByteWindow bytes, Moment now) {
            mustBeOpen();
            byte[] copy = new byte[bytes.length()];
            bytes.copyTo(0, copy, 0, copy.length);
            stream(from).writeBytes(copy);
            calls.append(from == Side.CLIENT ? "c:" : "s:").append(new String(copy, StandardCharsets.ISO_8859_1));
            calls.append(' ');
            stamp(now);
        }

        @Override
        public void onGap(Side from, long gap, Moment now) {
            mustBeOpen();
            if (gap < 1) {
                throw new AssertionError("gap of " + gap);
            }
            gapBytes += gap;
            calls.append(from == Side.CLIENT ? "c:" : "s:")
                    .append('<')
                    .append(gap)
                    .append("> ");
            for (long i = 0; i < gap && gap < 1 << 20; i++) {
                stream(from).write('?');
            }
            stamp(now);
        }

        @Override
        public void onEnd(EndReason reason, Moment now) {
            mustBeOpen();
            end = reason;
            stamp(now);
        }

        private void stamp(Moment now) {
            lastNanos = now.epochNanos();
            stamps.append(calls.length())
                    .append('@')
                    .append(lastNanos)
                    .append('#')
                    .append(now.frameNumber());
            stamps.append(' ');
        }

        /** The calls, and when each was made. */
        String timedCalls() {
            return calls + "| " + stamps + end;
        }

        String client() {
            return client.toString(StandardCharsets.ISO_8859_1);
        }

        String server() {
            return server.toString(StandardCharsets.ISO_8859_1);
        }

        private ByteArrayOutputStream stream(Side from) {
            return from == Side.CLIENT ? client : server;
        }

        private void mustBeOpen() {
            if (end != null) {
                throw new AssertionError("a call after the end");
            }
        }
    }
}
