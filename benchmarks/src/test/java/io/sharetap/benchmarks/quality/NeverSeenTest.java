package io.sharetap.benchmarks.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sharetap.alert.Severity;
import org.junit.jupiter.api.Test;

class NeverSeenTest {
    private static final Program KNOWN = Program.of(1);
    private static final Program NEW = Program.of(2);
    private static final Host CLIENT = Host.workstation(1, false, 1);
    private static final Host KNOWN_HOST = Host.workstation(2, false, 2);
    private static final Host NEW_HOST = Host.workstation(3, false, 3);

    private final Stage stage = new Stage();
    private final Tally tally = new Tally(1_000, WorkCalendar.DAYS);

    @Test
    void anExecutableThatWasSeenIsNoNews() {
        NeverSeen judge = trained(NeverSeen.Rule.EXECUTABLE);
        write(judge, 20, 1, NEW_HOST, KNOWN);
        assertEquals(0, tally.falseAlerts(Severity.LOW));
        write(judge, 20, 2, KNOWN_HOST, NEW);
        assertEquals(1, tally.falseAlerts(Severity.LOW));
    }

    @Test
    void aDestinationThatWasSeenIsNoNews() {
        NeverSeen judge = trained(NeverSeen.Rule.DESTINATION);
        write(judge, 20, 1, KNOWN_HOST, NEW);
        assertEquals(0, tally.falseAlerts(Severity.LOW));
        write(judge, 20, 2, NEW_HOST, KNOWN);
        assertEquals(1, tally.falseAlerts(Severity.LOW));
    }

    @Test
    void bothHaveToBeNewForTheThirdRule() {
        NeverSeen judge = trained(NeverSeen.Rule.BOTH);
        write(judge, 20, 1, KNOWN_HOST, NEW);
        write(judge, 20, 2, NEW_HOST, KNOWN);
        assertEquals(0, tally.falseAlerts(Severity.LOW));
        write(judge, 20, 3, Host.workstation(4, false, 4), Program.of(3));
        assertEquals(1, tally.falseAlerts(Severity.LOW));
    }

    @Test
    void nothingIsSaidInTheFirstFourteenDays() {
        NeverSeen judge = trained(NeverSeen.Rule.EXECUTABLE);
        write(judge, 13, 23, KNOWN_HOST, NEW);
        assertEquals(0, tally.falseAlerts(Severity.LOW));
    }

    @Test
    void aClientIsReportedWithADestinationOnceInADay() {
        NeverSeen judge = trained(NeverSeen.Rule.EXECUTABLE);
        write(judge, 20, 1, KNOWN_HOST, Program.of(10));
        write(judge, 20, 2, KNOWN_HOST, Program.of(11));
        assertEquals(1, tally.falseAlerts(Severity.LOW));
        write(judge, 21, 1, KNOWN_HOST, Program.of(12));
        assertEquals(2, tally.falseAlerts(Severity.LOW));
    }

    private NeverSeen trained(NeverSeen.Rule rule) {
        NeverSeen judge = new NeverSeen(rule, new Verdicts(stage, tally));
        write(judge, 0, 0, KNOWN_HOST, KNOWN);
        return judge;
    }

    private void write(NeverSeen judge, int day, double hour, Host destination, Program program) {
        stage.begin(day);
        stage.actor(new Stage.Origin("life", null));
        stage.write(hour, CLIENT, destination, "C$", "a.exe", program);
        stage.events().forEach(judge::onEvent);
    }
}
