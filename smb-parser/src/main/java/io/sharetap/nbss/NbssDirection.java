package io.sharetap.nbss;

import io.sharetap.base.Anomaly;
import io.sharetap.base.ByteWindow;
import io.sharetap.base.Count;
import io.sharetap.base.Ledger;
import io.sharetap.base.Moment;
import io.sharetap.tcp.Side;

/** Keeps the state of one direction of a connection, between and within its session messages. */
final class NbssDirection {
    private enum State {
        /** Between messages; a part of the next prefix and ProtocolId may have come. */
        START,
        /** Inside of a session message. */
        BODY,
        /** Inside of a message of another kind, which is skipped. */
        SKIP,
        /** The position in the stream is not known. */
        SEARCH
    }

    private final Side side;
    private final MessageSink sink;
    private final Ledger ledger;
    private final NbssFramer.Scratch scratch;

    private State state;

    /** The last bytes of the start that is being read or searched for; the newest in the low bits. */
    private long start;

    private int startBytes;

    /** Bytes left in the states BODY and SKIP. */
    private int left;

    NbssDirection(Side side, MessageSink sink, Ledger ledger, NbssFramer.Scratch scratch, boolean startSeen) {
        this.side = side;
        this.sink = sink;
        this.ledger = ledger;
        this.scratch = scratch;
        // First seen in the middle, most likely inside of a message. That is no anomaly, so none is counted.
        state = startSeen ? State.START : State.SEARCH;
    }

    void onBytes(ByteWindow bytes, Moment now) {
        int at = 0;
        while (at < bytes.length()) {
            at = switch (state) {
                case START -> readStart(bytes, at, now);
                case BODY -> passOn(bytes, at, now);
                case SKIP -> skip(bytes, at);
                case SEARCH -> search(bytes, at, now);
            };
        }
    }

    /** How many of the next bytes need only be counted. */
    int bytesToPass() {
        return switch (state) {
            case BODY -> Math.min(left, sink.bytesToPass(side));
            case SKIP -> left;
            case START, SEARCH -> 0;
        };
    }

    /** The next bytes passed. They do not end the message. */
    void onPassed(int count, Moment now) {
        left -= count;
        if (state == State.BODY) {
            sink.onPassed(side, count, now);
        }
    }

    void onGap(long gapBytes, Moment now) {
        if (state == State.START && startBytes >= MessageStart.PREFIX_BYTES) {
            beginCut(now);
        }
        startBytes = 0;
        int inside =
                switch (state) {
                    case BODY, SKIP -> (int) Math.min(left, gapBytes);
                    case START, SEARCH -> 0;
                };
        if (inside > 0) {
            boolean ofMessage = state == State.BODY;
            advance(inside);
            if (ofMessage) {
                sink.onGap(side, inside, now);
            }
        }
        if (inside < gapBytes && state != State.SEARCH) {
            state = State.SEARCH;
            sink.onAbandoned(side, now);
        }
    }

    /** The ProtocolId is not captured, but the prefix before it was sound, so its length is believed. */
    private void beginCut(Moment now) {
        int bodyBytes = startBytes - MessageStart.PREFIX_BYTES;
        begin((int) (start >>> bodyBytes * 8), now);
        if (bodyBytes > 0) {
            left -= bodyBytes;
            sink.onBytes(side, scratch.bytesOf(start, bodyBytes), now);
        }
    }

    private int readStart(ByteWindow bytes, int at, Moment now) {
        if (startBytes == 0 && bytes.length() - at >= MessageStart.BYTES) {
            long whole = bytes.i64be(at);
            int prefix = (int) (whole >>> 32);
            if (MessageStart.isProtocolId((int) whole)
                    && MessageStart.type(prefix) == MessageStart.SESSION_MESSAGE
                    && MessageStart.length(prefix) >= MessageStart.PREFIX_BYTES) {
                begin(prefix, now);
                return at + MessageStart.PREFIX_BYTES;
            }
        }
        return collectStart(bytes, at, now);
    }

    /** Takes one byte of a start, where the start is cut, of another kind, or invalid. */
    private int collectStart(ByteWindow bytes, int at, Moment now) {
        start = start << 8 | bytes.u8(at);
        startBytes++;
        if (startBytes == MessageStart.PREFIX_BYTES) {
            readPrefix(now);
        } else if (startBytes == MessageStart.BYTES) {
            if (MessageStart.isProtocolId((int) start)) {
                beginWithProtocolId(now);
            } else {
                lose(now);
            }
        }
        return at + 1;
    }

    private void readPrefix(Moment now) {
        int prefix = (int) start;
        int length = MessageStart.length(prefix);
        switch (MessageStart.type(prefix)) {
            case MessageStart.SESSION_MESSAGE -> {
                if (length == 0) {
                    startBytes = 0; // No message was lost.
                } else if (length < MessageStart.PREFIX_BYTES) {
                    lose(now);
                }
            }
            case MessageStart.SESSION_REQUEST,
                    MessageStart.POSITIVE_SESSION_RESPONSE,
                    MessageStart.NEGATIVE_SESSION_RESPONSE,
                    MessageStart.RETARGET_SESSION_RESPONSE,
                    MessageStart.SESSION_KEEP_ALIVE -> {
                if (length > MessageStart.CONTROL_BYTES_MAX) {
                    lose(now); // Otherwise one prefix could hide 16 MiB from the sensor.
                } else {
                    startBytes = 0;
                    left = length;
                    state = length == 0 ? State.START : State.SKIP;
                }
            }
            default -> lose(now);
        }
    }

    private void begin(int prefix, Moment now) {
        startBytes = 0;
        left = MessageStart.length(prefix);
        state = State.BODY;
        sink.onMessage(side, left, now);
    }

    private void beginWithProtocolId(Moment now) {
        long whole = start;
        begin((int) (whole >>> 32), now);
        advance(MessageStart.PREFIX_BYTES);
        sink.onBytes(side, scratch.bytesOf(whole, MessageStart.PREFIX_BYTES), now);
    }

    private int passOn(ByteWindow bytes, int at, Moment now) {
        int count = Math.min(left, bytes.length() - at);
        advance(count);
        boolean whole = count == bytes.length();
        sink.onBytes(side, whole ? bytes : scratch.slice(bytes, at, count), now);
        return at + count;
    }

    private int skip(ByteWindow bytes, int at) {
        int count = Math.min(left, bytes.length() - at);
        advance(count);
        return at + count;
    }

    private void advance(int count) {
        left -= count;
        if (left == 0) {
            state = State.START;
        }
    }

    /** The bytes are no start of a message; the real one may begin in their second byte. */
    private void lose(Moment now) {
        ledger.note(Anomaly.NBSS_FRAMING_LOST);
        ledger.count(Count.NBSS_SEARCHED_BYTES);
        startBytes--;
        state = State.SEARCH;
        sink.onAbandoned(side, now);
    }

    private int search(ByteWindow bytes, int from, Moment now) {
        int at = from;
        while (at < bytes.length()) {
            start = start << 8 | bytes.u8(at++);
            if (++startBytes < MessageStart.BYTES) {
                continue;
            }
            if (MessageStart.isFound(start)) {
                int inView = at - MessageStart.PREFIX_BYTES;
                if (inView >= 0) {
                    begin((int) (start >>> 32), now);
                    return inView;
                }
                beginWithProtocolId(now);
                return at;
            }
            startBytes = MessageStart.BYTES - 1;
            ledger.count(Count.NBSS_SEARCHED_BYTES);
        }
        return at;
    }
}
