package io.sharetap.score;

import java.util.List;

/**
 * Says what an event weighs and why.
 *
 * @param executableRarity 0 (everywhere) to 1 (never seen)
 * @param executableThreshold from here on it is uncommon
 * @param destinationRarity 0 (every day) to 1 (never)
 * @param destinationThreshold from here on it is uncommon
 * @param total sum of the reasons' weights
 * @param provedPsexec the file is PsExec's own service, by content
 * @param distributor the client distributes software in this place
 */
public record Score(
        double executableRarity,
        double executableThreshold,
        double destinationRarity,
        double destinationThreshold,
        List<Reason> reasons,
        int total,
        boolean provedPsexec,
        boolean distributor) {

    /**
     * One named circumstance.
     *
     * @param id such as {@code new_pair}
     * @param detail one clause for people, with figures
     */
    public record Reason(String id, int weight, String detail) {}

    public boolean executableUncommon() {
        return executableRarity >= executableThreshold;
    }

    public boolean destinationUncommon() {
        return destinationRarity >= destinationThreshold;
    }
}
