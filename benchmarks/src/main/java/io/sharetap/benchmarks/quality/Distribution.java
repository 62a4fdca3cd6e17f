package io.sharetap.benchmarks.quality;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;

/** Plays what servers distribute to many hosts of their network; remembers who has what. */
final class Distribution {
    /** A host that was not reachable for so long gets only the next version. */
    private static final int ROLLOUT_DAYS = 14;

    private static final int AGENT_DAYS = 10;
    private static final int BACKUP_DAYS = 25;
    private static final int SCANNER_DAYS = 28;

    private final List<Rollout> rollouts = new ArrayList<>();

    /** What is distributed, from where and to where. */
    private enum Channel {
        PACKAGES("ADMIN$", "ccmcache\\", Network::distributionPoint),
        AGENTS("ADMIN$", "Temp\\agent\\", (network, host) -> network.console()),
        BACKUP("C$", "Program Files\\Backup\\", (network, host) -> network.backup());

        private final String share;
        private final String folder;
        private final BiFunction<Network, Host, Host> source;

        Channel(String share, String folder, BiFunction<Network, Host, Host> source) {
            this.share = share;
            this.folder = folder;
            this.source = source;
        }

        boolean serversOnly() {
            return this == BACKUP;
        }
    }

    /**
     * One package on its way: in the first days few hosts get it, then all for which it is meant and that are on.
     *
     * @param meant the fraction of the hosts that it is for
     * @param fast it goes to all within a day
     * @param has who got it
     */
    private record Rollout(
            Channel channel,
            String folder,
            List<Program> programs,
            int day,
            long number,
            double meant,
            boolean fast,
            Set<Host> has) {

        boolean isFor(Host host, int today) {
            double place = Dice.share(number, host.number());
            return (host.server() || !channel.serversOnly())
                    && place < meant
                    && place / meant < reached(today - day)
                    && !has.contains(host);
        }

        private double reached(int age) {
            if (fast) {
                return age < 1 ? 0.4 : 1;
            }
            return age < 2 ? 0.02 : age < 4 ? 0.15 : age < 6 ? 0.5 : 1;
        }
    }

    /** Packages and patches. */
    void packages(Scene scene) {
        Dice dice = scene.dice();
        if (WorkCalendar.working(scene.day())) {
            for (int i = dice.times(scene.profile().of(Rate.PACKAGES)); i > 0; i--) {
                double meant = dice.chance(0.3) ? 1 : dice.between(0.05, 0.4);
                start(scene, Channel.PACKAGES, dice.between(1, 4), meant, false);
            }
        }
        if (WorkCalendar.patchDay(scene.day())) {
            start(scene, Channel.PACKAGES, 5, 1, true);
        }
        deliver(scene, Channel.PACKAGES);
    }

    /** Agents that update themselves, and agents that are built for a single host. */
    void agents(Scene scene) {
        Network network = scene.network();
        int age = scene.day() - scene.start();
        if (age % AGENT_DAYS == 3) {
            start(scene, Channel.AGENTS, 1, 1, true);
        }
        if (age % BACKUP_DAYS == 6) {
            start(scene, Channel.BACKUP, 3, 1, true);
        }
        deliver(scene, Channel.AGENTS);
        deliver(scene, Channel.BACKUP);
        for (int i = scene.times(Rate.KEYED_AGENTS); i > 0; i--) {
            Program keyed = scene.catalogue().unseen(scene.dice());
            Host host = scene.dice().pick(network.workstations());
            scene.write(scene.dice().workingHour(), network.console(), host, "ADMIN$", "Temp\\keyed\\setup.exe", keyed);
        }
    }

    void scan(Scene scene) {
        if (!WorkCalendar.saturday(scene.day())) {
            return;
        }
        Network network = scene.network();
        long version = Dice.mix(network.scanner().number(), scene.day() / SCANNER_DAYS);
        Program service = Program.named(version, "winexesvc.exe", null);
        for (Host host : everybody(network)) {
            if (isOn(scene, host)) {
                double hour = scene.dice().between(1.0, 9.0);
                scene.write(hour, network.scanner(), host, "ADMIN$", "winexesvc.exe", service);
                scene.stage().service(hour + 0.001, network.scanner(), host, "winexesvc", "winexesvc.exe");
            }
        }
    }

    private void start(Scene scene, Channel channel, int files, double meant, boolean fast) {
        List<Program> programs = new ArrayList<>();
        for (int i = 0; i < files; i++) {
            programs.add(scene.catalogue().unseen(scene.dice()));
        }
        String folder = channel.folder + Integer.toString(36 * 36 + rollouts.size(), 36) + '\\';
        long number = scene.dice().number();
        rollouts.add(new Rollout(channel, folder, programs, scene.day(), number, meant, fast, new HashSet<>()));
    }

    private void deliver(Scene scene, Channel channel) {
        for (Rollout rollout : rollouts) {
            boolean current = scene.day() - rollout.day() < ROLLOUT_DAYS;
            if (current && rollout.channel() == channel) {
                for (Host host : everybody(scene.network())) {
                    if (rollout.isFor(host, scene.day()) && isOn(scene, host)) {
                        deliver(scene, rollout, host);
                    }
                }
            }
        }
    }

    private static void deliver(Scene scene, Rollout rollout, Host host) {
        rollout.has().add(host);
        Host source = rollout.channel().source.apply(scene.network(), host);
        double hour = scene.dice().between(9.0, 21.0);
        int file = 0;
        for (Program program : rollout.programs()) {
            String path = rollout.folder() + "p" + file++ + ".exe";
            scene.write(hour + file * 0.0005, source, host, rollout.channel().share, path, program);
        }
    }

    private static List<Host> everybody(Network network) {
        List<Host> hosts = new ArrayList<>(network.servers());
        hosts.addAll(network.workstations());
        return hosts;
    }

    private static boolean isOn(Scene scene, Host host) {
        double on = host.server() ? 0.99 : host.laptop() ? 0.6 : 0.9;
        return scene.dice().chance(WorkCalendar.working(scene.day()) || host.server() ? on : on / 2);
    }

    /** A program that was distributed to everybody at least so many days ago; null: there is none. */
    Program known(int day, int daysAgo) {
        for (int i = rollouts.size() - 1; i >= 0; i--) {
            Rollout rollout = rollouts.get(i);
            if (rollout.meant() == 1 && !rollout.channel().serversOnly() && rollout.day() <= day - daysAgo) {
                return rollout.programs().get(0);
            }
        }
        return null;
    }
}
