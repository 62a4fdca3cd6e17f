package io.sharetap.benchmarks.quality;

import java.util.List;

/** Plays intrusions that copy files, whether or not these are run. */
final class Copies {
    private static final String STARTUP = "ProgramData\\Microsoft\\Windows\\Start Menu\\Programs\\Startup\\";
    private static final int WORM_DAYS = 3;
    private static final int WORM_HOSTS_A_DAY = 40;
    private static final int DISTRIBUTOR_SPAN = 7;

    private Copies() {}

    /** Copies to one more host every other day. */
    static void slowly(Campaign campaign, int day) {
        if (day % 2 == 0) {
            copy(campaign, campaign.victims(day / 2 + 1).get(day / 2), "C$", "ProgramData\\upd.exe");
        }
    }

    static void screensaver(Campaign campaign) {
        copy(campaign, quietShare(campaign), "team", "Holiday.scr");
    }

    static void doubleExtension(Campaign campaign) {
        copy(campaign, quietShare(campaign), "team", "Invoice.pdf.exe");
    }

    static void startup(Campaign campaign) {
        copy(campaign, campaign.victim(), "C$", STARTUP + "update.exe");
    }

    static void toolOnDomainController(Campaign campaign) {
        copy(campaign, controller(campaign), "C$", "Tools\\dump.exe");
    }

    static void logonShare(Campaign campaign) {
        copy(campaign, controller(campaign), "NETLOGON", "logon.exe");
    }

    static void systemName(Campaign campaign) {
        Program agent = Program.named(campaign.dice().number(), "agent.exe", "Agents");
        campaign.write(
                anyHour(campaign),
                campaign.foothold(),
                campaign.victim(),
                "C$",
                "ProgramData\\App\\svchost.exe",
                agent);
    }

    static void dataStream(Campaign campaign) {
        copy(campaign, campaign.victim(), "C$", "ProgramData\\App\\readme.txt:p.exe");
    }

    static void adminShareOfFileServer(Campaign campaign) {
        copy(campaign, fileServer(campaign), "ADMIN$", "Temp\\x.exe");
    }

    static void livingOnFileServer(Campaign campaign) {
        severalTools(campaign, 3, fileServer(campaign), "home$", "u4711\\Downloads\\t");
    }

    static void toolkit(Campaign campaign) {
        severalTools(campaign, 25, campaign.victim(), "C$", "Users\\Public\\t");
    }

    static void library(Campaign campaign) {
        double hour = anyHour(campaign);
        Host host = campaign.victim();
        String folder = "ProgramData\\Vendor\\";
        campaign.write(hour, campaign.foothold(), host, "C$", folder + "app.exe", campaign.knownToAll());
        campaign.write(hour + 0.001, campaign.foothold(), host, "C$", folder + "version.dll", campaign.tool());
    }

    static void insider(Campaign campaign) {
        spread(campaign, 3, campaign.foothold(), "C$", "Windows\\Temp\\tool.exe", campaign.knownToAll());
    }

    static void distributionServerElsewhere(Campaign campaign) {
        spread(campaign, 20, distributionPoint(campaign), "ADMIN$", campaign.ownName() + "\\svc.exe", campaign.tool());
    }

    static void distributionServerInItsPlace(Campaign campaign) {
        spread(campaign, 20, distributionPoint(campaign), "ADMIN$", "ccmcache\\zz\\p0.exe", campaign.tool());
    }

    static void ransomware(Campaign campaign) {
        int hosts = campaign.network().users().size() / 10;
        spread(campaign, hosts, controller(campaign), "C$", "Windows\\Temp\\lock.exe", campaign.tool());
    }

    static void worm(Campaign campaign, int day) {
        List<Host> hosts = campaign.victims(WORM_HOSTS_A_DAY * WORM_DAYS);
        for (int i = day * WORM_HOSTS_A_DAY; i < (day + 1) * WORM_HOSTS_A_DAY; i++) {
            Host from = i == 0 ? campaign.foothold() : hosts.get(campaign.dice().below(i));
            double hour = 4 + (i % WORM_HOSTS_A_DAY) / 8.0;
            campaign.write(hour, from, hosts.get(i), "ADMIN$", "tasksche.exe", campaign.tool());
        }
    }

    /** A worm goes round among the same hosts; a day after its end somebody comes with another tool. */
    static void afterWorm(Campaign campaign, int wormHosts, int day) {
        List<Host> hosts = campaign.victims(wormHosts);
        if (day < WORM_DAYS) {
            campaign.prepare();
            for (int i = 0; i < hosts.size(); i++) {
                Host from = hosts.get((i + day + 1) % hosts.size());
                campaign.write(4 + i / 8.0, from, hosts.get(i), "ADMIN$", "tasksche.exe", campaign.tool());
            }
        } else if (day > WORM_DAYS) {
            Host host = campaign.dice().pick(hosts);
            campaign.write(
                    13, campaign.foothold(), host, "ADMIN$", campaign.randomName(7) + ".exe", campaign.newTool());
        }
    }

    /** Copies that were reported twice, a week apart, in a folder of the intruder's own; then the intruder is back. */
    static void returning(Campaign campaign, int day) {
        boolean last = day == Intrusion.RETURNING_INTRUDER.days() - 1;
        if (!last) {
            campaign.prepare();
        }
        if (last || day == 0 || day == DISTRIBUTOR_SPAN) {
            String path = campaign.ownName() + "\\svc.exe";
            spread(campaign, 12, campaign.network().backup(), "ADMIN$", path, campaign.newTool());
        }
    }

    /** No intrusion: the distribution server gives everybody a screensaver. */
    static void screensaverForAll(Campaign campaign) {
        campaign.prepare();
        for (Host host : campaign.network().users()) {
            Host server = campaign.network().distributionPoint(host);
            campaign.write(anyHour(campaign), server, host, "ADMIN$", "ccmcache\\s1\\corporate.scr", campaign.tool());
        }
    }

    private static void copy(Campaign campaign, Host host, String share, String path) {
        campaign.write(anyHour(campaign), campaign.foothold(), host, share, path, campaign.tool());
    }

    private static void severalTools(Campaign campaign, int count, Host host, String share, String pathBeginning) {
        double hour = anyHour(campaign);
        for (int i = 0; i < count; i++) {
            String path = pathBeginning + i + ".exe";
            campaign.write(hour + i / 60.0, campaign.foothold(), host, share, path, campaign.newTool());
        }
    }

    /** Copies to many hosts within an hour, at night. */
    private static void spread(Campaign campaign, int count, Host client, String share, String path, Program program) {
        List<Host> hosts = campaign.victims(count);
        for (int i = 0; i < count; i++) {
            campaign.write(1 + i / (double) count, client, hosts.get(i), share, path, program);
        }
    }

    private static double anyHour(Campaign campaign) {
        return campaign.dice().between(1.0, 22.0);
    }

    private static Host controller(Campaign campaign) {
        return campaign.dice().pick(campaign.network().domainControllers());
    }

    private static Host fileServer(Campaign campaign) {
        return campaign.dice().pick(campaign.network().fileServers());
    }

    private static Host distributionPoint(Campaign campaign) {
        return campaign.network().distributionPoint(campaign.victim());
    }

    /** A share of the quieter half. */
    private static Host quietShare(Campaign campaign) {
        List<Host> shares = campaign.network().departmentShares();
        return shares.get(campaign.dice().below((shares.size() + 1) / 2));
    }
}
