package io.sharetap.benchmarks.quality;

/** Gives the programs that people use; each goes from version to version, at its own pace. */
final class Catalogue {
    private static final int TITLES = 400;
    private static final int TOOLS = 80;
    private static final int TOOLBOX = 12;

    private final long seed;

    Catalogue(long seed) {
        this.seed = seed;
    }

    /** An installer that people download, some far more often than others; a version lasts 2 to 9 weeks. */
    Program popular(Dice dice, int day) {
        return version("title", dice.rank(TITLES), 14, 63, day);
    }

    /** A tool of administrators; a version lasts 2 to 6 months. */
    Program tool(Dice dice, int day) {
        return version("tool", dice.rank(TOOLS), 60, 180, day);
    }

    /** A tool of the helpdesk, who all use the same dozen; a version lasts 2 to 6 months. */
    Program helpdeskTool(Dice dice, int day) {
        return version("helpdesk", dice.rank(TOOLBOX), 60, 180, day);
    }

    /** PsExec: mostly the common version, else a newer one. */
    Program psexec(Dice dice) {
        return dice.chance(0.8) ? Program.PSEXEC : Program.psexec(Dice.mix(seed, "psexec".hashCode()));
    }

    /** A program that nobody had before: a user's own build, a customer's own package, a small vendor's hotfix. */
    Program unseen(Dice dice) {
        return Program.of(dice.number());
    }

    private Program version(String kind, int rank, int daysLeast, int daysMost, int day) {
        long title = Dice.mix(seed + kind.hashCode(), rank);
        int life = daysLeast + (int) (Dice.share(title, 1) * (daysMost - daysLeast));
        long version = (day + (int) (Dice.share(title, 2) * life)) / life;
        return Program.of(Dice.mix(title, 1_000 + version));
    }
}
