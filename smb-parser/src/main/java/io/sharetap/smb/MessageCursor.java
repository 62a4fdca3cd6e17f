package io.sharetap.smb;

import io.netty.buffer.ByteBuf;
import io.sharetap.base.Anomaly;
import io.sharetap.base.ByteWindow;
import io.sharetap.base.Ledger;
import io.sharetap.base.Moment;
import io.sharetap.tcp.Side;

/**
 * Takes one direction's messages in pieces and gives the heads and bodies that a {@link ProtocolReader} asks for.
 *
 * <p>A head that lies in one piece is shown in place; one that is cut by a segment is gathered in borrowed memory:
 *
 * <pre>
 * message   | head of unit 1 | streamed ...... | head of unit 2 | skipped |
 * pieces    |----------------------|--------------------|-----------------|
 *            shown in place                      gathered
 * </pre>
 */
final class MessageCursor {
    /** Where messages come from. */
    enum Source {
        WIRE,
        /** From the wire or from inside another message; another cursor has gathered them. */
        GATHERED,
        /** From inside another message. */
        INSIDE
    }

    private enum State {
        IDLE,
        GATHER,
        STREAM,
        SKIP
    }

    private final Side side;
    private final Source source;
    private final int headBytesMax;
    private final HostPairs.Pair hosts;
    private final GatherBuffers heads;
    private final GatherBuffers wholes;
    private final int wholeBytesMax;
    private final Ledger ledger;
    private final ByteWindow view;

    private ProtocolReader reader;
    private State state = State.IDLE;
    private int messageBytes; // all positions below count from the message's start
    private int position; // of the next byte to come
    private int unitAt;
    private int wanted; // bytes from the unit's start, or that of the next unit, to show in one piece
    private int streamFrom;
    private int streamTo; // behind the last byte to stream
    private int nextUnitAt; // equals messageBytes where there is no further unit

    /** The whole unit is asked for, not only its head. */
    private boolean whole;

    private boolean goesOn;
    private boolean leadsOn;

    private GatherBuffers lender;
    private ByteBuf gathered;
    private int gatheredBytes;

    /** For messages from the wire. */
    MessageCursor(Side side, SmbState shared, HostPairs.Pair hosts) {
        this(side, Source.WIRE, shared, hosts);
    }

    MessageCursor(Side side, Source source, SmbState shared, HostPairs.Pair hosts) {
        this.side = side;
        this.source = source;
        this.hosts = hosts;
        headBytesMax = shared.limits.gatherBytesMax();
        wholeBytesMax = shared.limits.transformBytesMax();
        heads = shared.heads;
        wholes = shared.wholes;
        view = shared.view;
        ledger = shared.ledger;
    }

    Side side() {
        return side;
    }

    Source source() {
        return source;
    }

    /** Whether the unit continues the compound of the unit before, whatever key either was encrypted with. */
    boolean goesOn() {
        return goesOn;
    }

    /** Whether the compound continues after the units inside of this one. */
    boolean leadsOn() {
        return leadsOn;
    }

    /**
     * Says how the next unit, or the units inside of this one, belong to a compound.
     *
     * @param on they continue the compound of what came before
     * @param more the compound continues outside of this unit
     */
    void inCompound(boolean on, boolean more) {
        goesOn = on;
        leadsOn = more;
    }

    /** Position in the message at which the unit begins. */
    int unitAt() {
        return unitAt;
    }

    /** Bytes from the unit's start to the message's end. */
    int unitBytesMax() {
        return messageBytes - unitAt;
    }

    /** Asks for the unit's first {@code bytes} in one piece, more than were shown before. */
    void gather(int bytes) {
        if (bytes > unitBytesMax() || bytes > headBytesMax) {
            ledger.note(bytes > headBytesMax ? Anomaly.SMB_HEAD_TOO_LONG : Anomaly.SMB_HEAD_BEYOND_MESSAGE);
            skipRest();
            return;
        }
        state = State.GATHER;
        wanted = bytes;
    }

