package io.sharetap.base;

/**
 * Holds the bound of every table, queue and buffer of the parser; each bound that is reached has its {@link Anomaly}.
 *
 * <p>They hold for the whole sensor: bounds for all connections or files are divided among the workers. Units are part
 * of the names.
 *
 * @param tunnelDepthMax tunnels within tunnels that are followed
 * @param fragmentDatagramsMax unfinished IP datagrams held at once
 * @param fragmentBytesMax bytes of all unfinished IP datagrams
 * @param fragmentNanos time after which an IP datagram is given up if fragments are still missing
 * @param connectionsMax TCP connections remembered at once
 * @param halfOpenMax connections remembered at once that have not carried data yet
 * @param connectionIdleNanos time without a segment after which a connection has ended
 * @param reorderBytesPerDirection bytes held behind a hole of one direction before the hole is given up
 * @param reorderBytesMax bytes held behind the holes of all connections
 * @param reorderSegmentsPerDirection segments held behind a hole of one direction before the hole is given up
 * @param sessionsMax SMB sessions remembered
 * @param opensMax SMB opens remembered
 * @param pendingPerConnectionMax requests of one connection that wait for their answers
 * @param gatherBytesMax bytes of one SMB message's fixed parts and names that are put together
 * @param gatherBytesInAllMax bytes of such fixed parts being put together on all connections
 * @param transformBytesMax bytes of one encrypted or compressed SMB message, and of its content
 * @param transformBytesInAllMax bytes of such messages being put together on all connections; for each worker at least
 *     two messages
 * @param logonBytesMax bytes remembered of unfinished logons, where keys are given for decryption
 * @param treesMax SMB tree connects remembered
 * @param pendingMax requests of all connections that wait for their answers
 * @param parkedAnswersMax answers kept because their request has not come yet
 * @param nameCharsMax characters of the names and paths that each of SMB's tables remembers
 * @param answerNanos time after which a request without an answer, or an answer without its request, is given up
 * @param closeGraceNanos delay with which the end of a file is reported, if its session may have several connections
 * @param compoundUnitsMax requests or answers that are read of one SMB2 compound
 * @param filesMax files being assembled, or remembered after their close
 * @param filePathCharsMax characters of the paths of those files
 * @param contentBytesPerFile bytes of one file's content kept for rewriting and inspection
 * @param contentBytesMax bytes of content kept in memory in all
 * @param spoolBytesMax bytes of further content kept on disk, in all
 * @param rangesPerFileMax ranges of one file that are distinguished as written, zero or missing
 * @param rangesMax such ranges of all files
 * @param missingRangesMax missing ranges that one report lists
 * @param fileIdleNanos time without a write after which an open file is reported as it stands
 * @param continuationNanos time for which a closed file is remembered, in case the client goes on with it
 * @param rpcBytesPerCall bytes of the fragments of one DCE/RPC call that are put together
 * @param rpcBytesMax bytes of unfinished DCE/RPC calls held in all
 * @param rpcEndpointsMax endpoints of DCE/RPC over TCP that are followed
 * @param rpcHandlesMax handles of services and registry keys remembered, and as many services and tasks by name
 * @param clientActsMax acts of clients remembered after they were reported, so that they are not repeated within
 *     minutes
 */
