package io.sharetap.alert;

import java.util.List;

/**
 * Says what the client of an alert did over SMB in the hour up to it, on any hosts.
 *
 * @param hosts distinct destinations
 * @param shares distinct shares
 * @param refusedLogons logons that were refused
 * @param refusedOpens files and pipes that it was refused
 * @param programsWritten programs that it wrote, including the one of the alert
 * @param programsRead distinct programs that it read
 * @param pipes distinct pipes
 * @param serverSideCopies programs that it made servers copy
 * @param executions what it made servers run
 * @param partial there were more acts than are remembered
 */
public record ClientActivity(
        Counted hosts,
        Counted shares,
        Counted refusedLogons,
        Counted refusedOpens,
        Counted programsWritten,
        Counted programsRead,
        Counted pipes,
        Counted serverSideCopies,
        Counted executions,
        boolean partial) {

    /** Their number, and the last few of them. */
    public record Counted(long count, List<String> examples) {}
}
