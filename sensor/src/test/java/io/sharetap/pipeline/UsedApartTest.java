package io.sharetap.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sharetap.base.Anomaly;
import io.sharetap.base.Ledger;
import io.sharetap.event.FileWrite;
import io.sharetap.event.IpAddress;
import io.sharetap.output.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Of a file that was used between other hosts too, without that the two were joined, no byte is said to be certain. */
class UsedApartTest {
    private static final IpAddress OTHER = IpAddress.parse("10.0.0.67");

    private final Ledger ledger = new Ledger();
    private final UsedApart apart = new UsedApart(ledger);
    private final FileWrite write = Samples.write("tool.exe", true);
    private final String open =
            UsedApart.open(write.smb().sessionId(), write.smb().fileId());

    @Test
    void aFileThatIsUsedBetweenOtherHostsTooIsIncomplete() {
        apart.note(new Report.OpenMet(open, OTHER, write.destination(), write.epochNanos(), true));
        FileWrite reported = (FileWrite) apart.judged(write);
        assertFalse(reported.complete());
        assertEquals(List.of(new FileWrite.Range(0, write.size())), reported.missing());
        assertNull(reported.sha256());
        assertNull(reported.headSha256());
        assertTrue(reported.executable(), "what was seen of it stays");
        assertEquals(1, ledger.of(Anomaly.FILE_USED_APART));
    }

    @Test
    void theOrderInWhichWorkersReportUsesMeansNothing() {
        List<Report.OpenMet> uses = List.of(
                new Report.OpenMet(open, write.client(), write.destination(), write.epochNanos() - 5, true),
                new Report.OpenMet(open, OTHER, write.destination(), write.epochNanos() + 1, true),
                new Report.OpenMet(open, OTHER, write.destination(), write.epochNanos(), true));
        for (int first = 0; first < uses.size(); first++) {
            for (int step = 1; step < uses.size(); step++) {
                UsedApart apart = new UsedApart(ledger);
                for (int i = 0; i < uses.size(); i++) {
                    apart.note(uses.get((first + i * step) % uses.size()));
                }
                assertFalse(((FileWrite) apart.judged(write)).complete(), "from " + first + " by " + step);
            }
        }
    }

    @Test
    void aConnectionPickedUpInTheMiddleCountsWhereItSharesAHost() {
        IpAddress server = IpAddress.parse("10.0.0.99");
        apart.note(new Report.OpenMet(open, OTHER, server, write.epochNanos(), false));
        assertSame(write, apart.judged(write));
        apart.note(new Report.OpenMet(open, OTHER, write.destination(), write.epochNanos(), false));
        assertFalse(((FileWrite) apart.judged(write)).complete());
    }

    @Test
    void anEarlierUseByAConnectionPickedUpInTheMiddleHidesNoneFromTheStart() {
        IpAddress server = IpAddress.parse("10.0.0.99");
        apart.note(new Report.OpenMet(open, OTHER, server, write.epochNanos() - 5, false));
        apart.note(new Report.OpenMet(open, OTHER, server, write.epochNanos(), true));
        assertFalse(((FileWrite) apart.judged(write)).complete());
    }

    @Test
    void whatGoesOnFromSuchAFileIsIncompleteToo() {
        apart.note(new Report.OpenMet(open, OTHER, write.destination(), write.epochNanos(), true));
        apart.judged(write);
        FileWrite next = Samples.continuing(write.id());
        assertFalse(((FileWrite) apart.judged(next)).complete());
        assertSame(write, new UsedApart(ledger).judged(write));
    }

    @Test
    void useBetweenTheSameHostsOrOfAnotherOpenOrLaterSaysNothing() {
        apart.note(new Report.OpenMet(open, write.client(), write.destination(), write.epochNanos(), true));
        assertSame(write, apart.judged(write));
        UsedApart another = new UsedApart(ledger);
        another.note(new Report.OpenMet(open + "1", OTHER, write.destination(), write.epochNanos(), true));
        another.note(new Report.OpenMet(open, OTHER, write.destination(), write.epochNanos() + 1, true));
        assertSame(write, another.judged(write));
        assertEquals(0, ledger.of(Anomaly.FILE_USED_APART));
    }

    @Test
    void aSessionOfTheSameNumberThatCannotBeReadPutsEncryptedOnesInDoubt() {
        assertSame(write, apart.judged(write));
        apart.judged(Samples.blind(67));
        assertSame(write, apart.judged(write), "a session in the clear");
        assertFalse(((FileWrite) apart.judged(Samples.encrypted())).complete());
    }
}
