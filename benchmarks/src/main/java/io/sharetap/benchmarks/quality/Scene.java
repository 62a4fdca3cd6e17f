package io.sharetap.benchmarks.quality;

/**
 * One day of one activity in one network, with what its players need.
 *
 * @param start the day on which the activity began to be played: 0, or the day on which the network joined
 */
record Scene(int day, int start, Profile profile, Network network, Catalogue catalogue, Dice dice, Stage stage) {

    /** How often something that people do happens today. */
    int times(Rate rate) {
        return dice.times(profile.of(rate) * WorkCalendar.activity(day) * network.size() / 1_000);
    }

    boolean chance(Rate rate) {
        return dice.chance(profile.of(rate));
    }

    void write(double hour, Host client, Host destination, String share, String path, Program program) {
        stage.write(hour, client, destination, share, path, program);
    }

    /** A program that somebody chose: with probability {@code popular} a known one, else one that is new to all. */
    Program ownChoice(double popular) {
        return dice.chance(popular) ? catalogue.popular(dice, day) : catalogue.unseen(dice);
    }

    Host user() {
        return dice.pick(network.users());
    }
}
