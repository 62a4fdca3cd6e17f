package io.sharetap.benchmarks.quality;

import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Lists the ordinary activities of an organisation that write programs to other machines. */
enum Activity {
    SOFTWARE_DISTRIBUTION(
            "software distribution",
            "distribution servers push packages into ADMIN$\\ccmcache, first to a few, within a week to all that are"
                    + " on; on patch days five files for everybody",
            Distribution::packages),
    AGENTS(
            "agents",
            "an agent for every host and one for the backup of servers, a new version every 10 and 25 days; agents that"
                    + " carry the host's own key",
            Distribution::agents),
    VULNERABILITY_SCANNER(
            "vulnerability scanner",
            "each Saturday its service file goes to ADMIN$ of every host that is on; a new version every four weeks",
            Distribution::scan),
    DEVELOPERS(
            "developers", "builds, new each time, to a build share and to test servers; every night", Servers::builds),
    TEST_ENVIRONMENTS(
            "new test environments", "a build goes to three fresh servers within minutes", Servers::testEnvironments),
    FILE_SERVERS(
            "file servers",
            "users' installers, portable programs and archives that unpack themselves, in homes, profiles and"
                    + " redirected folders; now and then a program in a roaming Startup folder",
            Desks::fileServers),
    DEPARTMENT_SHARES(
            "department shares",
            "small shares of departments, most of them very quiet, a few busy",
            Desks::departments),
    PEERS("colleagues' shared folders", "a program for the colleague next door", Desks::peers),
    HELPDESK("helpdesk", "sessions with PsExec, sometimes with a tool that is copied along", Desks::helpdesk),
    PC_REPLACEMENT("replaced machines", "a user's files are copied to the new machine over C$", Desks::replacement),
    ADMINISTRATORS(
            "administrators",
            "tools, installers and hotfixes to C$ and D$ of servers, a few servers far more often than others; a hotfix"
                    + " to a whole farm",
            Servers::administration),
    NEW_SERVERS("new servers", "are set up, some with an application copied to C$\\Temp", Servers::newServers),
    PRINT_DRIVERS("printer drivers", "uploaded to PRINT$ of a print server", Servers::printDrivers),
    LOGON_SHARES("NETLOGON and SYSVOL", "an administrator puts a program there", Servers::logonShares),
    VENDORS("vendors' support", "an engineer from outside copies files to the server he looks after", Servers::vendors);

    private final String label;
    private final String description;
    private final BiConsumer<Distribution, Scene> play;

    Activity(String label, String description, BiConsumer<Distribution, Scene> play) {
        this.label = label;
        this.description = description;
        this.play = play;
    }

    Activity(String label, String description, Consumer<Scene> play) {
        this(label, description, (distribution, scene) -> play.accept(scene));
    }

    String label() {
        return label;
    }

    String description() {
        return description;
    }

    void play(Distribution distribution, Scene scene) {
        play.accept(distribution, scene);
    }
}
