package io.sharetap.fleet;

/**
 * Names the topics of a fleet.
 *
 * @param writes topic to which sensors publish
 * @param prefix of the fleet's own topics
 */
record TopicNames(String writes, String prefix) {
    /** Alerts and their updates. */
    String alerts() {
        return prefix + "-alerts";
    }

    /** Records that could not be read, with the reason in a header. */
    String deadLetters() {
        return prefix + "-dead-letters";
    }

    String clients() {
        return prefix + "-clients";
    }

    String executables() {
        return prefix + "-executables";
    }

    String destinations() {
        return prefix + "-destinations";
    }

    String stories() {
        return prefix + "-stories";
    }
}
