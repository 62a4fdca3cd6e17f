package io.sharetap.benchmarks.quality;

/** Plays intrusions that write a service to ADMIN$ and make it run. */
final class RemoteExecutions {
    private RemoteExecutions() {}

    static void impacketPsexec(Campaign campaign) {
        double hour = 3;
        for (Host host : campaign.victims(12)) {
            campaign.serve(hour, campaign.foothold(), host, campaign.randomName(8) + ".exe", Program.IMPACKET_SERVICE);
            hour += 1 / 60.0;
        }
    }

    /** Writes a script, which is text. */
    static void impacketSmbexec(Campaign campaign) {
        double hour = 3;
        for (Host host : campaign.victims(12)) {
            Program batch = Program.script(campaign.dice().number());
            campaign.write(hour, campaign.foothold(), host, "ADMIN$", "Temp\\execute.bat", batch);
            campaign.run(hour + 0.001, campaign.foothold(), host, "%COMSPEC% /Q /c %SYSTEMROOT%\\Temp\\execute.bat");
            hour += 1 / 60.0;
        }
    }

    static void cobaltStrikeJump(Campaign campaign) {
        double hour = 11;
        for (Host host : campaign.victims(3)) {
            String name = Integer.toHexString(0x100_0000 + campaign.dice().below(0xEFF_FFFF)) + ".exe";
            campaign.serve(hour, campaign.foothold(), host, name, campaign.newTool());
            hour += campaign.dice().between(0.2, 2.0);
        }
    }

    static void psexecByHand(Campaign campaign) {
        psexec(campaign, campaign.foothold(), Program.PSEXEC);
    }

    static void helpdeskPsexec(Campaign campaign) {
        psexec(campaign, helpdesk(campaign), Program.PSEXEC);
    }

    static void falsePsexec(Campaign campaign) {
        psexec(campaign, helpdesk(campaign), campaign.tool());
    }

    private static void psexec(Campaign campaign, Host client, Program service) {
        double hour = 14;
        for (Host host : campaign.victims(4)) {
            campaign.serve(hour, client, host, "PSEXESVC.exe", service);
            hour += campaign.dice().between(0.1, 1.0);
        }
    }

    private static Host helpdesk(Campaign campaign) {
        return campaign.dice().pick(campaign.network().helpdesk());
    }

    static void remcom(Campaign campaign) {
        for (Host host : campaign.victims(2)) {
            campaign.serve(
                    campaign.dice().between(9.0, 17.0),
                    campaign.foothold(),
                    host,
                    "System32\\RemComSvc.exe",
                    campaign.tool());
        }
    }

    static void paexec(Campaign campaign) {
        Program paexec = Program.named(77, "PAExec.exe", "Power Admin LLC");
        campaign.serve(15, campaign.foothold(), campaign.victim(), "PAExec-4711-WS12.exe", paexec);
    }
}
