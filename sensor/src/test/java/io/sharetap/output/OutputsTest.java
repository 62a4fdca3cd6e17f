package io.sharetap.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sharetap.FreePort;
import io.sharetap.config.DeliverySettings;
import io.sharetap.config.MadeTargets;
import io.sharetap.config.OutputTarget;
import io.sharetap.config.WrongSetting;
import io.sharetap.output.deliver.Deliveries;
import io.sharetap.output.deliver.OutputCounts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
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
        return outputs(30_000_000_000L);
    }

    private Outputs outputs(long waitNanos) {
        DeliverySettings settings = new DeliverySettings(1 << 20, 4 << 20, waitNanos);
        Deliveries deliveries = new Deliveries(settings, folder.resolve("spill"), false, Map.of(), line -> {});
        return new Outputs(deliveries, EventLevel.ALL, new JsonRecords(standard, EventLevel.ALL, broken -> {}), false);
    }

    private List<OutputTarget> targets(String... names) {
        String text = String.join(" ", names).replace("DIR", folder.toString());
        return MadeTargets.of(text);
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

    /** A receiver that is away may be waited for for long. */
    @Test
    void beginWithoutWaitingForWhatEnds() throws IOException, InterruptedException {
        int port = FreePort.any();
        Outputs outputs = outputs(3_600_000_000_000L);
        outputs.replace(targets("syslog+tcp://127.0.0.1:" + port));
        outputs.onEvent(Samples.write("1.txt", false));
        Thread replacing = new Thread(() -> outputs.replace(targets("file:DIR/begins")));
        replacing.start();
        Path begins = folder.resolve("begins");
        while (outputs.counts().isEmpty() || !outputs.counts().get(0).name().endsWith("begins")) {
            Thread.sleep(10); // the test's limit is that of this
        }
        outputs.onEvent(Samples.write("2.txt", false));
        while (!Files.exists(begins) || Files.size(begins) == 0) {
            Thread.sleep(10);
        }
        assertTrue(replacing.isAlive(), "what waits for the receiver that is away still waits");
        try (ServerSocket back = new ServerSocket(port);
                Socket receiver = back.accept()) {
            receiver.getInputStream().readAllBytes();
            replacing.join();
        }
        outputs.close();
        assertEquals(List.of("2.txt"), paths("begins"));
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
