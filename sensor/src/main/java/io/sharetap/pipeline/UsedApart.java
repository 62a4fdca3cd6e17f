package io.sharetap.pipeline;

import io.sharetap.base.Anomaly;
import io.sharetap.base.Ledger;
import io.sharetap.event.BlindSession;
import io.sharetap.event.FileWrite;
import io.sharetap.event.SensorEvent;
import io.sharetap.event.SmbContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Marks records of files as uncertain that were used over a channel between other addresses which was not joined to its
 * session: what was seen between two hosts need not be all. It is noticed by the use of an open (session and FileId)
 * whose creation between the same hosts was not seen; for the record of an encrypted session, by an unreadable session
 * with the same number.
 */
final class UsedApart {
    private static final int REMEMBERED_MAX = 16_384;
    /** The most host pairs that are remembered of one open. */
    private static final int PAIRS_MAX = 8;

    private static final String ENCRYPTED = "encrypted";

    private final Ledger ledger;
    /**
     * For each open and each pair of hosts, the first use, and the first use on a connection that was seen from its
     * start.
     */
    private final Map<String, List<Report.OpenMet>> met = latest();

    private final Map<String, BlindSession> unread = latest();
    /** Ids ({@code event.id}) of uncertain records: records that continue them are uncertain, too. */
    private final Map<String, Boolean> uncertain = latest();

    UsedApart(Ledger ledger) {
        this.ledger = ledger;
    }

    private static <V> Map<String, V> latest() {
        return new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
                return size() > REMEMBERED_MAX;
            }
        };
    }

    /**
     * Notes the use of an open whose CREATE was not seen between these hosts. Workers report uses in any order, so the
     * result does not depend on which comes first.
     */
    void note(Report.OpenMet use) {
        List<Report.OpenMet> uses = met.computeIfAbsent(use.open(), open -> new ArrayList<>(1));
        for (int i = 0; i < uses.size(); i++) {
            if (uses.get(i).isLike(use)) {
                uses.set(i, uses.get(i).epochNanos() <= use.epochNanos() ? uses.get(i) : use);
                return;
            }
        }
        if (uses.size() < PAIRS_MAX) {
            uses.add(use);
        }
    }

    /** Returns the event or, if it is uncertain, a copy that says only what is certain. */
    SensorEvent judged(SensorEvent event) {
        if (event instanceof BlindSession blind && ENCRYPTED.equals(blind.reason()) && blind.smb() != null) {
            unread.putIfAbsent(blind.smb().sessionId(), blind);
        }
        if (!(event instanceof FileWrite write) || write.smb() == null || !isUsedApart(write)) {
            return event;
        }
        uncertain.put(write.id(), true);
        ledger.note(Anomaly.FILE_USED_APART);
        return write.ofUnknownContent();
    }

    private boolean isUsedApart(FileWrite write) {
        if (!uncertain.isEmpty() && write.continues() != null && uncertain.containsKey(write.continues())) {
            return true;
        }
        SmbContext smb = write.smb();
        List<Report.OpenMet> uses =
                met.isEmpty() || smb.fileId() == null ? null : met.get(open(smb.sessionId(), smb.fileId()));
        if (uses != null && uses.stream().anyMatch(use -> isOf(write, use))) {
            return true;
        }
        BlindSession blind = unread.isEmpty() || !smb.encrypted() ? null : unread.get(smb.sessionId());
        return blind != null
                && blind.epochNanos() <= write.epochNanos()
                && !(blind.client().equals(write.client())
                        && blind.destination().equals(write.destination()));
    }

    /**
     * Whether a use concerns the file of a write. Each server numbers its sessions and files independently. So the use
     * on a connection that was first seen in the middle, between two entirely different hosts, most likely concerns
     * another open with the same number.
     */
    private static boolean isOf(FileWrite write, Report.OpenMet use) {
        return use.epochNanos() <= write.epochNanos()
                && use.isBetweenOthersThan(write)
                && (use.fromStart() || use.sharesHostWith(write));
    }

    /** A name for an open: its session and FileId. */
    static String open(String sessionId, String fileId) {
        return sessionId + '/' + fileId;
    }
}
