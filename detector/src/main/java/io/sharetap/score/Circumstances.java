package io.sharetap.score;

/**
 * Says what happened around a write, besides what the write itself and its rarity tell. Counts are of the last hour and
 * include the write.
 *
 * @param sameExecutableDestinations destinations to which this client wrote this executable
 * @param uncommonDestinations uncommon destinations to which this client wrote uncommon executables; 0 where this write
 *     is none of them
 * @param reachedDestinations uncommon destinations that this executable, being uncommon, reached from any client; 0
 *     where this write is none of them
 * @param reachedByClient how many of those this client reached
 * @param servesDomain the destination was seen to serve SYSVOL or NETLOGON
 * @param execution the client made the destination run something; null: not seen
 */
public record Circumstances(
        int sameExecutableDestinations,
        int uncommonDestinations,
        int reachedDestinations,
        int reachedByClient,
        boolean servesDomain,
        Execution execution) {

    /** No circumstances are known. */
    public static final Circumstances NONE = new Circumstances(0, 0, 0, 0, false, null);

    /**
     * The client made the destination run something.
     *
     * @param afterNanos time from the write to the execution; negative: it came before
     * @param via such as {@code service}
     * @param act such as {@code started}; null: unknown
     * @param name of the service or task; null: unknown
     * @param command what is run; null: unknown
     * @param tool the remote execution tool that works in this way; null: none is known by it
     */
    public record Execution(long afterNanos, String via, String act, String name, String command, String tool) {

        /** An execution of which no more is known. */
        public Execution(long afterNanos, String via, String name, String command) {
            this(afterNanos, via, null, name, command, null);
        }
    }

    /** These circumstances with an execution. */
    public Circumstances with(Execution seen) {
        return new Circumstances(
                sameExecutableDestinations,
                uncommonDestinations,
                reachedDestinations,
                reachedByClient,
                servesDomain,
                seen);
    }
}
