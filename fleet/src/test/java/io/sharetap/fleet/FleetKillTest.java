package io.sharetap.fleet;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sharetap.DevBroker;
import io.sharetap.baseline.BaselineSettings;
import io.sharetap.detect.DetectorSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kill -9 of one of three instances, and of the broker, while writes flow: no alert is lost, none comes twice. */
class FleetKillTest {
    @TempDir
    Path folder;

    @Test
    void killsLoseNoAlertAndRepeatNone() throws Exception {
        List<Corpus.Line> lines = new Corpus(5, 40).days(12, 150);
        DetectorSettings detector = DetectorSettings.defaults();
        SingleMachine single = SingleMachine.judge(
                lines,
                BaselineSettings.defaults(),
                detector.with(detector.alert().withActivationDays(3)));
        assertTrue(single.records.size() > 40, () -> "few alerts: " + single.records.size());
        List<Process> instances = new ArrayList<>();
        try (DevBroker broker = DevBroker.started(Files.createDirectory(folder.resolve("broker")))) {
            FleetEqualityTest.publish(broker, Corpus.shuffled(lines, 3_000_000_000L, 11));
            try {
                for (int i = 0; i < 3; i++) {
                    instances.add(instance(broker, i));
                }
                FleetEqualityTest.alerts(broker, "killed", single.records.size() / 4);
                instances.get(0).destroyForcibly().waitFor();
                FleetEqualityTest.alerts(broker, "killed", single.records.size() / 2);
                broker.kill();
                broker.start();
                instances.add(instance(broker, 3));
                TreeSet<String> published = FleetEqualityTest.alerts(broker, "killed", single.records.size());
                FleetTopologyTest.assertSame(single.records, published);
            } finally {
                instances.forEach(Process::destroyForcibly);
            }
        }
    }

    private Process instance(DevBroker broker, int number) throws Exception {
        return new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-Xmx400m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.sharetap.fleet.Fleet",
                        "--bootstrap",
                        broker.client().getProperty("bootstrap.servers"),
                        "--name",
                        "killed",
                        "--lateness",
                        "3s",
                        "--activation",
                        "3d",
                        "--threads",
                        "1",
                        "--http",
                        "off",
                        "--state",
                        folder.resolve("state-" + number).toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("instance-" + number + ".txt").toFile())
                .start();
    }
}
