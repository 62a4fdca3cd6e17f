package io.sharetap.benchmarks.quality;

import java.util.List;

/** Plays what developers, administrators and vendors do to servers. */
final class Servers {
    /** Folders in which administrators put files; one that is listed more than once is chosen more often. */
    private static final List<Folder> FOLDERS = List.of(
            new Folder("C$", "Temp\\"),
            new Folder("C$", "Temp\\"),
            new Folder("C$", "Temp\\"),
            new Folder("C$", "Tools\\"),
            new Folder("C$", "Tools\\"),
            new Folder("D$", "install\\"),
            new Folder("D$", "install\\"),
            new Folder("C$", "Users\\adm\\Desktop\\"),
            new Folder("C$", "Program Files\\App\\"),
            new Folder("D$", "App\\"));

    private record Folder(String share, String path) {}

    private Servers() {}

    /** Every build is new; a few developers make most of them. */
    static void builds(Scene scene) {
        Dice dice = scene.dice();
        Network network = scene.network();
        for (int i = scene.times(Rate.BUILDS); i > 0; i--) {
            int developer = dice.rank(network.developers().size());
            copy(
                    scene,
                    network.developers().get(developer),
                    network.fileServers().get(0),
                    "builds",
                    "d" + developer,
                    4);
        }
        for (int i = scene.times(Rate.OWN_DEPLOYMENTS); i > 0; i--) {
            int developer = dice.rank(network.developers().size());
            Host server =
                    network.testServers().get(developer % network.testServers().size());
            copy(scene, network.developers().get(developer), server, "C$", "Services\\App" + developer, 5);
        }
        if (WorkCalendar.working(scene.day())) {
            Program nightly = scene.catalogue().unseen(dice);
            for (Host server : network.testServers()) {
                scene.write(2 + dice.between(0, 0.5), network.buildServer(), server, "C$", "Tests\\app.exe", nightly);
            }
        }
    }

    private static void copy(Scene scene, Host client, Host server, String share, String folder, int filesMost) {
        double hour = scene.dice().workingHour();
        for (int file = scene.dice().between(1, filesMost); file > 0; file--) {
            Program program = scene.catalogue().unseen(scene.dice());
            scene.write(hour + file * 0.0005, client, server, share, folder + "\\m" + file + ".dll", program);
        }
    }

    static void testEnvironments(Scene scene) {
        Dice dice = scene.dice();
        for (int i = scene.times(Rate.TEST_ENVIRONMENTS); i > 0; i--) {
            Host developer = dice.pick(scene.network().developers());
            Program build = scene.catalogue().unseen(dice);
            double hour = dice.workingHour();
            for (int server = 0; server < 3; server++) {
                Host fresh = scene.network().addServer();
                scene.write(hour + server / 20.0, developer, fresh, "C$", "Services\\New\\app.exe", build);
            }
        }
    }

    static void administration(Scene scene) {
        Dice dice = scene.dice();
        Network network = scene.network();
        for (int i = scene.times(Rate.ADMIN_COPIES); i > 0; i--) {
            List<Host> servers = network.applicationServers();
            Host host = dice.chance(0.85) ? servers.get(dice.rank(servers.size())) : scene.user();
            Folder folder = dice.pick(FOLDERS);
            Host administrator = dice.pick(network.administrators());
            double hour = dice.workingHour();
            for (int file = dice.between(1, 3); file > 0; file--) {
                String path = folder.path() + "setup" + file + ".exe";
                scene.write(hour + file * 0.001, administrator, host, folder.share(), path, brought(scene));
            }
        }
        for (int i = scene.times(Rate.FARM_HOTFIXES); i > 0; i--) {
            Host administrator = dice.pick(network.administrators());
            Program hotfix = scene.catalogue().unseen(dice);
            Folder folder = dice.pick(FOLDERS);
            double hour = dice.workingHour();
            for (int server = dice.between(3, 8); server > 0; server--) {
                Host host = dice.pick(network.applicationServers());
                scene.write(
                        hour + server / 20.0,
                        administrator,
                        host,
                        folder.share(),
                        folder.path() + "hotfix.exe",
                        hotfix);
            }
        }
    }

    /** A program that an administrator copies: an installer, a tool, or something for this one server. */
    private static Program brought(Scene scene) {
        double kind = scene.dice().between(0.0, 1.0);
        if (kind < 0.35) {
            return scene.catalogue().popular(scene.dice(), scene.day());
        }
        return kind < 0.7
                ? scene.catalogue().tool(scene.dice(), scene.day())
                : scene.catalogue().unseen(scene.dice());
    }

    static void newServers(Scene scene) {
        Dice dice = scene.dice();
        for (int i = scene.times(Rate.NEW_SERVERS); i > 0; i--) {
            Host fresh = scene.network().addServer();
            if (scene.chance(Rate.NEW_SERVER_COPIES)) {
                Host administrator = dice.pick(scene.network().administrators());
                scene.write(dice.workingHour(), administrator, fresh, "C$", "Temp\\setup.exe", brought(scene));
            }
        }
    }

    static void printDrivers(Scene scene) {
        Dice dice = scene.dice();
        for (int i = scene.times(Rate.PRINT_DRIVERS); i > 0; i--) {
            Host administrator = dice.pick(scene.network().administrators());
            copy(scene, administrator, dice.pick(scene.network().printServers()), "print$", "x64\\{" + i + "}", 8);
        }
    }

    static void logonShares(Scene scene) {
        Dice dice = scene.dice();
        for (int i = scene.times(Rate.LOGON_PROGRAMS); i > 0; i--) {
            Host administrator = dice.pick(scene.network().administrators());
            Host controller = dice.pick(scene.network().domainControllers());
            boolean script = dice.chance(0.7);
            String share = script ? "NETLOGON" : "SYSVOL";
            String path = script ? "inventory.exe" : "corp.example\\Policies\\{31B2F340}\\Machine\\tool.exe";
            scene.write(dice.workingHour(), administrator, controller, share, path, brought(scene));
        }
    }

    static void vendors(Scene scene) {
        Dice dice = scene.dice();
        for (int i = scene.times(Rate.VENDOR_SESSIONS); i > 0; i--) {
            Host engineer = scene.network().visitor();
            Host server = dice.pick(scene.network().applicationServers());
            String folder = dice.chance(0.5) ? "Temp\\" : "Vendor\\";
            double hour = dice.workingHour();
            for (int file = dice.between(1, 6); file > 0; file--) {
                Program program = scene.catalogue().unseen(dice);
                scene.write(hour + file * 0.001, engineer, server, "C$", folder + "f" + file + ".exe", program);
            }
        }
    }
}
