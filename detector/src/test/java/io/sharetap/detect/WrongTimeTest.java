package io.sharetap.detect;

import static io.sharetap.score.Writes.NOON;
import static io.sharetap.score.Writes.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sharetap.event.Endpoints;
import io.sharetap.event.ExecutionObserved;
import io.sharetap.event.IpAddress;
import io.sharetap.score.Writes;
import org.junit.jupiter.api.Test;

/** One event with a time far off, as a clock that jumped gives it, must not change what comes after it. */
class WrongTimeTest {
    private static final long YEAR_2200 = 7_258_118_400_000_000_000L;

    private final RecordingSink sink = new RecordingSink();
    private final RareWriteDetector detector =
            new RareWriteDetector(DetectorSettings.defaults(), new FakeBaseline(), sink);

    private void see(Writes write) {
        detector.onEvent(write.build());
    }

    private boolean lastAlertHas(String reason) {
        return sink.alerts.get(sink.alerts.size() - 1).score().reasons().stream()
                .anyMatch(held -> held.id().equals(reason));
    }

    @Test
    void aStoryOfTheFutureTakesNothing() {
        see(write().at(YEAR_2200));
        see(write().at(NOON));
        see(write().at(NOON + 1));
        assertEquals(2, sink.alerts.size());
        detector.onEnd(NOON + 2);
        assertEquals(1, sink.updates.get(0).foldedWrites().size());
        assertEquals(sink.alerts.get(1).id(), sink.updates.get(0).alertId());
    }

    @Test
    void anUpdateThatWaitsInTheFutureHoldsUpNoOther() {
        see(write().at(YEAR_2200));
        see(write().at(YEAR_2200 + 1));
        see(write().at(NOON));
        see(write().at(NOON + 1));
        assertEquals(1, sink.updates.size(), "it left when time turned out to be elsewhere");
        detector.onTime(NOON + 7_200_000_000_000L);
        assertEquals(2, sink.updates.size());
    }

    @Test
    void aDestinationOfTheFutureIsNoPartOfAFanOut() {
        see(write().at(YEAR_2200).to("10.0.1.1"));
        see(write().at(NOON).to("10.0.1.2"));
        see(write().at(NOON + 1).to("10.0.1.3"));
        assertFalse(lastAlertHas("fan_out"));
        see(write().at(NOON + 2).to("10.0.1.4"));
        assertTrue(lastAlertHas("fan_out"));
    }

    @Test
    void anExecutionOfTheFutureIsNone() {
        IpAddress client = IpAddress.parse("10.0.0.1");
        IpAddress destination = IpAddress.parse("10.0.0.2");
        Endpoints hosts = new Endpoints(client, 1, null, null, destination, 445, null, null, null, -1);
        detector.onEvent(new ExecutionObserved(YEAR_2200, 1, "x", hosts, "service", null, null));
        see(write().at(NOON));
        assertFalse(lastAlertHas("executed"));
    }
}
