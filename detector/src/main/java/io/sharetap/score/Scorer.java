package io.sharetap.score;

import io.sharetap.baseline.Observation;
import io.sharetap.baseline.Placement;
import io.sharetap.baseline.Rarity;
import io.sharetap.event.CodeSignature;
import io.sharetap.event.FileWrite;
import io.sharetap.score.Score.Spread;
import java.util.List;

/**
 * Weighs executable writes by its settings. The result of each method depends only on its arguments. One thread owns a
 * scorer.
 */
public final class Scorer {
    private final ScoreSettings settings;
    private final Places places;

    /** A scorer that judges by these numbers and lists. */
    public Scorer(ScoreSettings settings) {
        this.settings = settings;
        places = new Places(settings.lists());
    }

    /**
     * The place as which the baseline remembers the write: its kind, and the place, which is a separate one for PsExec.
     */
    public Placement placementOf(FileWrite write, Observation.Spread executable) {
        Place place = places.of(write);
        return isProvedPsexec(write, executable) ? place.ofPsexec() : place.placement();
    }

    /** Whether the share is one that only domain controllers serve. */
    public boolean isOnDomainShare(FileWrite write) {
        return settings.lists().isDomainShare(write);
    }

    /** Whether the executable is uncommon: by its rarity, or because it raised a high alert. */
    public boolean isUncommon(Observation.Spread executable) {
        return executable.heldUncommon()
                || settings.executable().uncommon(executable.destinations(), executable.knownDestinations());
    }

    /** Whether the destination is uncommon for the kind of place written to. */
    public boolean isDestinationUncommon(Observation seen) {
        return settings.destination()
                .uncommon(seen.similarDays(), seen.baseline().observedDays());
    }

    /**
     * Whether the file is proved to be PsExec's own service: by a known content, or its head where bytes are missing;
     * or by the OriginalFilename together with a signature of Microsoft's that holds, or on an executable that is
     * common here.
     */
    public boolean isProvedPsexec(FileWrite write, Observation.Spread executable) {
        if (settings.lists().isKnownPsexec(write)) {
            return true;
        }
        return Disguise.originalSaysPsexec(write.pe())
                && (isMicrosofts(write.pe().signature()) || !isUncommon(executable));
    }

    private static boolean isMicrosofts(CodeSignature signature) {
        return signature != null && signature.microsoftHolds();
    }

    /** Whether no variation can hold for the write, so that no score is needed. */
    public boolean isOrdinary(FileWrite write, Observation seen) {
        return !isDestinationUncommon(seen)
                || !isUncommon(seen.executable()) && !isProvedPsexec(write, seen.executable());
    }

    /** Weighs a write by its history and its circumstances. */
    public Score score(FileWrite write, Rarity rarity, Circumstances circumstances) {
        Rarity.ExecutableHistory executable = rarity.executable();
        int observedDays = rarity.baseline().observedDays();
        boolean psexec = isProvedPsexec(write, executable);
        boolean distributor = isDistributor(rarity);
        Place place = places.of(write);
        List<Score.Reason> reasons =
                new Reasons(settings, write, rarity, circumstances).list(place, psexec, distributor);
        int total = 0;
        for (Score.Reason reason : reasons) {
            total += reason.weight();
        }
        return new Score(
                settings.executable().rarity(executable.destinations(), executable.knownDestinations()),
                settings.executable().uncommonFrom(),
                settings.executable().commonFrom(executable.knownDestinations()),
                settings.destination().rarity(rarity.destination().similarDays(), observedDays),
                settings.destination().uncommonFrom(),
                settings.destination().commonFrom(observedDays),
                executable.heldUncommon(),
                List.copyOf(reasons),
                total,
                settings.highFrom(),
                psexec,
                FileNameParts.of(write).screensaver(),
                distributor,
                spread(circumstances));
    }

    private Spread spread(Circumstances around) {
        int many = settings.fanOutDestinations();
        boolean client = around.sameExecutableDestinations() >= many || around.uncommonDestinations() >= many;
        boolean byOthers = around.reachedDestinations() > around.reachedByClient();
        boolean executable = around.reachedDestinations() >= many && byOthers;
        return Spread.of(client, executable);
    }

    private boolean isDistributor(Rarity rarity) {
        Rarity.ClientHistory client = rarity.client();
        long common = settings.executable().commonFrom(rarity.executable().knownDestinations());
        long enough = Math.min(
                Math.max(common, settings.distributorDestinationsLeast()), settings.distributorDestinationsMost());
        return settings.distributors()
                && client.placeDays() >= settings.distributorDays()
                && client.placeLastDay() - client.placeFirstDay() >= settings.distributorSpanDays()
                && client.placeDestinations() >= enough;
    }
}
