package io.sharetap.detect;

import static io.sharetap.score.Writes.NOON;
import static io.sharetap.score.Writes.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sharetap.alert.AlertCodec;
import io.sharetap.alert.AlertReaderTest;
import io.sharetap.event.ClientAct;
import io.sharetap.event.Endpoints;
import io.sharetap.event.EventCodec;
import io.sharetap.event.ExecutionObserved;
import io.sharetap.event.IpAddress;
import io.sharetap.event.SensorEvent;
import io.sharetap.score.Rarities;
import io.sharetap.score.Writes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A detector that is saved and restored at any moment says the same as one that never stopped. */
class RestartTest {
    private static final String[] PATHS = {"a.exe", "Windows\\Temp\\b.exe", "Tools\\c.exe", "d.scr", "e.pdf.exe"};
    private static final String[] SHARES = {"C$", "ADMIN$", "public", "NETLOGON"};
    private static final long MINUTE = 60_000_000_000L;

    private final AlertCodec codec = new AlertCodec();

    /** Small worlds, so that stories, fan-outs and executions meet. */
    private static List<SensorEvent> events(Random random, int count) {
        List<SensorEvent> events = new ArrayList<>();
        long at = NOON;
        for (int i = 1; i <= count; i++) {
            at += random.nextLong(random.nextInt(10) == 0 ? 90 * MINUTE : 3 * MINUTE);
            String client = "10.0.0." + random.nextInt(4);
            String destination = "10.0.1." + random.nextInt(8);
            if (random.nextInt(5) == 0) {
                events.add(execution(at, i, client, destination, PATHS[random.nextInt(PATHS.length)]));
                continue;
            }
            if (random.nextInt(5) == 0) {
                events.add(act(at, i, client, destination, ClientAct.Kind.values()[random.nextInt(5)]));
                continue;
            }
            Writes write = write().at(at).position(i).id("w" + i).by(client).to(destination);
            write.on(SHARES[random.nextInt(SHARES.length)], PATHS[random.nextInt(PATHS.length)]);
            write.content("content " + random.nextInt(6));
            if (random.nextInt(4) == 0) {
                write.continues("w" + (i - 1 - random.nextInt(3)));
            }
            events.add(write.build());
        }
        return events;
    }

    private static ExecutionObserved execution(long at, int position, String client, String destination, String what) {
        IpAddress from = IpAddress.parse(client);
        IpAddress to = IpAddress.parse(destination);
        Endpoints hosts = new Endpoints(from, 1, null, null, to, 445, null, null, null, -1);
        return new ExecutionObserved(at, position, "x" + position, hosts, "service", "svc", what);
    }

    private static ClientAct act(long at, int position, String client, String destination, ClientAct.Kind kind) {
        IpAddress from = IpAddress.parse(client);
        IpAddress to = IpAddress.parse(destination);
        Endpoints hosts = new Endpoints(from, 1, null, null, to, 445, null, null, null, -1);
        return new ClientAct(at, position, "y" + position, hosts, null, kind, "IPC$");
    }

    private static FakeBaseline baseline() {
        FakeBaseline baseline = new FakeBaseline();
        baseline.byDestination.put("10.0.1.1", Rarities.unseen());
        baseline.byDestination.put("10.0.1.2", Rarities.unseen().receivedOn(2));
        baseline.byDestination.put("10.0.1.3", Rarities.unseen().similarDays(4));
        return baseline;
    }

