package io.sharetap.event;

/**
 * Says that a file on a share was renamed ({@code smb-rename}).
 *
 * @param sha256 of the content where known, else null
 */
public record FileRename(
        long epochNanos,
        long position,
        String id,
        Endpoints endpoints,
        SmbContext smb,
        String path,
        String renamedFrom,
        byte[] sha256)
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
