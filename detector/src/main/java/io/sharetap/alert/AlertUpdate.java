package io.sharetap.alert;

import io.sharetap.event.IpAddress;
import java.util.List;

/**
 * Lists the writes that were folded into an alert since it was raised or last updated ({@code alert-update}).
 *
 * @param epochNanos event time at which the update became due
 */
public record AlertUpdate(String id, long epochNanos, String alertId, List<FoldedWrite> foldedWrites) {
    /** One write that raised no alert of its own. */
    public record FoldedWrite(
            IpAddress client, IpAddress destination, String path, byte[] sha256, Variation variation) {}
}
