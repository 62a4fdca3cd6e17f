package io.sharetap.event;

import java.util.List;

/**
 * Says that SMB was seen on a day, and which hosts served SYSVOL or NETLOGON on it ({@code sensor-day}).
 *
 * @param epochNanos the last moment of the day on which SMB was seen
 * @param domainControllers hosts that served SYSVOL or NETLOGON
 */
public record SensorDay(long epochNanos, long position, List<IpAddress> domainControllers) implements SensorEvent {
    private static final IpAddress NONE = new IpAddress(0, 0);

    @Override
    public IpAddress client() {
        return NONE;
    }

    @Override
    public IpAddress destination() {
        return NONE;
    }
}
