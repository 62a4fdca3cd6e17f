package io.sharetap.event;

/**
 * Says that a part of a session cannot be seen ({@code smb-blind}).
 *
 * @param reason {@code encrypted}, {@code compressed}, {@code one_sided}, {@code desynchronised} or {@code evicted}
 */
public record BlindSession(
        long epochNanos, long position, String id, Endpoints endpoints, SmbContext smb, String reason)
        implements SensorEvent {
    @Override
    public IpAddress client() {
        return endpoints.client();
    }

    @Override
    public IpAddress destination() {
        return endpoints.destination();
    }
}
