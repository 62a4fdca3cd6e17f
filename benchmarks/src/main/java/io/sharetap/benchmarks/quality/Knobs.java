package io.sharetap.benchmarks.quality;

import io.sharetap.alert.AlertSettings;
import io.sharetap.baseline.BaselineSettings;
import io.sharetap.baseline.Threshold;
import io.sharetap.detect.DetectorSettings;
import io.sharetap.score.ScoreSettings;

/** Changes some of the detector's numbers; the others are as shipped. */
final class Knobs {
    private final ScoreSettings shipped = ScoreSettings.defaults();
    private Threshold executable = shipped.executable();
    private Threshold destination = shipped.destination();
    private int highFrom = shipped.highFrom();
    private int distributorSpanDays = shipped.distributorSpanDays();
    private int distributorDestinationsMost = shipped.distributorDestinationsMost();
    private long foldNanos = AlertSettings.defaults().foldNanos();

    void executableFrom(double uncommonFrom) {
        executable = new Threshold(uncommonFrom, executable.floor());
    }

    void destinationFrom(double uncommonFrom) {
        destination = new Threshold(uncommonFrom, destination.floor());
    }

    void highFrom(int sum) {
        highFrom = sum;
    }

    void distributor(int destinationsMost, int spanDays) {
        distributorDestinationsMost = destinationsMost;
        distributorSpanDays = spanDays;
    }

    void foldHours(int hours) {
        foldNanos = hours * 3_600 * Stage.SECOND;
    }

    BaselineSettings baseline(BaselineSettings.Capacity room) {
        BaselineSettings settings = BaselineSettings.defaults();
        return new BaselineSettings(
                settings.windowDays(),
                settings.activationDays(),
                settings.keepActiveDays(),
                executable,
                destination,
                settings.holdDays(),
                settings.lateDaysMax(),
                settings.aheadDaysMax(),
                room,
                settings.folderBytesMax());
    }

    DetectorSettings detector() {
        ScoreSettings score = new ScoreSettings(
                shipped.windowDays(),
                executable,
                destination,
                highFrom,
                shipped.newPairClientDestinations(),
                shipped.fanOutDestinations(),
                shipped.distributors(),
                shipped.distributorDays(),
                distributorSpanDays,
                shipped.distributorDestinationsLeast(),
                distributorDestinationsMost,
                shipped.weights(),
                shipped.criticalAssets(),
                shipped.lists());
        AlertSettings alert = AlertSettings.defaults();
        return DetectorSettings.of(
                score,
                new AlertSettings(
                        alert.activationDays(),
                        alert.activeDaysLeast(),
                        foldNanos,
                        alert.updateAfterNanos(),
                        alert.storiesMax(),
                        alert.foldedPerUpdateMax(),
                        alert.foldedMax()));
    }
}
