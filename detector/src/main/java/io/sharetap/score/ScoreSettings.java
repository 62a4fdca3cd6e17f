package io.sharetap.score;

import io.sharetap.baseline.Threshold;

/**
 * Holds every number and list that a score is judged by. Immutable; {@link #defaults()} are those of
 * {@code docs/detection.md}.
 *
 * @param windowDays days of the baseline's window, for the wording of reasons
 * @param executable when an executable is uncommon; the same as the baseline's
 * @param destination when a destination is uncommon; the same as the baseline's
 * @param highFrom lowest sum of weights that is high
 * @param newPairClientDestinations number of destinations in the window from which {@code new_pair} does not hold for a
 *     client
 * @param fanOutDestinations number of destinations within an hour that is a fan-out
 * @param distributors whether distributors are exempt in their place
 * @param distributorDays least number of days on which a distributor wrote in its place
 * @param distributorSpanDays least number of days between the first and the last of them
 * @param distributorDestinationsLeast least number of destinations of a distributor
 * @param distributorDestinationsMost number of destinations that suffices in any network
 * @param weights of the reasons
 * @param criticalAssets destinations that the settings call critical
 * @param lists of paths, names and contents that are looked for
 */
public record ScoreSettings(
        int windowDays,
        Threshold executable,
        Threshold destination,
        int highFrom,
        int newPairClientDestinations,
        int fanOutDestinations,
        boolean distributors,
        int distributorDays,
        int distributorSpanDays,
        int distributorDestinationsLeast,
        int distributorDestinationsMost,
        Weights weights,
        CriticalAssets criticalAssets,
        DetectionLists lists) {

    /** The weight of each reason. */
    public record Weights(
            int neverReceivedExecutables,
            int newPair,
            int executionLocation,
            int autostart,
            int adminShare,
            int criticalAsset,
            int fanOut,
            int disguise,
            int remoteExecutionTool,
            int executed) {
        /** The weights that hold unless the settings say otherwise. */
        public static Weights defaults() {
            return new Weights(25, 25, 30, 70, 15, 40, 40, 45, 20, 40);
        }
    }

    /** The numbers that hold unless the settings say otherwise. */
    public static ScoreSettings defaults() {
        return new ScoreSettings(
                30,
                new Threshold(0.70, 10),
                new Threshold(0.60, 15),
                70,
                10,
                3,
                true,
                2,
                7,
                3,
                10,
                Weights.defaults(),
                CriticalAssets.none(),
                DetectionLists.shipped());
    }

    /** These numbers with other critical assets and lists. */
    public ScoreSettings with(CriticalAssets otherAssets, DetectionLists otherLists) {
        return new ScoreSettings(
                windowDays,
                executable,
                destination,
                highFrom,
                newPairClientDestinations,
                fanOutDestinations,
                distributors,
                distributorDays,
                distributorSpanDays,
                distributorDestinationsLeast,
                distributorDestinationsMost,
                weights,
                otherAssets,
                otherLists);
    }
}
