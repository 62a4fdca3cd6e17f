package io.sharetap.benchmarks.quality;

import io.sharetap.baseline.BaselineSettings;
import io.sharetap.detect.DetectorSettings;
import java.util.function.Consumer;

/** Lists the numbers to judge by: those that are shipped, and others that are tried out. */
enum Numbers {
    SHIPPED("as shipped", knobs -> {}),
    HELD_BY_NUMBERS(
            "(a) what is held uncommon is similar activity only where it is rare as well", Knobs::heldByNumbers),
    PSEXEC_STARTS_NOTHING(
            "(b) a start of PsExec's own service is no `executed` of other files", Knobs::psexecStartsNothing),
    DISTRIBUTOR_SOONER(
            "(c) 3 destinations make a distributor, not up to 10, and 3 days between first and last, not 7",
            knobs -> knobs.distributor(3, 3)),
    FEWER_DESTINATIONS(
            "(d) an executable is uncommon from 0.80 on, not 0.70: common from 4 of 2,000 destinations, not 9",
            knobs -> knobs.executableFrom(0.80)),
    PROPOSED("(a) to (d) together", knobs -> {
        knobs.heldByNumbers();
        knobs.psexecStartsNothing();
        knobs.distributor(3, 3);
        knobs.executableFrom(0.80);
    }),
    HIGH_FROM_75("(e) high from 75 on, not 70", knobs -> knobs.highFrom(75)),
    PROPOSED_AND_75("(a) to (e) together", knobs -> {
        PROPOSED.change.accept(knobs);
        knobs.highFrom(75);
    }),
    TWO_SIMILAR_DAYS("(f) 2 similar days of 30 are usual, not 3", knobs -> knobs.destinationFrom(0.70)),
    FOLD_4_HOURS("(g) a story takes further writes for 4 hours, not 24", knobs -> knobs.foldHours(4));

    private final String label;
    private final Consumer<Knobs> change;

    Numbers(String label, Consumer<Knobs> change) {
        this.label = label;
        this.change = change;
    }

    private Knobs knobs() {
        Knobs knobs = new Knobs();
        change.accept(knobs);
        return knobs;
    }

    String label() {
        return label;
    }

    BaselineSettings baseline(BaselineSettings.Capacity room) {
        return knobs().baseline(room);
    }

    DetectorSettings detector() {
        return knobs().detector();
    }

    /** True: what is held uncommon is no similar activity for that alone. */
    boolean holdsAside() {
        return knobs().holdsAside();
    }

    /** True: starts of PsExec's own service are kept from the detector. */
    boolean withoutPsexecStarts() {
        return knobs().withoutPsexecStarts();
    }
}
