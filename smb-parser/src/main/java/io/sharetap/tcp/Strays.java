package io.sharetap.tcp;

/**
 * Takes the sequence numbers of one direction's segments that lie far off where it stands, and says when they are to be
 * believed: the sensor missed much, or another connection without a visible handshake uses the same ports. Until then
 * they may be an attacker's, whose segments the peer throws away.
 */
final class Strays {
    private static final int BELIEVED_SEGMENTS = 16;

    private int sequence;
    private int segments;
    private long peerSegments;

    /** True: believe it. The peer acknowledges bytes there, or says nothing while many such segments came in a row. */
    boolean add(Direction from, Direction peer, int strayed) {
        boolean goesOn = segments > 0 && Direction.areNear(strayed, sequence) && peer.segments == peerSegments;
        segments = goesOn ? segments + 1 : 1;
        sequence = strayed;
        peerSegments = peer.segments;
        boolean acknowledged = from.isAcknowledgmentSeen() && Direction.areNear(from.acknowledgment(), strayed);
        return acknowledged || segments >= BELIEVED_SEGMENTS;
    }
}
