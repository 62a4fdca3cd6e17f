package io.sharetap.pipeline;

import io.sharetap.event.BlindSession;
import io.sharetap.event.Endpoints;
import io.sharetap.event.FileRename;
import io.sharetap.event.FileWrite;
import io.sharetap.event.SensorEvent;
import io.sharetap.event.ServerSideCopy;
import io.sharetap.event.SmbContext;

/** Says how much memory an event takes, in characters: names and lists of missing ranges may be long. */
final class EventWeight {
    private static final int FIXED = 50;
    private static final int PER_RANGE = 16;
    private static final int PER_SECTION = 32;
    private static final int PE_TEXTS = 200;

    private EventWeight() {}

    static int of(SensorEvent event) {
        if (event instanceof FileWrite write) {
            return of(write);
        }
        if (event instanceof ServerSideCopy copy) {
            return of(copy.write()) + lengthOf(copy.sourcePath());
        }
        if (event instanceof FileRename rename) {
            return FIXED
                    + of(rename.endpoints())
                    + of(rename.smb())
                    + lengthOf(rename.path())
                    + lengthOf(rename.renamedFrom());
        }
        if (event instanceof BlindSession blind) {
            return FIXED + of(blind.endpoints()) + of(blind.smb());
        }
        return FIXED;
    }

    private static int of(FileWrite write) {
        int pe = write.pe() == null
                ? 0
                : PE_TEXTS + PER_SECTION * write.pe().sections().size();
        return FIXED
                + of(write.endpoints())
                + of(write.smb())
                + lengthOf(write.path())
                + lengthOf(write.renamedFrom())
                + PER_RANGE * write.missing().size()
                + pe;
    }

    private static int of(Endpoints endpoints) {
        return endpoints == null ? 0 : lengthOf(endpoints.clientName()) + lengthOf(endpoints.destinationName());
    }

    private static int of(SmbContext smb) {
        return smb == null ? 0 : lengthOf(smb.tree()) + lengthOf(smb.userName()) + lengthOf(smb.userDomain());
    }

    private static int lengthOf(String text) {
        return text == null ? 0 : text.length();
    }
}
