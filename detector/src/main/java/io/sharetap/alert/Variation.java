package io.sharetap.alert;

import io.sharetap.score.Score;

/** Names the four variations of the alert, in the order in which they are tried. */
public enum Variation {
    HIGHLY_SUSPICIOUS_DESTINATION(
            "highly_suspicious_destination",
            Severity.HIGH,
            "An uncommon executable was remotely written over SMB to a highly suspicious destination"),
    SCR_EXTENSION(
            "scr_extension",
            Severity.MEDIUM,
            "An uncommon executable with SCR extension was remotely written over SMB to an uncommon destination"),
    PSEXEC_SERVICE(
            "psexec_service",
            Severity.LOW,
            "PsExec remote service component was remotely written over SMB to an uncommon destination"),
    UNCOMMON_EXECUTABLE(
            "uncommon_executable",
            Severity.LOW,
            "An uncommon executable was remotely written over SMB to an uncommon destination");

    private final String ruleId;
    private final Severity severity;
    private final String ruleName;

    Variation(String ruleId, Severity severity, String ruleName) {
        this.ruleId = ruleId;
        this.severity = severity;
        this.ruleName = ruleName;
    }

    /** {@code rule.id}. */
    public String ruleId() {
        return ruleId;
    }

    public Severity severity() {
        return severity;
    }

    /** {@code rule.name}. */
    public String ruleName() {
        return ruleName;
    }

    /** The first variation that holds for a scored write; null: none. */
    public static Variation of(Score score) {
        if (!score.destinationUncommon()) {
            return null;
        }
        boolean uncommon = score.executableUncommon();
        if (uncommon && score.highlySuspicious()) {
            return HIGHLY_SUSPICIOUS_DESTINATION;
        }
        if (uncommon && score.screensaver()) {
            return SCR_EXTENSION;
        }
        if (score.provedPsexec()) {
            return PSEXEC_SERVICE;
        }
        return uncommon ? UNCOMMON_EXECUTABLE : null;
    }
}
