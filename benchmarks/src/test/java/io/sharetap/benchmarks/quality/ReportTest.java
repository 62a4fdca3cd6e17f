package io.sharetap.benchmarks.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

class ReportTest {
    private static final int HOSTS = 200;

    @Test
    void aSmallRunGivesTheSamePageAndPicturesTwice(@TempDir Path one, @TempDir Path other) throws Exception {
        Quality.write(Measurement.run(HOSTS, 1, Set.of(), seed -> {}), one);
        Quality.write(Measurement.run(HOSTS, 1, Set.of(), seed -> {}), other);
        for (String file :
                new String[] {"detection-quality.md", "detection-quality-alerts.svg", "detection-quality-recall.svg"}) {
            assertEquals(Files.readString(one.resolve(file)), Files.readString(other.resolve(file)), file);
        }
        String page = Files.readString(one.resolve("detection-quality.md"));
        assertFalse(page.contains("${"), page);
        for (Intrusion kind : Intrusion.measured()) {
            assertTrue(page.contains("| " + kind.label() + " | "), kind.label());
        }
        String picture = Files.readString(one.resolve("detection-quality-recall.svg"));
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(picture)));
    }

    @Test
    void aRowHasAsManyCellsAsTheTableHasHeads() {
        Table table = new Table("a", "b").row("1", "2");
        assertEquals("| a | b |\n|---|---|\n| 1 | 2 |", table.toString());
        assertThrows(IllegalArgumentException.class, () -> table.row("1"));
    }
}