    /**
     * Asks for the whole unit in one piece, which may be longer than a head: an encrypted or compressed message is read
     * all at once or not at all. Returns false where it is longer than allowed; it is then skipped.
     */
    boolean gatherWhole(int bytes) {
        if (bytes > wholeBytesMax) {
            ledger.note(Anomaly.SMB_TRANSFORM_TOO_LONG);
            skipRest();
            return false;
        }
        whole = true;
        state = State.GATHER;
        wanted = bytes;
        return true;
    }

    /** Whether the whole unit was asked for. */
    boolean gathersWhole() {
        return whole;
    }

    /** Asks for {@code bytes} from the unit's position {@code from} on to be streamed; they lie behind the head. */
    void stream(int from, int bytes) {
        streamFrom = unitAt + from;
        streamTo = Math.min(messageBytes, streamFrom + bytes);
        state = State.STREAM;
    }

    /**
     * Asks to continue, after the streamed bytes, with a further unit at the unit's position {@code from}. The reader
     * is then shown its first {@code headBytes}.
     */
    void nextUnit(int from, int headBytes) {
        nextUnitAt = unitAt + from;
        wanted = headBytes;
        if (state == State.GATHER) {
            state = State.SKIP;
        }
    }

    /** Passes the message on to another reader, which is shown the same unit from its start. */
    void handOver(ProtocolReader to, Moment now) {
        reader = to;
        state = State.SKIP;
        to.onMessage(this, now);
    }

    /** Passes the unit on to another reader, which needs no more of its head than is shown. */
    void handOver(ProtocolReader to, ByteWindow head, Moment now) {
        reader = to;
        to.onHead(this, head, now);
    }

    void onMessage(int bytes, ProtocolReader first, Moment now) {
        onMessage(bytes, first, null, now);
    }

    /** @param outer shows the message that holds this one, and its place in a compound; null: there is none */
    void onMessage(int bytes, ProtocolReader first, MessageCursor outer, Moment now) {
        abandon(now);
        inCompound(outer != null && outer.goesOn, outer != null && outer.leadsOn);
        messageBytes = bytes;
        position = 0;
        unitAt = 0;
        whole = false;
        skipRest();
        reader = first;
        first.onMessage(this, now);
    }

    void onBytes(ByteWindow bytes, Moment now) {
        int length = bytes.length();
        int from = 0;
        while (from < length && state != State.IDLE) {
            from = switch (state) {
                case GATHER -> gathered == null ? showInPlace(bytes, from, now) : goOnGathering(bytes, from, now);
                case STREAM -> passOn(bytes, from, now);
                default -> skip(from, length - from);
            };
            settle(now);
        }
    }

    /** How many of the message's next bytes need only be counted. */
    int bytesToPass() {
        return switch (state) {
            case SKIP -> nextUnitAt - position;
            case STREAM -> position >= streamFrom && reader.passesBody(this) ? streamTo - position : 0;
            case IDLE, GATHER -> 0;
        };
    }

    /**
     * Takes the message's next bytes, which passed and are only counted. They do not reach the end of the state's
     * stretch.
     */
    void onPassed(int count, Moment now) {
        if (state == State.STREAM) {
            reader.onBodyPassed(this, position - streamFrom, count, now);
        }
        position += count;
    }

    void onGap(int gapBytes, Moment now) {
        int left = Math.min(gapBytes, messageBytes - position);
        while (left > 0 && state != State.IDLE) {
            int step;
            if (state == State.GATHER) {
                hosts.unseenChanges.messagesLost();
                loseHead(now);
                step = left;
            } else if (state == State.STREAM && position >= streamFrom) {
                step = Math.min(left, streamTo - position);
                reader.onBodyGap(this, position - streamFrom, step, now);
            } else {
                int until = state == State.STREAM ? streamFrom : nextUnitAt;
                step = Math.min(left, until - position);
            }
            position += step;
            left -= step;
            settle(now);
        }
    }