public record Limits(
        int tunnelDepthMax,
        int fragmentDatagramsMax,
        int fragmentBytesMax,
        long fragmentNanos,
        int connectionsMax,
        int halfOpenMax,
        long connectionIdleNanos,
        int reorderBytesPerDirection,
        int reorderBytesMax,
        int reorderSegmentsPerDirection,
        int sessionsMax,
        int opensMax,
        int pendingPerConnectionMax,
        int gatherBytesMax,
        int gatherBytesInAllMax,
        int transformBytesMax,
        int transformBytesInAllMax,
        int logonBytesMax,
        int treesMax,
        int pendingMax,
        int parkedAnswersMax,
        long nameCharsMax,
        long answerNanos,
        long closeGraceNanos,
        int compoundUnitsMax,
        int filesMax,
        long filePathCharsMax,
        long contentBytesPerFile,
        long contentBytesMax,
        long spoolBytesMax,
        int rangesPerFileMax,
        long rangesMax,
        int missingRangesMax,
        long fileIdleNanos,
        long continuationNanos,
        int rpcBytesPerCall,
        int rpcBytesMax,
        int rpcEndpointsMax,
        int rpcHandlesMax,
        int clientActsMax) {

    private static final long SECOND = 1_000_000_000L;

    /** Refuses bounds that leave no room for even one entry; the message names the bound. */
    public Limits {
        require(connectionsMax, "connectionsMax");
        require(sessionsMax, "sessionsMax");
        require(treesMax, "treesMax");
        require(opensMax, "opensMax");
        require(pendingMax, "pendingMax");
        require(compoundUnitsMax, "compoundUnitsMax");
        require(filesMax, "filesMax");
        require(rangesPerFileMax, "rangesPerFileMax");
    }

    private static void require(int entries, String name) {
        if (entries < 1) {
            throw new IllegalArgumentException(name + " is at least 1");
        }
    }

    /** The bounds that hold unless the settings say otherwise. */
    public static Limits defaults() {
        return new Limits(
                8,
                8_192,
                16 << 20,
                30 * SECOND,
                16_384,
                65_536,
                3_600 * SECOND,
                16 << 20,
                64 << 20,
                4_096,
                32_768,
                100_000,
                8_192,
                128 << 10,
                32 << 20,
                9 << 20,
                48 << 20,
                8 << 20,
                32_768,
                32_768,
                4_096,
                2L << 20,
                120 * SECOND,
                2 * SECOND,
                1_024,
                16_384,
                2L << 20,
                256L << 20,
                192L << 20,
                2L << 30,
                4_096,
                1_000_000,
                1_024,
                60 * SECOND,
                300 * SECOND,
                256 << 10,
                16 << 20,
                64,
                8_192,
                16_384);
    }

    /** The bounds for each of several workers, which together keep to these. */
    public Limits sharedBy(int workers) {
        return new Limits(
                tunnelDepthMax,
                fragmentDatagramsMax,
                fragmentBytesMax,
                fragmentNanos,
                shareOf(connectionsMax, workers),
                shareOf(halfOpenMax, workers),
                connectionIdleNanos,
                reorderBytesPerDirection,
                shareOf(reorderBytesMax, workers),
                reorderSegmentsPerDirection,
                shareOf(sessionsMax, workers),
                shareOf(opensMax, workers),
                pendingPerConnectionMax,
                gatherBytesMax,
                shareOf(gatherBytesInAllMax, workers),
                transformBytesMax,
                (int) Math.min(
                        transformBytesInAllMax,
                        Math.max(2L * transformBytesMax, shareOf(transformBytesInAllMax, workers))),
                shareOf(logonBytesMax, workers),
                shareOf(treesMax, workers),
                shareOf(pendingMax, workers),
                shareOf(parkedAnswersMax, workers),
                shareOf(nameCharsMax, workers),
                answerNanos,
                closeGraceNanos,
                compoundUnitsMax,
                shareOf(filesMax, workers),
                shareOf(filePathCharsMax, workers),
                contentBytesPerFile,
                shareOf(contentBytesMax, workers),
                shareOf(spoolBytesMax, workers),
                rangesPerFileMax,
                shareOf(rangesMax, workers),
                missingRangesMax,
                fileIdleNanos,
                continuationNanos,
                rpcBytesPerCall,
                shareOf(rpcBytesMax, workers),
                rpcEndpointsMax,
                shareOf(rpcHandlesMax, workers),
                shareOf(clientActsMax, workers));
    }

    /** A share of at least 1, unless the whole is 0. */
    private static int shareOf(int inAll, int workers) {
        return (int) shareOf((long) inAll, workers);
    }

    private static long shareOf(long inAll, int workers) {
        return inAll == 0 ? 0 : Math.max(1, inAll / workers);
    }
}
