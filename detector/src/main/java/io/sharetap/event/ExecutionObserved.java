package io.sharetap.event;

/**
 * Says that a client made a server run something ({@code smb-execution-observed}).
 *
 * @param via such as {@code service}, {@code task}, {@code run-key}, {@code wmi}, {@code dcom}
 * @param name name of the service or task; null: unknown
 * @param command what is run; null: unknown
 */
public record ExecutionObserved(
        long epochNanos, long position, String id, Endpoints endpoints, String via, String name, String command)
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
