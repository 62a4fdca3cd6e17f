package io.sharetap.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sharetap.cli.ProgramRun;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One recorded write gives the same records from every format that captures come in, as a file and as a stream. */
class CaptureFormatsTest {
    private static final Path CAPTURE = Path.of("..", "pcaps", "plain-write", "capture.pcap");

    @TempDir
    private Path folder;

    static Stream<Arguments> formats() {
        return Stream.of(CaptureFormat.values())
                .flatMap(format ->
                        Stream.of(CaptureFormat.Packing.values()).map(packing -> Arguments.of(format, packing)));
    }

    @ParameterizedTest
    @MethodSource("formats")
    void giveTheSameRecords(CaptureFormat format, CaptureFormat.Packing packing) throws IOException {
        List<RecordedFrame> frames = RecordedFrame.of(CAPTURE);
        byte[] file = packing.of(format.fileOf(frames));
        Path path = Files.write(folder.resolve("capture"), file);
        String expected = records(ProgramRun.ofReplay(CAPTURE), format);
        assertTrue(expected.contains("\"sha256\""), expected);
        assertEquals(expected, records(ProgramRun.ofReplay(path), format));
        ProgramRun streamed = ProgramRun.ofInput(
                new ByteArrayInputStream(file), "replay", "--no-progress", "--format", "json", "--events", "all", "-");
        assertEquals(expected, records(streamed, format));
    }

    /** What was put out, with its times as exact as the format can tell them, and without what follows from those. */
    private static String records(ProgramRun run, CaptureFormat format) {
        assertEquals(0, run.exitCode(), run.err());
        if (format.resolutionNanos == 1) {
            return run.out();
        }
        return run.out()
                .replaceAll("(:\\d\\d\\.\\d{6})\\d{3}Z", "$1000Z")
                .replaceAll("\"id\":\"[0-9a-f]{32}\"", "\"id\":\"\"")
                .replaceAll("\"alert_id\":\"[0-9a-f]{32}\"", "\"alert_id\":\"\"");
    }
}
