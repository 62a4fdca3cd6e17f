package io.sharetap.pipeline;

import io.sharetap.event.BlindSession;
import io.sharetap.event.ClientAct;
import io.sharetap.event.CodeSignature;
import io.sharetap.event.Endpoints;
import io.sharetap.event.ExecutionObserved;
import io.sharetap.event.FileRename;
import io.sharetap.event.FileWrite;
import io.sharetap.event.PeSummary;
import io.sharetap.event.SensorEvent;
import io.sharetap.event.SmbContext;

/**
 * Estimates how many bytes of heap an event takes, rather too many than too few. A sender decides what an event
 * contains, such as long names or many sections; that must not decide how much memory waiting events take.
 */
final class EventWeight {
    /** The event, its endpoints and context, its hashes and identifiers, and its place in a queue. */
    private static final int FIXED = 900;

    private static final int PE_FIXED = 350;
    /** A section with its name, of at most eight characters, and its place in a list. */
    private static final int PER_SECTION = 96;

    private static final int PER_RANGE = 40;
    private static final int PER_TEXT = 48;
    private static final int PER_CHAR = 2;

    private EventWeight() {}

    static int of(SensorEvent event) {
        if (event instanceof FileWrite write) {
            return of(write);
        }
        if (event instanceof FileRename rename) {
            return FIXED + of(rename.endpoints()) + of(rename.smb()) + of(rename.path()) + of(rename.renamedFrom());
        }
        if (event instanceof BlindSession blind) {
            return FIXED + of(blind.endpoints()) + of(blind.smb());
        }
        if (event instanceof ClientAct act) {
            return FIXED + of(act.endpoints()) + of(act.smb()) + of(act.what());
        }
        if (event instanceof ExecutionObserved execution) {
            return FIXED
                    + of(execution.endpoints())
                    + of(execution.smb())
                    + of(execution.name())
                    + of(execution.displayName())
                    + of(execution.command());
        }
        return FIXED;
    }

    private static int of(FileWrite write) {
        return FIXED
                + of(write.endpoints())
                + of(write.smb())
                + of(write.path())
                + of(write.stream())
                + of(write.renamedFrom())
                + (write.copyOf() == null ? 0 : of(write.copyOf().path()))
                + PER_RANGE * write.missing().size()
                + of(write.pe());
    }

    private static int of(PeSummary pe) {
        if (pe == null) {
            return 0;
        }
        return PE_FIXED
                + PER_SECTION * pe.sections().size()
                + of(pe.company())
                + of(pe.description())
                + of(pe.fileVersion())
                + of(pe.originalFileName())
                + of(pe.internalName())
                + of(pe.product())
                + of(pe.pdbPath())
                + of(pe.signature());
    }

    private static int of(CodeSignature signature) {
        return signature == null ? 0 : of(signature.subjectName()) + of(signature.rootName());
    }

    private static int of(Endpoints endpoints) {
        return endpoints == null ? 0 : of(endpoints.clientName()) + of(endpoints.destinationName());
    }

    private static int of(SmbContext smb) {
        return smb == null ? 0 : of(smb.tree()) + of(smb.share()) + of(smb.userName()) + of(smb.userDomain());
    }

    private static int of(String text) {
        return text == null ? 0 : PER_TEXT + PER_CHAR * text.length();
    }
}
