package io.sharetap.benchmarks.quality;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Names kinds of intrusions as public reports describe them, and says whether the reference's definitions cover them.
 */
enum Intrusion {
    IMPACKET_PSEXEC(
            Claim.FOUND,
            RemoteExecutions::impacketPsexec,
            "impacket's psexec.py on a dozen hosts: RemCom's service, a random name, ADMIN$, run"),
    IMPACKET_SMBEXEC(
            Claim.MISSED,
            RemoteExecutions::impacketSmbexec,
            "impacket's smbexec.py on a dozen hosts: a service whose command is a batch file; no program is written"),
    COBALT_STRIKE_JUMP(
            Claim.FOUND,
            RemoteExecutions::cobaltStrikeJump,
            "jump psexec to three hosts: a service program made for each, a random name, ADMIN$"),
    PSEXEC_BY_HAND(
            Claim.FOUND,
            RemoteExecutions::psexecByHand,
            "genuine PsExec, from a machine that is not the helpdesk's, on four hosts"),
    REMCOM(Claim.FOUND, RemoteExecutions::remcom, "RemComSvc.exe, built anew, in ADMIN$\\System32 of two hosts"),
    PAEXEC(Claim.FOUND, RemoteExecutions::paexec, "PAExec on one host"),
    SLOW_COPYING(
            Claim.FOUND, 21, Copies::slowly, "one tool to C$\\ProgramData of one host every other day for three weeks"),
    SCREENSAVER_ON_A_QUIET_SHARE(
            Claim.FOUND, Copies::screensaver, "a .scr on the share of a department that hardly ever gets programs"),
    STARTUP_FOLDER(Claim.FOUND, Copies::startup, "a tool in the Startup folder of all users of one host"),
    TOOL_ON_A_DOMAIN_CONTROLLER(
            Claim.FOUND, Copies::toolOnDomainController, "a tool in C$\\Tools of a domain controller"),
    RANSOMWARE_FROM_A_DOMAIN_CONTROLLER(
            Claim.FOUND,
            Copies::ransomware,
            "a domain controller copies one program to C$\\Windows\\Temp of a tenth of the hosts at night"),
    LOGON_SHARE(Claim.FOUND, Copies::logonShare, "a program on NETLOGON, for every logon to run"),
    SYSTEM_NAME(Claim.FOUND, Copies::systemName, "a tool called svchost.exe in a folder below C$\\ProgramData"),
    ALTERNATE_DATA_STREAM(Claim.FOUND, Copies::dataStream, "a tool in a stream of a text file, over C$"),
    ADMIN_SHARE_OF_A_FILE_SERVER(
            Claim.FOUND,
            Copies::adminShareOfFileServer,
            "a tool in ADMIN$\\Temp of a file server that gets programs every day"),
    LIVING_ON_A_FILE_SERVER(
            Claim.MISSED,
            Copies::livingOnFileServer,
            "tools kept on the user share of that file server: the destination is used to programs that nobody knows"),
    INSIDER_WITH_A_KNOWN_TOOL(
            Claim.MISSED,
            Copies::insider,
            "a program that the organisation gave to all, copied to three hosts: the executable is common"),
    WORM(Claim.FOUND, 3, Copies::worm, "forty hosts a day for three days, each infected host goes on to the next"),
    DISTRIBUTION_SERVER_ELSEWHERE(
            Claim.FOUND,
            Copies::distributionServerElsewhere,
            "a captured distribution server copies a tool to a new folder in ADMIN$ of twenty hosts"),
    DISTRIBUTION_SERVER_IN_ITS_PLACE(
            Claim.MISSED,
            Copies::distributionServerInItsPlace,
            "a captured distribution server pushes a tool as it does its packages, to twenty hosts: known distributors"
                    + " are exempt in their place"),
    HELPDESK_WITH_FALSE_PSEXEC(
            Claim.FOUND,
            RemoteExecutions::falsePsexec,
            "a tool called PSEXESVC.exe, from a captured machine of the helpdesk"),
    HELPDESK_WITH_GENUINE_PSEXEC(
            Claim.MISSED,
            RemoteExecutions::helpdeskPsexec,
            "genuine PsExec from a captured machine of the helpdesk: that is its daily work"),
    TOOLKIT_IN_USERS_PUBLIC(Claim.FOUND, Copies::toolkit, "twenty-five tools in C$\\Users\\Public of one host"),
    LIBRARY_BESIDE_A_KNOWN_PROGRAM(
            Claim.FOUND,
            Copies::library,
            "a program that all know, and beside it a library that it will load, in C$\\ProgramData\\Vendor"),
    DOUBLE_EXTENSION_ON_A_QUIET_SHARE(
            Claim.FOUND, Copies::doubleExtension, "Invoice.pdf.exe on the share of a department"),
    AFTER_A_LARGE_WORM(
            Claim.QUESTION,
            5,
            (campaign, day) -> Copies.afterWorm(campaign, 60, day),
            "a new tool on one of sixty hosts that a worm wrote to on three days"),
    AFTER_A_SMALL_WORM(
            Claim.QUESTION,
            5,
            (campaign, day) -> Copies.afterWorm(campaign, 6, day),
            "a new tool on one of six hosts that a worm wrote to on three days"),
    RETURNING_INTRUDER(
            Claim.QUESTION,
            10,
            Copies::returning,
            "a new tool from the backup server, after two pushes a week apart that were reported, to one folder of a"
                    + " dozen hosts"),
    SCREENSAVER_FOR_ALL(
            Claim.QUESTION, Copies::screensaverForAll, "software distribution gives all users a screensaver, a .scr");

    private final Claim claim;
    private final int days;
    private final Play play;
    private final String description;

    Intrusion(Claim claim, int days, Play play, String description) {
        this.claim = claim;
        this.days = days;
        this.play = play;
        this.description = description;
    }

    Intrusion(Claim claim, Consumer<Campaign> play, String description) {
        this(claim, 1, (campaign, day) -> play.accept(campaign), description);
    }

    /** Says what the definitions promise. */
    enum Claim {
        /** An uncommon executable goes to an uncommon destination: every campaign has to be found. */
        FOUND,
        /** By the definitions it is no such write: nothing has to be found. */
        MISSED,
        /** Not part of the measurement: it answers a question on the definitions. */
        QUESTION
    }

    /** Plays one day of a campaign, counted from 0. */
    @FunctionalInterface
    private interface Play {
        void on(Campaign campaign, int day);
    }

    /** The kinds whose recall is given. */
    static List<Intrusion> measured() {
        return Arrays.stream(values())
                .filter(kind -> kind.claim != Claim.QUESTION)
                .toList();
    }

    static List<Intrusion> questions() {
        return Arrays.stream(values())
                .filter(kind -> kind.claim == Claim.QUESTION)
                .toList();
    }

    Claim claim() {
        return claim;
    }

    int days() {
        return days;
    }

    String description() {
        return description;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    void play(Campaign campaign, int day) {
        play.on(campaign, day);
    }
}
