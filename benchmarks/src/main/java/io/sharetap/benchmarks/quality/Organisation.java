package io.sharetap.benchmarks.quality;

import io.sharetap.benchmarks.quality.Stage.Program;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/**
 * Plays the ordinary life of an organisation: software distribution, patch days, a virus scanner's updates, developers
 * and their build server, file servers, a helpdesk with PsExec, administrators with C$, addresses that wander, hosts
 * that join, holidays.
 */
final class Organisation {
    static final int FILE_SERVERS = 20;
    static final int DOMAIN_CONTROLLERS = 3;

    private static final Program PSEXEC = Program.of(
            HexFormat.of().parseHex("141b2190f51397dbd0dfde0e3904b264c91b6f81febc823ff0c33da980b69944"),
            "psexesvc.exe",
            "Sysinternals");
    private static final int FIRST_SERVER = 1;
    private static final int DISTRIBUTION = 100;
    private static final int SCANNER = 101;
    private static final int BUILD_SERVER = 102;
    private static final int FIRST_SUPPORT = 200;
    private static final int FIRST_WORKSTATION = 1_000;
    private static final int POPULAR_PROGRAMS = 300;
    private static final int ADMIN_TOOLS = 40;

    private final int workstations;
    private final Random random;
    private final Stage stage;
    /** Address of each workstation; some change every day. */
    private final List<Integer> addresses = new ArrayList<>();

    private long fresh = 1L << 40;

    Organisation(int hosts, Random random, Stage stage) {
        workstations = hosts - FILE_SERVERS - DOMAIN_CONTROLLERS;
        this.random = random;
        this.stage = stage;
        for (int i = 0; i < workstations; i++) {
            addresses.add(FIRST_WORKSTATION + i);
        }
    }

    int workstation() {
        return addresses.get(random.nextInt(addresses.size()));
    }

    int fileServer() {
        return FIRST_SERVER + DOMAIN_CONTROLLERS + random.nextInt(FILE_SERVERS);
    }

    List<Integer> domainControllers() {
        return List.of(FIRST_SERVER, FIRST_SERVER + 1, FIRST_SERVER + 2);
    }

    int helpdesk() {
        return FIRST_SUPPORT + random.nextInt(5);
    }

    /** A program that nobody had before. */
    Program newProgram() {
        return Program.of(fresh++);
    }

    static Program psexec() {
        return PSEXEC;
    }

    Program adminTool() {
        return Program.of(5_000 + random.nextInt(ADMIN_TOOLS));
    }

    void live(int day) {
        boolean holiday = day >= 40 && day < 44;
        boolean weekend = day % 7 >= 5;
        wander();
        scan();
        if (!holiday && !weekend) {
            if (day % 4 == 1) {
                distribute("ccmcache\\" + Integer.toHexString(day), 1 + random.nextInt(3));
            }
            if (day % 28 == 8) {
                distribute("ccmcache\\patch", 6);
            }
            develop();
            share();
            support();
            administer();
        }
        if (day == 35) {
            for (int i = 0; i < workstations / 20; i++) {
                addresses.add(FIRST_WORKSTATION + workstations + i);
            }
        }
        stage.closeDay(domainControllers());
    }

    private double workingHour() {
        return 8 + 9 * random.nextDouble();
    }

    /** One in a hundred workstations has another's address tomorrow. */
    private void wander() {
        for (int i = addresses.size() / 100; i > 0; i--) {
            int one = random.nextInt(addresses.size());
            int other = random.nextInt(addresses.size());
            addresses.set(one, addresses.set(other, addresses.get(one)));
        }
    }

    private void distribute(String folder, int programs) {
        for (int p = 0; p < programs; p++) {
            Program program = newProgram();
            for (int address : addresses) {
                if (random.nextInt(10) > 0) {
                    stage.write(
                            18 + 4 * random.nextDouble(),
                            DISTRIBUTION,
                            address,
                            "ADMIN$",
                            folder + "\\p" + p + ".exe",
                            program);
                }
            }
        }
    }

    private void scan() {
        Program update = newProgram();
        for (int address : addresses) {
            if (random.nextInt(10) > 1) {
                stage.write(
                        6 + random.nextDouble(), SCANNER, address, "C$", "Program Files\\Scanner\\engine.dll", update);
            }
        }
    }

    /** Developers copy builds to a share; the build server copies nightly builds to ten test machines. */
    private void develop() {
        for (int developer = 0; developer < workstations / 50; developer++) {
            int client = addresses.get(developer);
            for (int build = random.nextInt(4); build > 0; build--) {
                int server = FIRST_SERVER + DOMAIN_CONTROLLERS + developer % 2;
                stage.write(workingHour(), client, server, "builds", "dev" + developer + "\\app.exe", newProgram());
            }
        }
        Program nightly = newProgram();
        for (int test = 0; test < 10; test++) {
            int machine = addresses.get(addresses.size() / 2 + test);
            stage.write(2 + test / 100.0, BUILD_SERVER, machine, "C$", "Tests\\app.exe", nightly);
        }
    }

    /** Users keep installers on file servers: mostly what many have, sometimes what nobody has. */
    private void share() {
        for (int i = workstations / 60; i > 0; i--) {
            boolean popular = random.nextInt(100) < 70;
            int rank = (int) (POPULAR_PROGRAMS * random.nextDouble() * random.nextDouble());
            Program program = popular ? Program.of(1_000 + rank) : newProgram();
            stage.write(workingHour(), workstation(), fileServer(), "home", "u" + i + "\\setup.exe", program);
        }
    }

    private void support() {
        for (int i = 0; i < 12; i++) {
            int client = helpdesk();
            int destination = workstation();
            double hour = workingHour();
            stage.write(hour, client, destination, "ADMIN$", "PSEXESVC.exe", PSEXEC);
            stage.run(hour + 0.001, client, destination, "PSEXESVC.exe");
        }
    }

    private void administer() {
        for (int i = 0; i < 10; i++) {
            int client = FIRST_SUPPORT + 20 + random.nextInt(6);
            int destination = random.nextInt(3) == 0 ? workstation() : fileServer();
            Program tool = random.nextInt(12) == 0 ? newProgram() : adminTool();
            stage.write(workingHour(), client, destination, "C$", "Tools\\tool" + i + ".exe", tool);
        }
    }
}
