package io.sharetap.benchmarks.quality;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Runs all simulations and holds their results. Ordinary life is played alone to count false alerts, and again with
 * intrusions to see which are found, so that neither hides the other.
 */
final class Measurement {
    private static final int CAMPAIGNS = 3;
    private static final int QUESTION_CAMPAIGNS = 10;

    private final int hosts;
    private final int seeds;
    private final Set<Numbers> numbers;
    private final Map<Profile, Tally> life = new EnumMap<>(Profile.class);
    private final Map<Numbers, Tally> lifeByNumbers = new EnumMap<>(Numbers.class);
    private final Map<Numbers, Tally> intrusions = new EnumMap<>(Numbers.class);
    private final Map<NeverSeen.Rule, Tally> simpleLife = new EnumMap<>(NeverSeen.Rule.class);
    private final Map<NeverSeen.Rule, Tally> simpleIntrusions = new EnumMap<>(NeverSeen.Rule.class);
    private final Tally questions;
    private long events;

    private Measurement(int hosts, int seeds, Set<Numbers> numbers) {
        this.hosts = hosts;
        this.seeds = seeds;
        this.numbers = numbers;
        questions = new Tally(hosts, WorkCalendar.DAYS);
    }

    /**
     * Plays the seeds from 1 on.
     *
     * @param numbers to judge by, besides those that are shipped
     * @param progress is told each seed that is done
     */
    static Measurement run(int hosts, int seeds, Set<Numbers> numbers, Consumer<String> progress) {
        EnumSet<Numbers> all = EnumSet.of(Numbers.SHIPPED);
        all.addAll(numbers);
        Measurement measurement = new Measurement(hosts, seeds, all);
        for (int seed = 1; seed <= seeds; seed++) {
            measurement.run(seed);
            progress.accept("seed " + seed + " of " + seeds);
        }
        return measurement;
    }

    private void run(int seed) {
        List<Simulation.Trial> ordinary = new ArrayList<>();
        List<Simulation.Trial> attacked = new ArrayList<>();
        for (Numbers each : numbers) {
            ordinary.add(trial(lifeByNumbers, each, each));
            attacked.add(trial(intrusions, each, each));
        }
        for (NeverSeen.Rule rule : NeverSeen.Rule.values()) {
            ordinary.add(trial(simpleLife, rule));
            attacked.add(trial(simpleIntrusions, rule));
        }
        life.put(Profile.ORDINARY, lifeByNumbers.get(Numbers.SHIPPED));
        events += play(seed, Profile.ORDINARY, List.of(), 0, ordinary);
        events += play(seed, Profile.ORDINARY, Intrusion.measured(), CAMPAIGNS, attacked);
        events += play(
                seed,
                Profile.ORDINARY,
                Intrusion.questions(),
                QUESTION_CAMPAIGNS,
                List.of(trial(questions, Numbers.SHIPPED)));
        for (Profile profile : List.of(Profile.TIDY, Profile.MESSY)) {
            events += play(seed, profile, List.of(), 0, List.of(trial(life, profile, Numbers.SHIPPED)));
        }
    }

    private long play(int seed, Profile profile, List<Intrusion> kinds, int campaigns, List<Simulation.Trial> trials) {
        return new Simulation(hosts, profile, kinds, campaigns).run(seed, trials);
    }

    private <K> Simulation.Trial trial(Map<K, Tally> tallies, K key, Numbers judgedBy) {
        return trial(tallies.computeIfAbsent(key, any -> new Tally(hosts, WorkCalendar.DAYS)), judgedBy);
    }

    private static Simulation.Trial trial(Tally tally, Numbers judgedBy) {
        return new Simulation.Trial(verdicts -> SharetapJudge.open(judgedBy, verdicts), tally);
    }

    private Simulation.Trial trial(Map<NeverSeen.Rule, Tally> tallies, NeverSeen.Rule rule) {
        Tally tally = tallies.computeIfAbsent(rule, any -> new Tally(hosts, WorkCalendar.DAYS));
        return new Simulation.Trial(verdicts -> new NeverSeen(rule, verdicts), tally);
    }

    int hosts() {
        return hosts;
    }

    int seeds() {
        return seeds;
    }

    Set<Numbers> numbers() {
        return numbers;
    }

    /** Events that were played; several detectors judge the same ones. */
    long events() {
        return events;
    }

    /** Results for ordinary life alone, by the shipped numbers. */
    Tally life(Profile profile) {
        return life.get(profile);
    }

    /** Results for the life of the ordinary organisation alone. */
    Tally life(Numbers judgedBy) {
        return lifeByNumbers.get(judgedBy);
    }

    Tally life(NeverSeen.Rule rule) {
        return simpleLife.get(rule);
    }

    Tally intrusions(Numbers judgedBy) {
        return intrusions.get(judgedBy);
    }

    Tally intrusions(NeverSeen.Rule rule) {
        return simpleIntrusions.get(rule);
    }

    /** Results for the questions on the definitions, by the shipped numbers. */
    Tally questions() {
        return questions;
    }
}
