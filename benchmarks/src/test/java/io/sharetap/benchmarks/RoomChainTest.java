package io.sharetap.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the benchmarks measure is what they say: every room is given all that was made. */
class RoomChainTest {
    private static final int FILES = 2_000;
    private static final int WRITE_BYTES = 4_096;

    @ParameterizedTest
    @CsvSource({"smb", "transfer", "pe"})
    void everyFileArrivesWhole(String room) {
        try (RoomChain chain = new RoomChain(room, LinearityBenchmark.roomFor(FILES), LinearityBenchmark.FRAME_NANOS)) {
            MadeTraffic traffic = new MadeTraffic(chain, FILES, FILES, MadeContent.program(WRITE_BYTES), ".exe");
            for (int i = 0; i < FILES; i++) {
                traffic.connect(i);
                traffic.create(i, i);
            }
            for (int i = 0; i < 2 * FILES; i++) {
                traffic.write(i % FILES);
            }
            for (int i = 0; i < FILES; i++) {
                traffic.close(i);
            }
            assertEquals(FILES, chain.sinks.reported);
            assertEquals(2L * FILES * WRITE_BYTES, chain.sinks.bytes);
            assertEquals(room.equals("pe") ? FILES : 0, chain.sinks.programs);
        }
    }
}
