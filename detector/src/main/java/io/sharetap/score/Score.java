package io.sharetap.score;

import java.util.List;

/**
 * Says how much an executable write weighs, and why.
 *
 * @param executableRarity 0 (everywhere) to 1 (never seen)
 * @param executableThreshold lowest rarity that is uncommon
 * @param executableUsualFrom number of destinations that would make it common
 * @param destinationRarity 0 (every day) to 1 (never)
 * @param destinationThreshold lowest rarity that is uncommon
 * @param destinationUsualFrom number of days that would make the destination common
 * @param held whether the executable raised a high alert, so that it counts as uncommon whatever its rarity
 * @param reasons that hold
 * @param total sum of the reasons' weights
 * @param highFrom lowest total that is high
 * @param provedPsexec whether the file is proved to be PsExec's own service
 * @param screensaver whether the file's extension is {@code .scr}
 * @param distributor whether the client distributes software in this place
 * @param spread whose fan-out the write belongs to
 */
public record Score(
        double executableRarity,
        double executableThreshold,
        long executableUsualFrom,
        double destinationRarity,
        double destinationThreshold,
        long destinationUsualFrom,
        boolean held,
        List<Reason> reasons,
        int total,
        int highFrom,
        boolean provedPsexec,
        boolean screensaver,
        boolean distributor,
        Spread spread) {

    /** Which fan-out a write belongs to. */
    public enum Spread {
        /** There is none. */
        NONE(false, false),
        /** The client's. */
        OF_CLIENT(true, false),
        /** The executable's, over any clients. */
        OF_EXECUTABLE(false, true),
        /** Both. */
        OF_BOTH(true, true);

        private final boolean ofClient;
        private final boolean ofExecutable;

        Spread(boolean ofClient, boolean ofExecutable) {
            this.ofClient = ofClient;
            this.ofExecutable = ofExecutable;
        }

        public boolean ofClient() {
            return ofClient;
        }

        public boolean ofExecutable() {
            return ofExecutable;
        }

        static Spread of(boolean client, boolean executable) {
            return client ? (executable ? OF_BOTH : OF_CLIENT) : executable ? OF_EXECUTABLE : NONE;
        }
    }

    /**
     * One named circumstance.
     *
     * @param id such as {@code new_pair}
     * @param detail one clause for people, with figures
     */
    public record Reason(String id, int weight, String detail) {}

    public boolean executableUncommon() {
        return held || executableRarity >= executableThreshold;
    }

    public boolean destinationUncommon() {
        return destinationRarity >= destinationThreshold;
    }

    /** Whether the weights of the reasons make the destination highly suspicious. */
    public boolean highlySuspicious() {
        return total >= highFrom;
    }

    /** Whether the destination is a critical asset. */
    public boolean critical() {
        for (Reason reason : reasons) {
            if (reason.id().equals(Reasons.CRITICAL_ASSET)) {
                return true;
            }
        }
        return false;
    }
}
