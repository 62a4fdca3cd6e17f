package io.sharetap.benchmarks.quality;

import java.util.ArrayList;
import java.util.List;

/** One intrusion on its days: an intruder on one machine, with a tool that nobody had before. */
final class Campaign {
    /** Suffix of the cause of what a campaign does before it counts. */
    static final String PREPARED = ", before";

    private final Intrusion kind;
    private final int start;
    private final Organisation organisation;
    private final Stage stage;
    private final Dice dice;
    private final Host foothold;
    private final Program tool;
    private final String ownName;
    private final List<Host> victims = new ArrayList<>();
    private long firstWriteNanos = Long.MAX_VALUE;
    private int day;

    Campaign(Intrusion kind, int start, Organisation organisation, Stage stage, Dice dice) {
        this.kind = kind;
        this.start = start;
        this.organisation = organisation;
        this.stage = stage;
        this.dice = dice;
        foothold = user();
        tool = newTool();
        ownName = randomName(6);
    }

    Intrusion kind() {
        return kind;
    }

    boolean on(int today) {
        return today >= start && today < start + kind.days();
    }

    void play(int today) {
        day = today;
        stage.actor(new Stage.Origin(kind.label(), this));
        kind.play(this, today - start);
    }

    /** Nanoseconds since 1970; Long.MAX_VALUE: nothing was written. */
    long firstWriteNanos() {
        return firstWriteNanos;
    }

    void wrote(long nanos) {
        firstWriteNanos = Math.min(firstWriteNanos, nanos);
    }

    Dice dice() {
        return dice;
    }

    Network network() {
        return organisation.network();
    }

    /** The machine that the intruder holds. */
    Host foothold() {
        return foothold;
    }

    Program tool() {
        return tool;
    }

    Program newTool() {
        return Program.of(dice.number());
    }

    /** A program that all hosts of the organisation received a while ago. */
    Program knownToAll() {
        return organisation.knownToAll(day);
    }

    Host user() {
        return dice.pick(organisation.network().users());
    }

    Host victim() {
        return victims(1).get(0);
    }

    /** The same hosts each day. */
    List<Host> victims(int count) {
        if (count >= network().users().size()) {
            throw new IllegalArgumentException("too few users for " + count + " victims of " + kind.label());
        }
        while (victims.size() < count) {
            Host next = user();
            if (next != foothold && !victims.contains(next)) {
                victims.add(next);
            }
        }
        return victims;
    }

    /** A name that is the same on each day, and belongs to no other campaign. */
    String ownName() {
        return ownName;
    }

    /** A random name, such as tools make up. */
    String randomName(int chars) {
        StringBuilder name = new StringBuilder();
        while (name.length() < chars) {
            name.append((char) ('a' + dice.below(26)));
        }
        return name.toString();
    }

    /** What the campaign does from now on today need not be found. */
    void prepare() {
        stage.actor(new Stage.Origin(kind.label() + PREPARED, null));
    }

    void write(double hour, Host client, Host destination, String share, String path, Program program) {
        stage.write(hour, client, destination, share, path, program);
    }

    /** Writes a program to ADMIN$ and makes it run as a service. */
    void serve(double hour, Host client, Host destination, String name, Program program) {
        write(hour, client, destination, "ADMIN$", name, program);
        run(hour + 0.001, client, destination, "%systemroot%\\" + name);
    }

    void run(double hour, Host client, Host destination, String command) {
        stage.service(hour, client, destination, randomName(4), command);
    }
}
