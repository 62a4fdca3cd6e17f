package io.sharetap.score;

import io.sharetap.baseline.Rarity;
import io.sharetap.event.FileWrite;
import java.util.ArrayList;
import java.util.List;

/** Lists the reasons that hold for one write, each with its weight and a clause for people. */
final class Reasons {
    static final String NEVER_RECEIVED_EXECUTABLES = "never_received_executables";
    static final String NEW_PAIR = "new_pair";
    static final String EXECUTION_LOCATION = "execution_location";
    static final String AUTOSTART = "autostart";
    static final String ADMIN_SHARE = "admin_share";
    static final String CRITICAL_ASSET = "critical_asset";
    static final String FAN_OUT = "fan_out";
    static final String DISGUISE = "disguise";
    static final String REMOTE_EXECUTION_TOOL = "remote_execution_tool";
    static final String EXECUTED = "executed";

    /** Administrators use PsExec as attackers do: under its own name it counts only by what the file is. */
    private static final String PSEXEC = "PsExec";

    private static final long SECOND_NANOS = 1_000_000_000L;

    private final ScoreSettings settings;
    private final FileWrite write;
    private final Rarity rarity;
    private final Circumstances around;
    private final List<Score.Reason> reasons = new ArrayList<>();

    Reasons(ScoreSettings settings, FileWrite write, Rarity rarity, Circumstances around) {
        this.settings = settings;
        this.write = write;
        this.rarity = rarity;
        this.around = around;
    }

    /**
     * Lists the reasons. Some do not count for proved PsExec, which does what it is made for, nor for a distributor in
     * its place.
     */
    List<Score.Reason> list(Place place, boolean provedPsexec, boolean distributor) {
        ScoreSettings.Weights weights = settings.weights();
        boolean exempt = provedPsexec || distributor;
        add(NEVER_RECEIVED_EXECUTABLES, weights.neverReceivedExecutables(), neverReceived());
        add(NEW_PAIR, weights.newPair(), newPair());
        boolean autostart = place.autostart() != null;
        add(EXECUTION_LOCATION, weights.executionLocation(), exempt || autostart ? null : place.executionLocation());
        add(AUTOSTART, weights.autostart(), autostart ? "the path goes through " + place.autostart() : null);
        add(ADMIN_SHARE, weights.adminShare(), !exempt && place.adminShare() ? "an administrative share" : null);
        add(CRITICAL_ASSET, weights.criticalAsset(), criticalAsset());
        add(FAN_OUT, weights.fanOut(), distributor ? null : fanOut());
        FileNameParts name = FileNameParts.of(write);
        add(DISGUISE, weights.disguise(), Disguise.of(write, name, settings.lists(), provedPsexec));
        add(REMOTE_EXECUTION_TOOL, weights.remoteExecutionTool(), remoteTool(name, exempt));
        add(EXECUTED, weights.executed(), exempt ? null : executed());
        return reasons;
    }

    private void add(String id, int weight, String detail) {
        if (detail != null) {
            reasons.add(new Score.Reason(id, weight, detail));
        }
    }

    private boolean active() {
        return rarity.baseline().state() == Rarity.State.ACTIVE;
    }

    private String neverReceived() {
        return active() && rarity.destination().executableDays() == 0
                ? "no executable was written to " + write.endpoints().destinationShown() + observed()
                : null;
    }

    private String newPair() {
        Rarity.ClientHistory client = rarity.client();
        boolean knowsMany = client.destinations() >= settings.newPairClientDestinations();
        return active() && client.pairDays() == 0 && !knowsMany
                ? write.endpoints().clientShown() + " wrote no executable to "
                        + write.endpoints().destinationShown() + observed()
                : null;
    }

    private String observed() {
        return " on any of the " + rarity.baseline().observedDays() + " days observed in the last "
                + settings.windowDays();
    }

    private String criticalAsset() {
        String entry = settings.criticalAssets().entryFor(write);
        if (entry != null) {
            return write.endpoints().destinationShown() + " is listed as critical by \"" + entry + "\"";
        }
        return around.servesDomain()
                ? write.endpoints().destinationShown() + " serves SYSVOL or NETLOGON: a domain controller"
                : null;
    }

    private String fanOut() {
        int many = settings.fanOutDestinations();
        if (around.sameExecutableDestinations() >= many) {
            return write.endpoints().clientShown() + " wrote this executable to " + around.sameExecutableDestinations()
                    + " destinations within an hour";
        }
        if (around.uncommonDestinations() >= many) {
            return write.endpoints().clientShown() + " wrote uncommon executables to " + around.uncommonDestinations()
                    + " uncommon destinations within an hour";
        }
        return around.reachedDestinations() >= many
                ? "this executable reached " + around.reachedDestinations()
                        + " uncommon destinations within an hour, from several clients"
                : null;
    }

    /**
     * The tool that the file is or else, unless that does not count, the tool that is known by the way in which it was
     * run.
     */
    private String remoteTool(FileNameParts name, boolean exempt) {
        String byFile = settings.lists().remoteTool(write, name);
        Circumstances.Execution execution = around.execution();
        boolean byRun = execution != null && execution.tool() != null && !PSEXEC.equals(execution.tool());
        return byFile != null || exempt || !byRun ? byFile : execution.tool() + ": by the way in which it was run";
    }

    private String executed() {
        Circumstances.Execution execution = around.execution();
        if (execution == null) {
            return null;
        }
        long seconds = Math.abs(execution.afterNanos()) / SECOND_NANOS;
        StringBuilder detail = new StringBuilder().append(write.endpoints().clientShown());
        detail.append(" made ")
                .append(write.endpoints().destinationShown())
                .append(" run something (")
                .append(execution.via());
        if (execution.name() != null) {
            detail.append(" \"").append(execution.name()).append('"');
        }
        if (execution.command() != null) {
            detail.append(", \"").append(execution.command()).append('"');
        }
        detail.append("), ").append(seconds).append(seconds == 1 ? " second " : " seconds ");
        return detail.append(execution.afterNanos() < 0 ? "before" : "after").toString();
    }
}