    private List<String> said(RecordingSink sink) {
        List<String> said = new ArrayList<>();
        sink.alerts.forEach(alert -> said.add(codec.toJson(alert)));
        sink.updates.forEach(update -> said.add(codec.toJson(update)));
        return said;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void restartsChangeNothing(long seed) {
        Random random = new Random(seed);
        List<SensorEvent> events = events(random, 500);
        RecordingSink without = new RecordingSink();
        RareWriteDetector steady = new RareWriteDetector(DetectorSettings.defaults(), baseline(), without);
        events.forEach(steady::onEvent);

        RecordingSink with = new RecordingSink();
        FakeBaseline kept = baseline();
        RareWriteDetector detector = new RareWriteDetector(DetectorSettings.defaults(), kept, with);
        for (SensorEvent event : events) {
            if (random.nextInt(20) == 0) {
                byte[] state = detector.save();
                detector = new RareWriteDetector(DetectorSettings.defaults(), kept, with);
                detector.restore(state);
                assertTrue(Arrays.equals(state, detector.save()), "seed " + seed);
            }
            detector.onEvent(event);
        }
        long end = events.get(events.size() - 1).epochNanos() + MINUTE;
        steady.onEnd(end);
        detector.onEnd(end);
        assertTrue(without.alerts.size() > 20 && without.updates.size() > 5, "seed " + seed);
        List<String> expected = said(without);
        List<String> actual = said(with);
        for (int i = 0; i < Math.min(expected.size(), actual.size()); i++) {
            assertEquals(expected.get(i), actual.get(i), "seed " + seed + ", record " + i);
        }
        assertEquals(expected.size(), actual.size(), "seed " + seed);
        assertEquals(without.order, with.order, "seed " + seed);
    }

    @Test
    void recordsSayTheSameOnceTheyWereRead() {
        long seed = 2;
        RecordingSink sink = new RecordingSink();
        RareWriteDetector detector = new RareWriteDetector(DetectorSettings.defaults(), baseline(), sink);
        events(new Random(seed), 3_000).forEach(detector::onEvent);
        List<String> records = said(sink);
        EventCodec events = new EventCodec();
        sink.events.stream()
                .filter(event -> event instanceof ExecutionObserved execution && execution.written() != null)
                .forEach(event -> records.add(events.toJson(event)));
        int executions = records.size() - sink.alerts.size() - sink.updates.size();
        assertTrue(executions > 2 && sink.updates.size() > 2, "seed " + seed + ": " + executions + " executions");
        assertEquals(records, new AlertReaderTest().again(records), "seed " + seed);
    }

    @Test
    void whatIsNoStateIsRefusedWithAReason() {
        RareWriteDetector detector =
                new RareWriteDetector(DetectorSettings.defaults(), baseline(), new RecordingSink());
        events(new Random(9), 50).forEach(detector::onEvent);
        byte[] state = detector.save();
        assertRefused(detector, new byte[0], "it ends early");
        assertRefused(detector, new byte[64], "it does not begin like one");
        byte[] newer = state.clone();
        newer[7] = 9;
        assertRefused(detector, newer, "it has version 9, this program knows 3");
        assertRefused(detector, Arrays.copyOf(state, state.length - 1), "it ends early");
        assertRefused(detector, Arrays.copyOf(state, state.length + 1), "bytes follow its end");
    }

    private static void assertRefused(RareWriteDetector detector, byte[] state, String why) {
        String said = assertThrows(IllegalArgumentException.class, () -> detector.restore(state))
                .getMessage();
        assertEquals("this is no state of a detector: " + why, said);
    }

    @Test
    void aDamagedStateIsRefusedOrReadAndNeverAnythingElse() {
        RareWriteDetector detector =
                new RareWriteDetector(DetectorSettings.defaults(), baseline(), new RecordingSink());
        events(new Random(10), 60).forEach(detector::onEvent);
        byte[] state = detector.save();
        long seed = 20_260_304L;
        Random random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            byte[] damaged = state.clone();
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            RareWriteDetector other =
                    new RareWriteDetector(DetectorSettings.defaults(), baseline(), new RecordingSink());
            try {
                other.restore(damaged);
            } catch (IllegalArgumentException e) {
                assertTrue(e.getMessage().startsWith("this is no state of a detector: "), "seed " + seed);
            }
        }
    }
}