    /** The rest of the message never comes. */
    void abandon(Moment now) {
        if (state == State.STREAM) {
            reader.onEndOfBody(this, false, now);
        } else if (state == State.GATHER) {
            loseHead(now);
        }
        release();
        state = State.IDLE;
    }

    private void skipRest() {
        state = State.SKIP;
        nextUnitAt = messageBytes;
    }

    /** Begins a unit in this piece: the head is shown in place while the piece holds it. */
    private int showInPlace(ByteWindow bytes, int from, Moment now) {
        int available = bytes.length() - from;
        while (available >= wanted) {
            int shown = wanted;
            showHead(view.wrap(bytes, from, shown), now);
            if (state != State.GATHER) {
                position += shown;
                return from + shown;
            }
        }
        return startGathering(bytes, from, available, now);
    }

    private int startGathering(ByteWindow bytes, int from, int available, Moment now) {
        gathered = borrow();
        if (gathered == null) {
            loseHead(now);
            return skip(from, available);
        }
        bytes.copyTo(from, gathered, 0, available);
        gatheredBytes = available;
        position += available;
        return from + available;
    }

    private int goOnGathering(ByteWindow bytes, int from, Moment now) {
        int take = Math.min(bytes.length() - from, wanted - gatheredBytes);
        bytes.copyTo(from, gathered, gatheredBytes, take);
        gatheredBytes += take;
        position += take;
        if (gatheredBytes == wanted) {
            showHead(view.wrap(gathered, 0, wanted), now);
            if (state == State.GATHER && wanted > gatheredBytes) {
                makeRoom(now);
            } else {
                release();
            }
        }
        return from + take;
    }

    private void makeRoom(Moment now) {
        if (gathered.capacity() >= wanted) {
            return;
        }
        ByteBuf smaller = gathered;
        GatherBuffers lenderBefore = lender;
        gathered = borrow();
        if (gathered != null) {
            smaller.getBytes(0, gathered, 0, gatheredBytes);
        }
        lenderBefore.giveBack(hosts, smaller);
        if (gathered == null) {
            loseHead(now);
        }
    }

    /** Borrows memory for the wanted bytes; null where there is none. */
    private ByteBuf borrow() {
        lender = whole ? wholes : heads;
        ByteBuf lent = lender.borrow(hosts, wanted);
        if (lent == null) {
            ledger.note(whole ? Anomaly.SMB_TRANSFORM_MEMORY_FULL : Anomaly.SMB_GATHER_MEMORY_FULL);
        }
        return lent;
    }

    /** Shows the head; bytes that the reader does not ask for are skipped. */
    private void showHead(ByteWindow head, Moment now) {
        skipRest();
        reader.onHead(this, head, now);
    }

    private int passOn(ByteWindow bytes, int from, Moment now) {
        int available = bytes.length() - from;
        if (position < streamFrom) {
            int step = Math.min(available, streamFrom - position);
            position += step;
            return from + step;
        }
        int step = Math.min(available, streamTo - position);
        reader.onBody(this, position - streamFrom, view.wrap(bytes, from, step), now);
        position += step;
        return from + step;
    }

    private int skip(int from, int available) {
        int step = Math.min(available, nextUnitAt - position);
        position += step;
        return from + step;
    }

    /** Moves to the next state where the position has reached the end of this one. */
    private void settle(Moment now) {
        if (state == State.STREAM && position >= streamTo) {
            state = State.SKIP;
            reader.onEndOfBody(this, true, now);
        }
        if (state == State.SKIP && position >= nextUnitAt) {
            if (nextUnitAt >= messageBytes) {
                state = State.IDLE;
            } else {
                unitAt = nextUnitAt;
                nextUnitAt = messageBytes;
                whole = false;
                gather(wanted);
            }
        }
    }

    private void loseHead(Moment now) {
        release();
        skipRest();
        reader.onHeadLost(this, now);
    }

    private void release() {
        if (gathered != null) {
            lender.giveBack(hosts, gathered);
            gathered = null;
        }
        gatheredBytes = 0;
    }
}
