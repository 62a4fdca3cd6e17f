package io.sharetap.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sharetap.base.Anomaly;
import io.sharetap.base.Ledger;
import io.sharetap.base.Limits;
import io.sharetap.base.Moment;
import io.sharetap.event.ClientAct;
import io.sharetap.tcp.Connection;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ActReportsTest {
    private static final Connection CONNECTION = new Connection(1, 0, 1, 50_000, -1, 0, 2, 445, -1, -1, true);
    private static final long MINUTE = 60_000_000_000L;
    private static final int MAX = Limits.defaults().clientActsMax();

    private final Ledger ledger = new Ledger();
    private final List<Report> reported = new ArrayList<>();
    private final ActReports acts = new ActReports(Limits.defaults(), ledger, new EventHosts(), reported::add);

    private void opens(String pipe, long nanos) {
        acts.again(CONNECTION, null, ClientAct.Kind.PIPE, pipe, new Moment().set(nanos, 1, nanos));
    }

    @Test
    void theSameIsReportedOnceInTenMinutes() {
        opens("srvsvc", 0);
        opens("SRVSVC", 9 * MINUTE);
        assertEquals(1, reported.size());
        opens("srvsvc", 10 * MINUTE);
        assertEquals(2, reported.size());
    }

    @Test
    void whatIsForgottenBeforeItsTimeIsCountedAndReportedAgain() {
        for (int i = 0; i <= MAX; i++) {
            opens("pipe" + i, i);
        }
        assertEquals(1, ledger.of(Anomaly.CLIENT_ACTS_FULL));
        opens("pipe0", MINUTE);
        assertEquals(MAX + 2, reported.size());
    }

    @Test
    void whatWouldBeReportedAgainAnywayIsForgottenWithoutACount() {
        for (int i = 0; i < MAX; i++) {
            opens("pipe" + i, i);
        }
        opens("another", 11 * MINUTE);
        assertEquals(0, ledger.of(Anomaly.CLIENT_ACTS_FULL));
    }

    /** Whole names of 32,000 characters, 16,384 of them, were half a gigabyte or more. */
    @Test
    void ofALongNameIsRememberedWhatIsReported() {
        String begin = "x".repeat(1_024);
        opens(begin + "y".repeat(30_000), 0);
        opens(begin + "z".repeat(30_000), 1);
        assertEquals(1, reported.size(), "what is told of both is the same");
    }
}
