package io.sharetap.benchmarks.quality;

/** Lists how often things happen: per 1,000 hosts and working day, unless the text says otherwise. */
enum Rate {
    DESKTOP_MOVES(0.0005, 0.002, 0.01, "share of desktops that get another address a day"),
    LAPTOP_MOVES(0.01, 0.03, 0.1, "share of laptops that get another address a day"),
    PACKAGES(0.3, 0.35, 0.5, "new packages in software distribution, whatever the size"),
    NEW_DISTRIBUTION_POINT(0, 0.16, 0.5, "a further distribution server starts within the 60 days (chance)"),
    NETWORK_JOINS(0, 1, 1, "another network, a tenth as large, is joined to this one within the 60 days (chance)"),
    KEYED_AGENTS(0.5, 1.5, 3, "agents installed that carry the host's own key, so that no two are alike"),
    BUILDS(10, 20, 30, "builds that a developer copies to the build share"),
    OWN_DEPLOYMENTS(1, 3, 6, "builds that a developer copies to a test server"),
    TEST_ENVIRONMENTS(0.01, 0.025, 0.05, "a build goes to three fresh servers at once"),
    HOME_UPLOADS(3, 8, 15, "programs that users keep in their home on a file server"),
    PROFILE_UPLOADS(5, 15, 25, "programs in roaming profiles and redirected folders"),
    ROAMING_STARTUP(0, 0.011, 0.05, "programs that users keep in the Startup folder of a roaming profile"),
    DEPARTMENT_UPLOADS(0.15, 0.4, 1.2, "programs that go to a department's own small share, eight of them"),
    PEER_COPIES(0, 0.1, 1, "programs that go to a folder shared by a colleague's machine"),
    HELPDESK_SESSIONS(2, 6, 12, "sessions of the helpdesk with PsExec"),
    HELPDESK_COPIES(0.005, 0.03, 0.06, "share of these sessions that copy a tool along (psexec -c)"),
    HELPDESK_FILES(0.01, 0.05, 0.1, "share of these sessions that put a tool into C$\\Temp"),
    ADMIN_COPIES(0.2, 0.8, 2.5, "copies of an administrator to an administrative share"),
    FARM_HOTFIXES(0.01, 0.03, 0.06, "a hotfix that an administrator copies to 3 to 8 servers within the hour"),
    NEW_SERVERS(0.05, 0.1, 0.15, "new servers"),
    NEW_SERVER_COPIES(0.15, 0.4, 0.7, "share of new servers whose application is copied to C$\\Temp"),
    PC_REPLACEMENTS(0.8, 1, 1.2, "machines replaced by new ones"),
    PC_REPLACEMENT_COPIES(0.02, 0.15, 0.5, "share of these where the user's files are copied over C$"),
    PRINT_DRIVERS(0.05, 0.1, 0.15, "printer drivers uploaded to PRINT$"),
    LOGON_PROGRAMS(0.005, 0.015, 0.04, "programs put on NETLOGON or SYSVOL by an administrator"),
    VENDOR_SESSIONS(0.02, 0.075, 0.15, "sessions in which a vendor's engineer copies files to his server"),
    SCREENSAVERS(0.01, 0.03, 0.1, "genuine screensavers that a user keeps on a file or department share");

    private final double tidy;
    private final double ordinary;
    private final double messy;
    private final String description;

    Rate(double tidy, double ordinary, double messy, String description) {
        this.tidy = tidy;
        this.ordinary = ordinary;
        this.messy = messy;
        this.description = description;
    }

    double tidy() {
        return tidy;
    }

    double ordinary() {
        return ordinary;
    }

    double messy() {
        return messy;
    }

    String description() {
        return description;
    }
}
