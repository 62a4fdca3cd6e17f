package io.sharetap.pipeline;

import io.sharetap.event.Endpoints;
import io.sharetap.event.HexDigits;
import io.sharetap.event.IpAddress;
import io.sharetap.event.SmbContext;
import io.sharetap.smb.SmbOpen;
import io.sharetap.smb.SmbSession;
import io.sharetap.smb.SmbTree;
import io.sharetap.tcp.Connection;
import java.util.HexFormat;

/** Describes the hosts and the session of an event, in the form of records. Belongs to one lane. */
final class EventHosts {
    private static final int MAC_BYTES = 6;
    private static final String SMB1 = "1";

    /** A cache of the hexadecimal ids of sessions, each at the place of its hash. */
    private static final int SESSIONS = 1_024;

    private final KnownEndpoints known = new KnownEndpoints();
    private final long[] sessionIds = new long[SESSIONS];
    private final String[] sessionTexts = new String[SESSIONS];

    Endpoints endpointsOf(Connection connection, SmbSession session) {
        return known.of(connection, session);
    }

    SmbContext contextOf(SmbOpen open) {
        return contextOf(open.session(), open.tree(), fileIdOf(open), open.encrypted());
    }

    SmbContext contextOf(SmbSession session) {
        return contextOf(session, null, null, false);
    }

    private SmbContext contextOf(SmbSession session, SmbTree tree, String fileId, boolean encrypted) {
        return new SmbContext(
                session.dialect(),
                sessionIdOf(session),
                fileId,
                tree == null ? null : tree.path(),
                tree == null ? null : tree.share(),
                session.userName(),
                session.userDomain(),
                encrypted,
                session.logonKind() == null ? null : session.logonKind().shown(),
                session.logonSeen());
    }

    /** {@link #hex} of the session's id, from the cache: many events belong to few sessions. */
    private String sessionIdOf(SmbSession session) {
        long id = session.sessionId();
        int place = (int) (id * 0x9E37_79B9_7F4A_7C15L >>> 32) & SESSIONS - 1;
        if (sessionTexts[place] == null || sessionIds[place] != id) {
            sessionIds[place] = id;
            sessionTexts[place] = hex(id);
        }
        return sessionTexts[place];
    }

    static IpAddress clientOf(Connection connection) {
        return new IpAddress(connection.clientHigh(), connection.clientLow());
    }

    static IpAddress serverOf(Connection connection) {
        return new IpAddress(connection.serverHigh(), connection.serverLow());
    }

    /** Both halves of SMB2's FileId, or SMB1's FID; null: not known. */
    static String fileIdOf(SmbOpen open) {
        if (!open.fileIdKnown()) {
            return null;
        }
        if (SMB1.equals(open.session().dialect())) {
            return hex(open.volatileFileId());
        }
        return HexDigits.of(open.persistentFileId(), open.volatileFileId());
    }

    static String hex(long id) {
        return "0x" + Long.toHexString(id);
    }

    /** {@code 00-00-5E-00-53-23}; null where the frame had none. */
    static String macOf(long mac) {
        if (mac < 0) {
            return null;
        }
        HexFormat format = HexFormat.ofDelimiter("-").withUpperCase();
        byte[] bytes = new byte[MAC_BYTES];
        for (int i = 0; i < MAC_BYTES; i++) {
            bytes[i] = (byte) (mac >>> (MAC_BYTES - 1 - i) * Byte.SIZE);
        }
        return format.formatHex(bytes);
    }
}
