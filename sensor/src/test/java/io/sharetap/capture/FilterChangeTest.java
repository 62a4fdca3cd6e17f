package io.sharetap.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sharetap.Needs;
import io.sharetap.VethPair;
import io.sharetap.config.CaptureSettings;
import java.lang.ProcessBuilder.Redirect;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The kernel's filter is changed a thousand times while frames come as fast as they can. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class FilterChangeTest {
    private static final String CAPTURE = "../pcaps/plain-write/capture.pcap"; // of port 445 alone
    private static final int CHANGES = 1_000;

    /** Whoever changes it wakes the thread that fetches, which may be fetching just then. */
    @Test
    void noFrameIsLostThatIsNotCounted() throws Exception {
        Needs.program("tcpreplay", "--version");
        try (VethPair pair = VethPair.made('f');
                LiveSource source =
                        LiveSource.open(List.of(pair.exit()), CaptureSettings.defaults(), List.of(), line -> {})) {
            long[] given = new long[1];
            Thread reading = new Thread(() -> given[0] = readToTheEnd(source), "reading");
            reading.start();
            Process player = new ProcessBuilder(
                            "tcpreplay", "-q", "--topspeed", "--loop=1000000", "-i", pair.entry(), CAPTURE)
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.DISCARD)
                    .start();
            for (int change = 0; change < CHANGES; change++) {
                source.watchPorts(List.of(4_000 + change));
                TimeUnit.MILLISECONDS.sleep(1); // else no frame would come between two of them
            }
            player.destroy();
            player.waitFor();
            source.end();
            reading.join();
            InterfaceCounts counts = source.counts().get(0);
            assertTrue(given[0] > CHANGES, given[0] + " frames");
            assertEquals(given[0], counts.packets());
            assertEquals(pair.sent(), counts.packets() + counts.droppedKernel(), counts::toString);
        }
    }

    private static long readToTheEnd(LiveSource source) {
        long frames = 0;
        for (int given = 0; given >= 0; given = source.poll((link, frame, wire, nanos, number) -> {}, 64)) {
            frames += given;
            source.release(frames);
        }
        return frames;
    }
}
