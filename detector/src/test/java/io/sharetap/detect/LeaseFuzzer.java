package io.sharetap.detect;

import io.sharetap.event.IpAddress;
import io.sharetap.event.LeasedHost;
import java.nio.charset.StandardCharsets;

/**
 * Fuzz target: a lease table as a user hands it in, of whichever server. The first byte says where the rest is cut into
 * two tables, of which the second was read later.
 *
 * <p>Held: a table is read or refused in words; every line that is none is counted, and no more than there are; two
 * tables can be joined either way; whom an address belonged to can be asked at any time.
 */
public final class LeaseFuzzer {
    private static final IpAddress[] ADDRESSES = {
        IpAddress.parse("10.0.0.1"), IpAddress.parse("192.168.1.23"), IpAddress.parse("fd00::1"),
    };
    private static final long[] TIMES = {Long.MIN_VALUE, 0, 1_700_000_000_000_000_000L, Long.MAX_VALUE};

    private LeaseFuzzer() {}

    public static void fuzzerTestOneInput(byte[] input) {
        String text = new String(input, StandardCharsets.ISO_8859_1);
        int cut = text.isEmpty() ? 0 : 1 + text.charAt(0) * (text.length() - 1) / 256;
        LeaseTable first = read(text.substring(Math.min(1, text.length()), cut));
        LeaseTable second = read(text.substring(cut));
        ask(first);
        ask(first.with(second));
        ask(first.followedBy(second, TIMES[2]).followedBy(first, TIMES[3]));
    }

    private static LeaseTable read(String text) {
        try {
            LeaseTable table = LeaseTable.parse(text);
            require(
                    table.refusedLines() >= 0
                            && table.refusedLines() <= text.lines().count() + 1,
                    "lines refused");
            return table;
        } catch (IllegalArgumentException e) {
            require(e.getMessage() != null && !e.getMessage().isBlank(), "refused without a word");
            return LeaseTable.EMPTY;
        }
    }

    private static void ask(LeaseTable table) {
        for (IpAddress address : ADDRESSES) {
            for (long time : TIMES) {
                LeasedHost host = table.hostAt(address, time);
                require(host == null || host.identity() != null, "a host that is none");
            }
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
