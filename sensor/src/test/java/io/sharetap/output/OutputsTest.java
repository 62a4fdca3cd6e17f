package io.sharetap.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sharetap.config.DeliverySettings;
import io.sharetap.config.OutputTarget;
import io.sharetap.config.SensorConfig;
import io.sharetap.config.WrongSetting;
import io.sharetap.output.deliver.Deliveries;
import io.sharetap.output.deliver.OutputCounts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Outputs that are replaced while records come. */
@Timeout(60)
class OutputsTest {
    @TempDir
    private Path folder;

    private final ByteArrayOutputStream standard = new ByteArrayOutputStream();

    private Outputs outputs() {
        DeliverySettings settings = new DeliverySettings(1 << 20, 4 << 20, 2_000_000_000L);
        Deliveries deliveries = new Deliveries(settings, folder.resolve("spill"), false, Map.of(), line -> {});
        return new Outputs(deliveries, EventLevel.ALL, new JsonRecords(standard, EventLevel.ALL, broken -> {}), false);
    }

    private List<OutputTarget> targets(String... names) {
        String text = String.join(" ", names).replace("DIR", folder.toString());
        return SensorConfig.of(List.of(new SensorConfig.Option("outputs", text, "test")), Map.of(), null)
                .outputs();
    }

    private List<String> paths(String file) throws IOException {
        return Files.readAllLines(folder.resolve(file)).stream()
                .map(line -> line.replaceAll(".*\"path\":\"([^\"]*)\".*", "$1"))
                .toList();
    }

    @Test
    void goOnUntouchedEndOrBeginAsTheyAreReplaced() throws IOException {
        Outputs outputs = outputs();
        outputs.replace(targets("file:DIR/stays", "file:DIR/ends", "file:DIR/changes"));
        outputs.onEvent(Samples.write("1.txt", false));
        outputs.replace(targets("file:DIR/stays", "file:DIR/changes#events=executables", "file:DIR/begins", "stdout"));
        assertEquals(List.of("1.txt"), paths("ends"), "what ends has all of its records");
        outputs.onEvent(Samples.write("2.txt", false));
        outputs.onEvent(Samples.write("3.exe", true));
        outputs.flush();
        outputs.close();
        assertEquals(List.of("1.txt", "2.txt", "3.exe"), paths("stays"));
        assertEquals(List.of("1.txt"), paths("ends"));
        assertEquals(List.of("1.txt", "3.exe"), paths("changes"));
        assertEquals(List.of("2.txt", "3.exe"), paths("begins"));
        assertEquals(2, standard.toString(StandardCharsets.UTF_8).lines().count());
        assertEquals(
                3,
                outputs.counts().stream()
                        .filter(counts -> counts.name().endsWith("/stays"))
                        .findFirst()
                        .map(OutputCounts::taken)
                        .orElseThrow());
    }

    @Test
    void changeNothingWhereOneOfThemCannotBe() throws IOException {
        Outputs outputs = outputs();
        outputs.replace(targets("file:DIR/stays"));
        List<OutputTarget> wrong = targets("file:DIR/new", "https://h/#header.Authorization=${NOWHERE}");
        assertThrows(WrongSetting.class, () -> outputs.replace(wrong));
        outputs.onEvent(Samples.write("1.txt", false));
        outputs.close();
        assertEquals(List.of("1.txt"), paths("stays"));
        assertEquals(false, Files.exists(folder.resolve("new")));
    }
}
