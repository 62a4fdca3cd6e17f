package io.sharetap.baseline;

import io.sharetap.event.Endpoints;
import io.sharetap.event.FileWrite;
import io.sharetap.event.IpAddress;
import io.sharetap.event.PeSummary;
import io.sharetap.event.SmbContext;
import java.util.List;

/** Makes executable writes for tests: hosts and programs by number, days from a first day on. */
final class Writes {
    static final long FIRST_DAY = 20_000;
    static final long HOUR_NANOS = 3_600_000_000_000L;
    static final Placement DATA = new Placement(Placement.Kind.DATA, "software");
    static final Placement ADMIN = new Placement(Placement.Kind.ADMIN, "ADMIN$ ccmcache");
    static final Placement RUNS = new Placement(Placement.Kind.RUNS, "ADMIN$");

    private static final SmbContext NO_CONTEXT = new SmbContext(null, null, null, null, null, null, null);
    private static final PeSummary PE =
            new PeSummary(null, -1, null, null, null, null, null, null, null, null, List.of(), null, null);

    private Writes() {}

    static IpAddress host(int number) {
        return IpAddress.ofIpv4(0x0A00_0000 | number);
    }

    static byte[] hash(int program, int salt) {
        byte[] hash = new byte[32];
        long bits = HostHash.of(new IpAddress(program, salt));
        for (int i = 0; i < hash.length; i++) {
            hash[i] = (byte) (bits >>> i % 7 * 8 ^ i * 31);
        }
        return hash;
    }

    static long nanos(long day, long ofDayNanos) {
        return Days.startNanos(FIRST_DAY + day) + ofDayNanos;
    }

    /** A program written at noon of a day. */
    static FileWrite write(long day, int client, int destination, int program) {
        return write(nanos(day, 12 * HOUR_NANOS), client, destination, hash(program, 1), hash(program, 2));
    }

    /** A program of which only the first bytes are known. */
    static FileWrite partial(long day, int client, int destination, int program) {
        return write(nanos(day, 12 * HOUR_NANOS), client, destination, null, hash(program, 2));
    }

    static FileWrite write(long epochNanos, int client, int destination, byte[] sha256, byte[] head) {
        Endpoints hosts = new Endpoints(host(client), 50_000, null, null, host(destination), 445, null, null, null, -1);
        return new FileWrite(
                epochNanos,
                0,
                "id",
                -1,
                -1,
                FileWrite.Outcome.SUCCESS,
                hosts,
                NO_CONTEXT,
                "a.exe",
                5_000,
                sha256,
                head,
                List.of(),
                true,
                true,
                false,
                null,
                null,
                null,
                null,
                PE,
                null,
                null);
    }
}
