package io.sharetap.base;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The page for those who run it explains every anomaly, in the program's own words. */
class OperationsPageTest {
    @Test
    void explainsEveryAnomaly() throws IOException {
        List<String> page = Files.readAllLines(Path.of("../docs/operations.md"));
        List<String> table = page.subList(page.indexOf("| name | room | means |") + 2, page.size());
        List<String> expected = Arrays.stream(Anomaly.values())
                .map(anomaly -> "| `" + anomaly.label() + "` | " + anomaly.room() + " | " + anomaly.sentence() + " |")
                .toList();
        assertEquals(String.join("\n", expected), String.join("\n", table));
    }
}
