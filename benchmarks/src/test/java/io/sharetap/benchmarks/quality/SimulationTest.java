package io.sharetap.benchmarks.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sharetap.benchmarks.quality.Intrusion.Claim;
import io.sharetap.event.EventCodec;
import io.sharetap.event.SensorEvent;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SimulationTest {
    private static final int HOSTS = 300;

    @Test
    void everyClaimedKindIsFoundAndNoneOfTheOthers() {
        Tally tally = new Tally(HOSTS, WorkCalendar.DAYS);
        Simulation simulation = new Simulation(HOSTS, Profile.TIDY, Intrusion.measured(), 1);
        simulation.run(
                1, List.of(new Simulation.Trial(verdicts -> SharetapJudge.open(Numbers.SHIPPED, verdicts), tally)));
        for (Intrusion kind : Intrusion.measured()) {
            assertEquals(1, tally.played(kind), kind.label());
            assertEquals(kind.claim() == Claim.FOUND ? 1 : 0, tally.found(kind), kind.label() + ", seed 1");
        }
    }

    @Test
    void aSeedGivesTheSameLifeEachTime() {
        assertEquals(lifeOf(5, HOSTS), lifeOf(5, HOSTS));
        assertNotEquals(lifeOf(5, HOSTS), lifeOf(6, HOSTS));
    }

    @Test
    void intrusionsDoNotMoveOrdinaryLife() {
        String alone = lifeOf(7, HOSTS);
        Stage stage = new Stage();
        Organisation organisation = new Organisation(HOSTS, Profile.ORDINARY, 7, stage);
        Campaign worm = new Campaign(Intrusion.WORM, 2, organisation, stage, new Dice(7));
        StringBuilder life = new StringBuilder();
        boolean attacked = false;
        for (int day = 0; day < 10; day++) {
            stage.begin(day);
            organisation.live(day);
            if (worm.on(day)) {
                worm.play(day);
            }
            List<SensorEvent> events = stage.events();
            attacked |= events.stream().anyMatch(event -> stage.originOf(event).campaign() == worm);
            life.append(text(events.stream()
                    .filter(event -> stage.originOf(event).campaign() == null)
                    .toList()));
        }
        assertTrue(attacked, "seed 7");
        assertEquals(alone, life.toString(), "seed 7");
    }

    @Test
    void eventsOfADayComeInTheirOrderAndStayWithinIt() {
        Stage stage = new Stage();
        Organisation organisation = new Organisation(HOSTS, Profile.MESSY, 3, stage);
        long last = 0;
        for (int day = 0; day < WorkCalendar.DAYS; day++) {
            stage.begin(day);
            organisation.live(day);
            List<SensorEvent> events = stage.events();
            assertFalse(events.isEmpty(), "day " + day + " of seed 3");
            for (SensorEvent event : events) {
                assertTrue(event.epochNanos() >= Math.max(last, stage.at(0)), "day " + day + " of seed 3");
                last = event.epochNanos();
            }
        }
    }

    private static String lifeOf(long seed, int hosts) {
        Stage stage = new Stage();
        Organisation organisation = new Organisation(hosts, Profile.ORDINARY, seed, stage);
        StringBuilder life = new StringBuilder();
        for (int day = 0; day < 10; day++) {
            stage.begin(day);
            organisation.live(day);
            life.append(text(stage.events()));
        }
        return life.toString();
    }

    /** What happened, without the numbers that the stage gives. */
    private static String text(List<SensorEvent> events) {
        EventCodec codec = new EventCodec();
        return events.stream()
                .map(event -> codec.toJson(event)
                        .replaceAll("\"id\":\"[wx]\\d+\"", "")
                        .replaceAll("\"file_id\":\"[0-9a-f]+\"", ""))
                .collect(Collectors.joining("\n"));
    }
}
