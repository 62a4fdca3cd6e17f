package io.sharetap.alert;

import java.util.List;

/**
 * Says what the client of an alert did over SMB in the hour up to it, on whatever host.
 *
 * @param hosts different destinations
 * @param shares different shares
 * @param refusedLogons logons that were refused
 * @param refusedOpens files and pipes that it was refused
 * @param programsWritten programs that it wrote, the one of the alert included
 * @param programsRead different programs that it read
 * @param pipes different pipes
 * @param serverSideCopies programs that it had servers copy
 * @param executions what it made servers run
 * @param partial so much happened that not all is remembered
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

    /** How many, and the last few of them. */
    public record Counted(long count, List<String> examples) {}
}
