package io.sharetap.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sharetap.base.Anomaly;
import io.sharetap.base.Ledger;
import io.sharetap.detect.Detector;
import io.sharetap.event.SensorDay;
import io.sharetap.event.SensorEvent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventOrderTest {
    private final List<String> reported = new ArrayList<>();
    private RuntimeException onExpect;

    private final Detector detector = new Detector() {
        @Override
        public void expect(SensorEvent next) {
            reported.add("expect " + next.epochNanos());
            if (onExpect != null) {
                throw onExpect;
            }
        }

        @Override
        public void onEvent(SensorEvent event) {
            reported.add("event " + event.epochNanos());
        }

        @Override
        public void onEnd(long epochNanos) {
            reported.add("end");
        }
    };

    private final EventOrder order = new EventOrder(1, 100, () -> detector, new Ledger(), new Faults());

    private void happened(long epochNanos) {
        order.onReport(0, new Report.Happened(day(epochNanos)));
    }

    @Test
    void whatComesNextIsExpectedBeforeAnEventIsGiven() {
        happened(3);
        happened(1);
        happened(2);
        order.onReport(0, new Report.Tick(10));
        assertEquals(List.of("expect 2", "event 1", "expect 3", "event 2", "event 3"), reported);
    }

    @Test
    void anEventIsGivenThoughNoneCanBeExpected() {
        onExpect = new IllegalStateException("made up");
        happened(1);
        happened(2);
        order.onReport(0, new Report.Tick(10));
        assertEquals(List.of("expect 2", "event 1", "event 2"), reported);
    }

    @Test
    void aLaneThatIsFarBehindDoesNotChangeTheOrderAsLongAsThereIsRoom() {
        Ledger ledger = new Ledger();
        EventOrder ofTwo = new EventOrder(2, 100, () -> detector, ledger, new Faults());
        long room = 100 * EventOrder.BYTES_PER_EVENT / EventWeight.of(day(0));
        ofTwo.onReport(0, new Report.Tick(1_000));
        ofTwo.onReport(0, new Report.Happened(day(500)));
        for (int i = 1; i < room; i++) {
            ofTwo.onReport(0, new Report.Happened(day(2_000 + i)));
        }
        ofTwo.onReport(1, new Report.Tick(1_000));
        ofTwo.onReport(1, new Report.Happened(day(400)));
        ofTwo.onReport(1, new Report.Tick(2_000));
        ofTwo.onReport(0, new Report.Tick(2_000));
        assertEquals(List.of("event 400", "event 500"), events().subList(0, 2));
        assertEquals(0, ledger.of(Anomaly.EVENT_ORDER_GIVEN_UP));
    }

    @Test
    void beyondTheRoomTheOldestLeaveAndThatIsCounted() {
        Ledger ledger = new Ledger();
        EventOrder ofTwo = new EventOrder(2, 100, () -> detector, ledger, new Faults());
        long room = 100 * EventOrder.BYTES_PER_EVENT / EventWeight.of(day(0));
        for (int i = 1; i <= 2 * room; i++) {
            ofTwo.onReport(0, new Report.Happened(day(i)));
        }
        assertEquals(events().size(), ledger.of(Anomaly.EVENT_ORDER_GIVEN_UP));
        assertTrue(events().size() >= room * 3 / 4, () -> events().size() + " events");
        assertEquals("event 1", events().get(0));
    }

    private static SensorDay day(long epochNanos) {
        return new SensorDay(epochNanos, 0, List.of());
    }

    private List<String> events() {
        return reported.stream().filter(line -> line.startsWith("event")).toList();
    }
}
