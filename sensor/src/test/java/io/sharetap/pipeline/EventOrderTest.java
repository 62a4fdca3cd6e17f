package io.sharetap.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sharetap.base.Ledger;
import io.sharetap.detect.Detector;
import io.sharetap.event.SensorDay;
import io.sharetap.event.SensorEvent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventOrderTest {
    private final List<String> told = new ArrayList<>();
    private RuntimeException onExpect;

    private final Detector detector = new Detector() {
        @Override
        public void expect(SensorEvent next) {
            told.add("expect " + next.epochNanos());
            if (onExpect != null) {
                throw onExpect;
            }
        }

        @Override
        public void onEvent(SensorEvent event) {
            told.add("event " + event.epochNanos());
        }

        @Override
        public void onEnd(long epochNanos) {
            told.add("end");
        }
    };

    private final EventOrder order = new EventOrder(1, 100, () -> detector, new Ledger(), new Faults());

    private void happened(long epochNanos) {
        order.onReport(0, new Report.Happened(new SensorDay(epochNanos, 0, List.of())));
    }

    @Test
    void whatComesNextIsExpectedBeforeAnEventIsGiven() {
        happened(3);
        happened(1);
        happened(2);
        order.onReport(0, new Report.Tick(10));
        assertEquals(List.of("expect 2", "event 1", "expect 3", "event 2", "event 3"), told);
    }

    @Test
    void anEventIsGivenThoughNoneCanBeExpected() {
        onExpect = new IllegalStateException("made up");
        happened(1);
        happened(2);
        order.onReport(0, new Report.Tick(10));
        assertEquals(List.of("expect 2", "event 1", "event 2"), told);
    }
}
