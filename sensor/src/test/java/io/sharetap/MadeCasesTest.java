package io.sharetap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The made cases of {@code pcaps/} are what their makers make. */
class MadeCasesTest {
    @Test
    void makersMakeTheCommittedCapturesByteForByte() throws Exception {
        Needs.program("python3", "--version");
        Process maker = new ProcessBuilder(
                        "python3", PcapCase.FOLDER.resolve("maker").toString(), "--check")
                .redirectErrorStream(true)
                .start();
        String said = output(maker);
        assertEquals(0, maker.waitFor(), said);
    }

    private static String output(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
