package io.sharetap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sharetap.config.DeliverySettings;
import io.sharetap.config.MadeTargets;
import io.sharetap.output.deliver.Deliveries;
import io.sharetap.output.deliver.Delivery;
import io.sharetap.output.deliver.Message;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Debian's logrotate moves the file away while records come, and tells nobody. */
@Timeout(60)
class LogrotateTest {
    private static final int ROTATIONS = 3;
    private static final int RECORDS = 1_000;

    @TempDir
    private Path folder;

    @Test
    void losesNoRecordAndTearsNone() throws IOException, InterruptedException {
        Needs.program("logrotate", "--version");
        Path file = folder.resolve("records.jsonl");
        Path settings = Files.writeString(
                folder.resolve("logrotate.conf"),
                file + " {\n  rotate 9\n  size 1\n  nocreate\n  su root root\n}\n"); // as the package has it
        DeliverySettings terms = new DeliverySettings(4 << 20, 16 << 20, 10_000_000_000L);
        Delivery delivery = new Deliveries(terms, folder.resolve("spill"), false, Map.of(), line -> {})
                .to(MadeTargets.one("file:" + file));
        delivery.start();
        int offered = 0;
        for (int rotation = 0; rotation < ROTATIONS; rotation++) {
            offered = offer(delivery, offered);
            while (delivery.counts().taken() < offered - RECORDS / 2) {
                TimeUnit.MILLISECONDS.sleep(1);
            }
            rotate(settings);
        }
        offered = offer(delivery, offered);
        delivery.close();
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> all = files.filter(each -> each.toString().contains("records.jsonl"))
                    .sorted((one, other) -> other.compareTo(one)) // the highest number is the oldest
                    .toList();
            assertEquals(ROTATIONS + 1, all.size(), all.toString());
            for (Path each : all) {
                lines.addAll(Files.readAllLines(each));
            }
        }
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < offered; i++) {
            expected.add("{\"n\":" + i + "}");
        }
        assertEquals(expected, lines);
    }

    private static int offer(Delivery delivery, int from) {
        for (int i = from; i < from + RECORDS; i++) {
            delivery.offer(Message.of(Message.Kind.EVENT, ("{\"n\":" + i + "}").getBytes(StandardCharsets.UTF_8)));
        }
        return from + RECORDS;
    }

    private void rotate(Path settings) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        "logrotate",
                        "--force",
                        "--state",
                        folder.resolve("state").toString(),
                        settings.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
    }
}
