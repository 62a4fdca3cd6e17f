package io.sharetap.benchmarks;

import io.sharetap.event.Endpoints;
import io.sharetap.event.FileWrite;
import io.sharetap.event.IpAddress;
import io.sharetap.event.PeSummary;
import io.sharetap.event.SmbContext;
import java.util.List;

/** Makes events of written programs for benchmarks. */
final class MadeEvents {
    static final int CLIENTS_OF_EACH = 4;

    private static final SmbContext CONTEXT = new SmbContext(null, null, null, null, "ADMIN$", null, null);
    private static final PeSummary PE =
            new PeSummary(null, -1, null, null, null, null, null, null, null, null, List.of(), null, null);

    private MadeEvents() {}

    /** Made anew for each write, as by the decoder, so that they are in the cache. */
    static Endpoints hosts(int pair) {
        int client = pair / CLIENTS_OF_EACH % 250 * CLIENTS_OF_EACH + pair % CLIENTS_OF_EACH;
        return new Endpoints(
                IpAddress.ofIpv4(0x0A80_0000 | client),
                50_000,
                null,
                null,
                IpAddress.ofIpv4(0x0A00_0000 | pair / CLIENTS_OF_EACH),
                445,
                null,
                null,
                null,
                -1);
    }

    /** A complete program on an administrative share. */
    static FileWrite write(long nanos, String id, Endpoints endpoints, byte[] sha256, byte[] headSha256) {
        return new FileWrite(
                nanos,
                0,
                id,
                -1,
                -1,
                FileWrite.Outcome.SUCCESS,
                endpoints,
                CONTEXT,
                "ccmcache\\a.exe",
                5_000,
                sha256,
                headSha256,
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
