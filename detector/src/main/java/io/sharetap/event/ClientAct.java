package io.sharetap.event;

/**
 * Says what a client did besides writing files ({@code smb-client-activity}), as far as it helps to judge what it
 * wrote.
 *
 * @param id {@code event.id}
 * @param smb the session; null: there was none yet
 * @param what the share, path, pipe, method or user that the act is about; null: unknown
 */
public record ClientAct(
        long epochNanos, long position, String id, Endpoints endpoints, SmbContext smb, Kind kind, String what)
        implements SensorEvent {

    /** {@code smb.activity.kind}, in lower case there. */
    public enum Kind {
        /** It reached a share. */
        SHARE,
        /** Its logon was refused. */
        REFUSED_LOGON,
        /** It was refused a share, a file or a pipe. */
        REFUSED_OPEN,
        /** It opened a pipe. */
        PIPE,
        /** It called a method of WMI that runs nothing. */
        OBJECT_CALL,
        /** It read a program. */
        PROGRAM_READ,
        /**
         * It wrote a program. A detector makes this from the record of the write; a sensor does not report it
         * separately.
         */
        PROGRAM_WRITTEN,
        /** It made a server copy a program; made likewise from the record of the copy. */
        PROGRAM_COPIED,
        /** It made a server run something; made likewise from the record of the execution. */
        EXECUTION
    }

    /** This act, between hosts of which more is known. */
    public ClientAct with(Endpoints hosts) {
        return new ClientAct(epochNanos, position, id, hosts, smb, kind, what);
    }

    @Override
    public IpAddress client() {
        return endpoints.client();
    }

    @Override
    public IpAddress destination() {
        return endpoints.destination();
    }
}
