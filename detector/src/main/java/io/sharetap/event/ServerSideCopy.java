package io.sharetap.event;

/**
 * Says that the server copied a file at the client's wish ({@code smb-server-side-copy}).
 *
 * @param write the file that came to be, with the source's content where that is known
 * @param sourcePath path of the source inside its share; null: unknown
 */
public record ServerSideCopy(FileWrite write, String sourcePath) implements SensorEvent {
    @Override
    public long epochNanos() {
        return write.epochNanos();
    }

    @Override
    public IpAddress client() {
        return write.client();
    }

    @Override
    public IpAddress destination() {
        return write.destination();
    }

    @Override
    public long position() {
        return write.position();
    }
}
