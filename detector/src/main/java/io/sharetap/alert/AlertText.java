package io.sharetap.alert;

import io.sharetap.baseline.Rarity;
import io.sharetap.event.FileWrite;
import io.sharetap.event.SmbContext;
import io.sharetap.score.Circumstances;
import io.sharetap.score.Score;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * Describes an alert in words: what happened, how usual it is, and what to look into. Names from the wire are not
 * altered.
 */
final class AlertText {
    private final FileWrite write;
    private final Variation variation;
    private final Score score;
    private final Rarity rarity;
    private final AlertContext context;

    AlertText(FileWrite write, Variation variation, Score score, Rarity rarity, AlertContext context) {
        this.write = write;
        this.variation = variation;
        this.score = score;
        this.rarity = rarity;
        this.context = context;
    }

    /** One sentence; a high alert's leads with its reasons. */
    String message() {
        StringBuilder text = new StringBuilder(256);
        if (variation.severity() == Severity.HIGH) {
            appendReasons(text);
        }
        text.append(fileName())
                .append(" (")
                .append(size())
                .append(write.copyOf() == null ? ") was written by " : ") was copied by the server for ")
                .append(write.endpoints().clientShown())
                .append(logon());
        if (write.copyOf() != null && write.copyOf().path() != null) {
            text.append(" from ").append(write.copyOf().path());
        }
        text.append(" to ").append(folder());
        if (write.outcome() == FileWrite.Outcome.UNKNOWN) {
            text.append(" (the server's answers were not seen)");
        }
        text.append("; ");
        appendUsual(text);
        return text.append('.').toString();
    }

    /** How the client was logged on, where that is out of the ordinary. */
    private String logon() {
        return isLogon(SmbContext.GUEST)
                ? " (let in as a guest)"
                : isLogon(SmbContext.ANONYMOUS) ? " (logged on anonymously)" : "";
    }

    private boolean isLogon(String kind) {
        return write.smb() != null && kind.equals(write.smb().logon());
    }

    private void appendReasons(StringBuilder text) {
        text.append("Highly suspicious (").append(score.total()).append(" points, ");
        text.append(score.highFrom()).append(" suffice): ");
        for (Score.Reason reason : score.reasons()) {
            text.append(reason.detail()).append("; ");
        }
    }

    private void appendUsual(StringBuilder text) {
        Rarity.ExecutableHistory executable = rarity.executable();
        int days = rarity.baseline().observedDays();
        if (days == 0) {
            text.append("there is no history yet to compare it with");
            return;
        }
        text.append(executable.partial() ? "a program with the same first 4,096 bytes" : "this executable");
        text.append(" was seen on ").append(counted(executable.destinations())).append(" of ");
        text.append(counted(executable.knownDestinations())).append(" destinations, ");
        text.append(counted(score.executableUsualFrom())).append(" would be usual");
        if (score.held()) {
            text.append(", but it raised a high alert before");
        }
        text.append("; uncommon executables in such a place of this destination were seen on ");
        text.append(rarity.destination().similarDays())
                .append(" of ")
                .append(days)
                .append(" days, ");
        text.append(score.destinationUsualFrom()).append(" would be usual");
    }

    private String fileName() {
        return write.path() == null ? "An executable whose name was not seen" : write.name();
    }

    private String size() {
        return write.size() < 0 ? "size unknown" : write.size() == 1 ? "1 byte" : counted(write.size()) + " bytes";
    }

    private static String counted(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** {@code \\server\share\folder (address)}, or the address where the share was not seen. */
    private String folder() {
        String address = write.endpoints().destinationShown();
        String tree = write.smb() == null ? null : write.smb().tree();
        if (tree == null) {
            return address;
        }
        int end = write.path() == null ? -1 : write.path().lastIndexOf('\\');
        String folder = end <= 0 ? tree : tree + '\\' + write.path().substring(0, end);
        return tree.startsWith("\\\\" + address + '\\') ? folder : folder + " (" + address + ')';
    }

    private static String how(Circumstances.Execution execution) {
        return execution.via()
                + (execution.name() == null ? "" : " \"" + execution.name() + '"')
                + (execution.tool() == null ? "" : ", as " + execution.tool() + " does");
    }

    /** What to look into, one step a line. */
    List<String> investigate() {
        List<String> steps = new ArrayList<>();
        steps.add(
                write.sha256() == null
                        ? "Is the file malicious? Bytes of it are missing here: fetch it from "
                                + write.endpoints().destinationShown() + '.'
                        : "Is the file malicious? Look up its SHA-256 "
                                + HexFormat.of().formatHex(write.sha256()) + ", or run it in a sandbox.");
        if (variation == Variation.SCR_EXTENSION) {
            steps.add("Is it a genuine screensaver? Run it in a sandbox and see whether it does more than draw.");
        }
        if (variation == Variation.PSEXEC_SERVICE) {
            steps.add("Was this use of PsExec authorised? It serves administrators and intruders alike.");
        }
        steps.add(
                context.execution() == null
                        ? "Was it run on " + write.endpoints().destinationShown()
                                + "? Look for new services, tasks and processes there at and after the time of"
                                + " the write."
                        : "It was run on " + write.endpoints().destinationShown() + " by " + how(context.execution())
                                + ": what did it do there?");
        String user = write.smb() == null ? null : write.smb().userName();
        steps.add("What else did " + write.endpoints().clientShown()
                + (user == null ? "" : ", or the user " + user + ",") + " do, on this destination and on others?");
        addLogon(steps, user);
        if (variation == Variation.SCR_EXTENSION) {
            steps.add("Few know .scr as the extension of a program, so it may have been chosen to disguise the file.");
        }
        return List.copyOf(steps);
    }

    private void addLogon(List<String> steps, String user) {
        String server = write.endpoints().destinationShown();
        if (isLogon(SmbContext.GUEST)) {
            steps.add("Does " + server + " have to let guests write?"
                    + (user == null ? "" : " That it was " + user + " is the client's word alone."));
        } else if (isLogon(SmbContext.ANONYMOUS)) {
            steps.add("Does " + server + " have to let anybody write who gives neither a name nor a password?");
        } else if (user == null && write.smb() != null && !write.smb().logonSeen()) {
            steps.add("Who was it? The logon came before the capture or was lost: ask the logs of " + server
                    + " for the logon from " + write.client() + ".");
        }
    }
}
