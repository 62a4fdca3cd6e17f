package io.sharetap.score;

import io.sharetap.event.FileWrite;
import io.sharetap.event.PeSummary;
import java.util.Locale;
import java.util.Set;

/** Says how an executable disguises itself. */
final class Disguise {
    private static final String PSEXEC_STEM = "psexesvc";
    private static final String PSEXEC_ORIGINAL = "psexesvc.exe";
    private static final String LANGUAGE_RESOURCE = ".mui";

    private Disguise() {}

    /** Whether name or version information claim that the file is PsExec's service. */
    static boolean callsItselfPsexec(FileWrite write, FileNameParts name) {
        return name.stem().equals(PSEXEC_STEM) || originalSaysPsexec(write.pe());
    }

    static boolean originalSaysPsexec(PeSummary pe) {
        if (pe == null || pe.originalFileName() == null) {
            return false;
        }
        // Called for every program, so it allocates nothing.
        String original = pe.originalFileName().strip();
        return original.equalsIgnoreCase(PSEXEC_ORIGINAL)
                || original.equalsIgnoreCase(PSEXEC_ORIGINAL + LANGUAGE_RESOURCE);
    }

    /** How the file is disguised, as one clause; null where it is not. */
    static String of(FileWrite write, FileNameParts name, DetectionLists lists, boolean provedPsexec) {
        if (!name.stream().isEmpty()) {
            return "it is an alternate data stream, \"" + name.stream() + "\" of " + name.name();
        }
        if (turnsDirection(name.raw())) {
            return "its name holds a right-to-left override, so it is shown otherwise than it runs";
        }
        if (lists.isDisguiseExtension(name.extension())) {
            return "a program under the extension ." + name.extension();
        }
        if (lists.isLaunchedExtension(name.extension()) && lists.isDisguiseExtension(name.innerExtension())) {
            return "a double extension, ." + name.innerExtension() + '.' + name.extension();
        }
        if (!provedPsexec && callsItselfPsexec(write, name)) {
            return "it calls itself PsExec's service and is not known to be";
        }
        return systemName(write, name, lists);
    }

    private static boolean turnsDirection(String raw) {
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            // Override, embedding and isolate that switch to right-to-left: Unicode Standard Annex #9, 2.1 to 2.4.
            if (c == '\u202E' || c == '\u202B' || c == '\u2067') {
                return true;
            }
        }
        return false;
    }

    private static String systemName(FileWrite write, FileNameParts name, DetectionLists lists) {
        Set<String> originals = lists.originalNamesOf(name.name());
        PeSummary pe = write.pe();
        if (originals == null || pe == null) {
            return null;
        }
        String said = pe.originalFileName() == null ? pe.internalName() : pe.originalFileName();
        boolean versionKnown = said != null || pe.company() != null || pe.product() != null || pe.description() != null;
        if (!versionKnown) {
            // Where bytes are missing, the version information may be among them.
            return write.complete() ? "it is named " + name.name() + " and has no version information" : null;
        }
        boolean microsoft = pe.company() != null
                && pe.company().strip().toLowerCase(Locale.ROOT).startsWith("microsoft");
        String plain = said == null ? "" : plainName(said);
        boolean itself = originals.contains(plain) || originals.contains(plain + ".exe");
        if (microsoft && itself) {
            return null;
        }
        return "it is named " + name.name() + " and its version information says "
                + (said == null ? "nothing of the kind" : "\"" + said + "\"")
                + (microsoft || pe.company() == null ? "" : " of " + pe.company());
    }

    private static String plainName(String name) {
        String plain = name.strip().toLowerCase(Locale.ROOT);
        return plain.endsWith(LANGUAGE_RESOURCE)
                ? plain.substring(0, plain.length() - LANGUAGE_RESOURCE.length())
                : plain;
    }
}
