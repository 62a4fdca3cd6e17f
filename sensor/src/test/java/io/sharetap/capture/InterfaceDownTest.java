package io.sharetap.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sharetap.Needs;
import io.sharetap.VethPair;
import io.sharetap.cli.ProgramRun;
import io.sharetap.config.CaptureSettings;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An interface from which no frame can come while it is watched is told as such, and gives frames again afterwards. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class InterfaceDownTest {
    /** What the kernel keeps of a thread's name. */
    private static final int THREAD_NAME_CHARS = 15;

    private static final String CAPTURE = "../pcaps/plain-write/capture.pcap"; // of port 445 alone

    @Test
    void isReportedAndNoFrameOfBeforeOrAfterIsLost() throws Exception {
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
            end(source);
            InterfaceCounts counts = source.counts().get(0);
            assertTrue(counts.packets() > 0, counts::toString);
            assertEquals(pair.sent(), counts.packets(), counts::toString);
            assertEquals(pair.exit() + ": gives frames now", said.get(1));
            assertEquals(2, said.size(), said::toString);
        }
    }

    /** The card stays up when its cable is pulled, or when the switch sets its port down. */
    @Test
    void withoutALinkIsReported() throws Exception {
        List<String> said = new CopyOnWriteArrayList<>();
        try (VethPair pair = VethPair.made('l')) {
            String name = pair.exit();
            String noLink =
                    name + ": has no link (its cable, or what is at the other end); no frame can come until it has one";
            assertEquals("up", listed(name));
            pair.pull();
            assertEquals("no link", listed(name));
            try (LiveSource source = LiveSource.open(List.of(name), CaptureSettings.defaults(), List.of(), said::add)) {
                waitUntilUp(source, false);
                pair.plug();
                waitUntilUp(source, true);
                pair.pull();
                waitUntilUp(source, false);
                end(source);
            }
            assertEquals(List.of(noLink, name + ": gives frames now", noLink), said);
        }
    }

    /** What {@code sharetap interfaces} says of it. */
    private static String listed(String name) {
        return ProgramRun.of("interfaces")
                .out()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .map(line -> line.substring(name.length()).strip())
                .findFirst()
                .orElseThrow();
    }

    /** While libpcap waits for an interface that is down, it looks a thousand times a second whether it is up. */
    @Test
    void whileItIsDownNearlyNothingIsDone() throws Exception {
        try (VethPair pair = VethPair.made('r');
                LiveSource source =
                        LiveSource.open(List.of(pair.exit()), CaptureSettings.defaults(), List.of(), said -> {})) {
            pair.setExitDown();
            waitUntilUp(source, false);
            TimeUnit.SECONDS.sleep(1);
            long before = waits("capture-" + pair.exit());
            TimeUnit.SECONDS.sleep(2);
            assertTrue(waits("capture-" + pair.exit()) - before < 50);
            end(source); // from its rest
        }
    }

    /** How often a thread of this process has waited for something. */
    private static long waits(String thread) throws IOException {
        String name = thread.substring(0, Math.min(thread.length(), THREAD_NAME_CHARS));
        try (Stream<Path> all = Files.list(Path.of("/proc/self/task"))) {
            return all.map(InterfaceDownTest::status)
                    .filter(status -> status.contains("Name:\t" + name))
                    .flatMap(List::stream)
                    .filter(line -> line.startsWith("voluntary_ctxt_switches:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static List<String> status(Path thread) {
        try {
            return Files.readAllLines(thread.resolve("status"));
        } catch (IOException ended) {
            return List.of();
        }
    }

    private static void end(LiveSource source) {
        source.end();
        while (source.poll((link, frame, wire, nanos, number) -> source.release(number), 64) >= 0) {
            Thread.onSpinWait();
        }
    }

    @Test
    void ofWhatIsNoInterfaceNothingIsReported() {
        assertEquals(InterfaceFlags.UNKNOWN_FLAGS, InterfaceFlags.of("any"));
        assertEquals(InterfaceFlags.UNKNOWN_FLAGS, InterfaceFlags.of("a-name-longer-than-the-kernel-has"));
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
