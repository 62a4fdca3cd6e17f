package io.sharetap.benchmarks.quality;

import io.sharetap.benchmarks.quality.Stage.Origin;
import java.util.ArrayList;
import java.util.List;

/** Plays the ordinary life of an organisation, day by day: in its own network, and in one that may join it. */
final class Organisation {
    /** The cause of everything in a network that has joined. */
    static final String JOINED = "a network joins";

    private static final int JOINED_PART = 10;
    private static final int JOINED_LEAST = 60;

    private final Profile profile;
    private final Dice dice;
    private final Stage stage;
    private final Catalogue catalogue;
    private final Part own;
    private final Part joined;
    private final int joinDay;
    private final int newPointDay;

    /** One network and what its servers have distributed. */
    private record Part(Network network, Distribution distribution, int start, String cause) {
        static Part of(int size, int firstAddress, Dice dice, int start, String cause) {
            return new Part(new Network(size, firstAddress, dice), new Distribution(), start, cause);
        }
    }

    Organisation(int hosts, Profile profile, long seed, Stage stage) {
        this.profile = profile;
        this.stage = stage;
        dice = new Dice(seed).of("life", 0);
        catalogue = new Catalogue(seed);
        Dice once = dice.of("once", 0);
        joinDay = once.chance(profile.of(Rate.NETWORK_JOINS)) ? once.between(20, 50) : WorkCalendar.DAYS;
        newPointDay = once.chance(profile.of(Rate.NEW_DISTRIBUTION_POINT)) ? once.between(20, 50) : WorkCalendar.DAYS;
        own = Part.of(hosts, 1, once, 0, null);
        joined = Part.of(Math.max(JOINED_LEAST, hosts / JOINED_PART), 4 * hosts, once, joinDay, JOINED);
    }

    void live(int day) {
        live(own, day);
        if (day >= joinDay) {
            live(joined, day);
        }
        if (day == newPointDay) {
            own.network().addDistributionPoint();
        }
        List<Host> domainControllers = new ArrayList<>(own.network().domainControllers());
        if (day >= joinDay) {
            domainControllers.addAll(joined.network().domainControllers());
        }
        stage.end(domainControllers);
    }

    private void live(Part part, int day) {
        if (WorkCalendar.working(day)) {
            Dice moves = dice.of("moves" + part.cause(), day);
            part.network().wander(moves, profile.of(Rate.DESKTOP_MOVES), profile.of(Rate.LAPTOP_MOVES));
        }
        for (Activity activity : Activity.values()) {
            stage.actor(new Origin(part.cause() == null ? activity.label() : part.cause(), null));
            Dice own = dice.of(activity.name() + part.cause(), day);
            activity.play(
                    part.distribution(), new Scene(day, part.start(), profile, part.network(), catalogue, own, stage));
        }
    }

    Network network() {
        return own.network();
    }

    /** A program that the organisation distributed to all its hosts a while ago. */
    Program knownToAll(int day) {
        return own.distribution().known(day, 9);
    }
}
