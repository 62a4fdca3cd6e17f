package io.sharetap.tcp;

/**
 * Takes the sequence numbers of segments that lie implausibly far from their direction's stream, and says when to
 * believe them: the sensor may have missed much, or a connection without a visible handshake may have taken over the
 * same ports. Until then they may be forged; the peer discards such segments.
 */
final class Strays {
    private static final int BELIEVED_SEGMENTS = 16;

    private int sequence;
    private int segments;
    private long peerSegments;

    /**
     * Takes a segment; true: believe it. Either the peer has acknowledged bytes near it, or it was silent while many
     * such segments came in a row.
     */
    boolean add(Direction from, Direction peer, int strayed) {
        boolean goesOn = segments > 0 && Direction.areNear(strayed, sequence) && peer.segments == peerSegments;
        segments = goesOn ? segments + 1 : 1;
        sequence = strayed;
        peerSegments = peer.segments;
        boolean acknowledged = from.isAcknowledgmentSeen() && Direction.areNear(from.acknowledgment(), strayed);
        return acknowledged || segments >= BELIEVED_SEGMENTS;
    }
}
