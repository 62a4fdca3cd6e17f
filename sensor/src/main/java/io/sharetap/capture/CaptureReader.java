package io.sharetap.capture;

/** Takes the bytes of one capture and gives its frames one by one, as places in the supply's memory. */
abstract class CaptureReader {
    /** The longest frame that is believed: libpcap's MAXIMUM_SNAPLEN. A longer one is damage. */
    static final int FRAME_BYTES_MAX = 262_144;

    static final int MAGIC_BYTES = 4;

    protected final ByteSupply supply;
    /** The frame that {@link #next} found: its index in the supply's memory, and what its record header says. */
    protected int frameAt;

    protected int capturedBytes;
    protected int wireBytes;
    protected int linkType;
    protected long epochNanos;

    private long damageOffset;
    private String damageReason;

    protected CaptureReader(ByteSupply supply) {
        this.supply = supply;
    }

    /**
     * Returns a reader for the capture whose first {@link #MAGIC_BYTES} the supply has ready; null where it is no
     * capture.
     */
    static CaptureReader of(ByteSupply supply) {
        int magic = supply.memory().getInt(supply.position());
        return switch (magic) {
            case PcapReader.MICROSECONDS, PcapReader.NANOSECONDS, PcapReader.MODIFIED -> new PcapReader(supply, true);
            case PcapReader.MICROSECONDS_SWAPPED, PcapReader.NANOSECONDS_SWAPPED, PcapReader.MODIFIED_SWAPPED ->
                new PcapReader(supply, false);
            case PcapngReader.SECTION_HEADER -> new PcapngReader(supply);
            default -> null;
        };
    }

    /** Goes to the next frame. */
    abstract Step next();

    final int frameAt() {
        return frameAt;
    }

    final int capturedBytes() {
        return capturedBytes;
    }

    /** Length on the wire; never less than {@link #capturedBytes}, even where the capture claims so. */
    final int wireBytes() {
        return wireBytes;
    }

    final int linkType() {
        return linkType;
    }

    final long epochNanos() {
        return epochNanos;
    }

    final long damageOffset() {
        return damageOffset;
    }

    final String damageReason() {
        return damageReason;
    }

    protected final Step damaged(long offset, String reason) {
        damageOffset = offset;
        damageReason = reason;
        return Step.DAMAGED;
    }

    /** The step to report where {@code what}, which begins at {@code offset}, is not completely there. */
    protected final Step notReady(Readiness readiness, long offset, String what) {
        if (readiness == Readiness.WAITING) {
            return Step.WAITING;
        }
        if (supply.failure() != null) {
            return damaged(offset, supply.failure());
        }
        return damaged(offset, "the capture ends in the middle of " + what);
    }

    /** The step to report where the next record may begin or the capture may rightly end. */
    protected final Step atBoundary(Readiness readiness, String what) {
        if (readiness == Readiness.ENDED && supply.available() == 0 && supply.failure() == null) {
            return Step.ENDED;
        }
        return notReady(readiness, supply.offset(), what);
    }

    /**
     * Corrects a claimed length: captures may claim fewer bytes on the wire than they hold, or more than any wire
     * carries.
     */
    protected final void wireBytes(int unsignedClaim) {
        int claim = unsignedClaim < 0 ? Integer.MAX_VALUE : unsignedClaim;
        wireBytes = Math.max(claim, capturedBytes);
    }
}
