package io.sharetap.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class WatchUsageTest {
    @Test
    void saysHowToNameAnInterface() {
        ProgramRun run = ProgramRun.of("watch");
        assertEquals(2, run.exitCode());
        assertTrue(run.err().contains("sharetap interfaces lists them"), run.err());
    }

    @Test
    void refusesAnAddressThatOthersReachWithoutAToken() {
        ProgramRun run = ProgramRun.of("watch", "-i", "eth0", "--http", "0.0.0.0:9475");
        assertEquals(2, run.exitCode());
        assertTrue(run.err().contains("http-token"), run.err());
    }

    @Test
    void refusesARingThatIsNoPowerOfTwo() {
        ProgramRun run = ProgramRun.of("watch", "-i", "eth0", "--set", "capture.ring-bytes=3m");
        assertEquals(2, run.exitCode());
        assertTrue(run.err().contains("power of two"), run.err());
    }

    /** With libpcap and rights, it lists those that exist; without, it says what is missing. */
    @Test
    void saysWhatIsWrongWithAnInterfaceThatDoesNotExist() {
        ProgramRun run = ProgramRun.of("watch", "-i", "nosuch0", "--http", "off");
        boolean listed = run.exitCode() == 2 && run.err().contains("there is no interface \"nosuch0\"; there are: ");
        boolean lacking =
                run.err().contains("libpcap is not installed") || run.err().contains("no right to capture");
        assertTrue(listed || lacking, run.toString());
    }
}
