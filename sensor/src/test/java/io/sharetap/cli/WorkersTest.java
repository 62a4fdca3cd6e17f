package io.sharetap.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WorkersTest {
    static Stream<String> captures() {
        return Stream.of(
                "psexec-smb1.pcap",
                "psexec-smb2.pcap",
                "smb1-overlapping-segments.pcap",
                "smb2-delete.pcap",
                "smb2-one-segment-missing.pcap",
                "smb2-plain-writes.pcap",
                "smb2-write-length-lies.pcap",
                "smb3-encrypted.pcap",
                "smb3-multichannel.pcap");
    }

    @ParameterizedTest
    @MethodSource("captures")
    void anyNumberOfWorkersGivesTheSameBytes(String capture) {
        Path path = Captures.get(capture);
        String expected = replay("0", path);
        assertFalse(expected.isEmpty());
        for (String workers : new String[] {"1", "2", "3"}) {
            assertEquals(expected, replay(workers, path), capture + " with " + workers + " workers");
        }
    }

    private static String replay(String workers, Path capture) {
        return ProgramRun.ofReplay(capture, "--workers", workers).out();
    }
}
