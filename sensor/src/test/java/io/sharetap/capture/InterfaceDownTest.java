package io.sharetap.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sharetap.Needs;
import io.sharetap.VethPair;
import io.sharetap.config.CaptureSettings;
import java.lang.ProcessBuilder.Redirect;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An interface that is set down while it is watched is told to be down until it is up again, and then gives frames. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class InterfaceDownTest {
    private static final String CAPTURE = "../pcaps/plain-write/capture.pcap"; // of port 445 alone

    @Test
    void isToldAndNoFrameOfBeforeOrAfterIsLost() throws Exception {
        Needs.program("tcpreplay", "--version");
        List<String> said = new CopyOnWriteArrayList<>();
        try (VethPair pair = VethPair.made('d');
                LiveSource source =
                        LiveSource.open(List.of(pair.exit()), CaptureSettings.defaults(), List.of(), said::add)) {
            assertEquals(InterfaceFlags.IFF_UP, InterfaceFlags.of(pair.exit()) & InterfaceFlags.IFF_UP);
            play(pair);
            pair.setExitDown();
            assertEquals(0, InterfaceFlags.of(pair.exit()) & InterfaceFlags.IFF_UP);
            waitUntilUp(source, false);
            assertEquals(List.of(pair.exit() + ": is down; it is opened when it is up"), said);
            pair.setExitUp();
            waitUntilUp(source, true);
            play(pair);
            source.end();
            while (source.poll((link, frame, wire, nanos, number) -> source.release(number), 64) >= 0) {
                Thread.onSpinWait();
            }
            InterfaceCounts counts = source.counts().get(0);
            assertTrue(counts.packets() > 0, counts::toString);
            assertEquals(pair.sent(), counts.packets(), counts::toString);
            assertEquals(pair.exit() + ": gives frames now", said.get(1));
            assertEquals(2, said.size(), said::toString);
        }
    }

    @Test
    void ofWhatIsNoInterfaceNothingIsTold() {
        assertEquals(InterfaceFlags.NOT_TOLD, InterfaceFlags.of("any"));
        assertEquals(InterfaceFlags.NOT_TOLD, InterfaceFlags.of("a-name-longer-than-the-kernel-has"));
    }

    private static void waitUntilUp(LiveSource source, boolean up) throws InterruptedException {
        while (source.counts().get(0).up() != up) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    private static void play(VethPair pair) throws Exception {
        Process player = new ProcessBuilder("tcpreplay", "-q", "--pps=20000", "-i", pair.entry(), CAPTURE)
                .redirectErrorStream(true)
                .redirectOutput(Redirect.DISCARD)
                .start();
        assertEquals(0, player.waitFor());
    }
}
