package io.sharetap.benchmarks.quality;

import io.sharetap.event.SensorEvent;
import java.util.ArrayList;
import java.util.List;

/**
 * Plays 60 days of an organisation, with or without intrusions, to several detectors at once.
 *
 * @param hosts of the organisation's own network
 * @param campaignsPerKind of each kind of intrusion
 */
record Simulation(int hosts, Profile profile, List<Intrusion> kinds, int campaignsPerKind) {
    /** No alert is raised before. */
    static final int FIRST_JUDGED_DAY = 14;

    /** A detector to be tried, and the tally for its results. */
    record Trial(Maker maker, Tally tally) {}

    /** Makes a detector without any history. */
    @FunctionalInterface
    interface Maker {
        Judge make(Verdicts verdicts);
    }

    /** One detector at work. */
    private record Seat(Judge judge, Verdicts verdicts, Tally tally) {}

    /** Plays one seed; returns the number of events. */
    long run(long seed, List<Trial> trials) {
        Stage stage = new Stage();
        Organisation organisation = new Organisation(hosts, profile, seed, stage);
        List<Campaign> campaigns = plan(new Dice(seed).of("campaigns", 0), organisation, stage);
        List<Seat> seats = new ArrayList<>();
        for (Trial trial : trials) {
            Verdicts verdicts = new Verdicts(stage, trial.tally());
            seats.add(new Seat(trial.maker().make(verdicts), verdicts, trial.tally()));
        }
        long events = 0;
        try {
            for (int day = 0; day < WorkCalendar.DAYS; day++) {
                stage.begin(day);
                organisation.live(day);
                for (Campaign campaign : campaigns) {
                    if (campaign.on(day)) {
                        campaign.play(day);
                    }
                }
                events += show(stage.events(), day, seats);
            }
            seats.forEach(seat -> seat.judge().onEnd(stage.at(23.9999)));
        } finally {
            seats.forEach(seat -> seat.judge().close());
        }
        seats.forEach(seat -> seat.verdicts().end(campaigns));
        return events;
    }

    private static int show(List<SensorEvent> events, int day, List<Seat> seats) {
        for (Seat seat : seats) {
            seat.verdicts().begin(day);
            events.forEach(seat.judge()::onEvent);
            if (day >= FIRST_JUDGED_DAY) {
                seat.tally().judged(day);
            }
        }
        return events.size();
    }

    /** Each kind's campaigns begin in different parts of the time after activation, and never on days side by side. */
    private List<Campaign> plan(Dice dice, Organisation organisation, Stage stage) {
        List<Campaign> campaigns = new ArrayList<>();
        for (Intrusion kind : kinds) {
            double part = (WorkCalendar.DAYS - FIRST_JUDGED_DAY - 1 - kind.days()) / (double) campaignsPerKind;
            for (int i = 0; i < campaignsPerKind; i++) {
                int start = FIRST_JUDGED_DAY + 1 + (int) (part * (i + dice.between(0.0, 0.8)));
                Dice own = dice.of(kind.name(), i);
                campaigns.add(new Campaign(kind, start, organisation, stage, own));
            }
        }
        return campaigns;
    }
}
