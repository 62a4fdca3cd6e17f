package io.sharetap.benchmarks.quality;

import io.sharetap.baseline.BaselineSettings;
import io.sharetap.detect.DetectorSettings;
import java.util.function.Consumer;

/** Lists the sets of numbers to judge by: the shipped one, and others that are tried out. */
enum Numbers {
    SHIPPED("as shipped", knobs -> {}),
    DISTRIBUTOR_SOONER(
            "(a) 3 destinations make a distributor, not up to 10, and 3 days between first and last, not 7",
            knobs -> knobs.distributor(3, 3)),
    FEWER_DESTINATIONS(
            "(b) an executable is uncommon from 0.80 on, not 0.70: common from 4 of 2,000 destinations, not 9",
            knobs -> knobs.executableFrom(0.80)),
    SOONER_AND_FEWER("(a) and (b) together", knobs -> {
        DISTRIBUTOR_SOONER.change.accept(knobs);
        FEWER_DESTINATIONS.change.accept(knobs);
    }),
    HIGH_FROM_75("(c) high from 75 on, not 70", knobs -> knobs.highFrom(75)),
    ALL_AND_75("(a) to (c) together", knobs -> {
        SOONER_AND_FEWER.change.accept(knobs);
        HIGH_FROM_75.change.accept(knobs);
    }),
    TWO_SIMILAR_DAYS("(d) 2 similar days of 30 are usual, not 3", knobs -> knobs.destinationFrom(0.70)),
    FOLD_4_HOURS("(e) a story takes further writes for 4 hours, not 24", knobs -> knobs.foldHours(4));

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
}
