package io.sharetap.capture;

/** Says of an interface that is open whether frames can come from it. */
enum LinkState {
    GIVES_FRAMES("gives frames now"),
    /** It is up, but nothing is at the other end of its cable, or what is there is down. */
    NO_LINK("has no link (its cable, or what is at the other end); no frame can come until it has one"),
    /** It was set down: libpcap goes on without a word, and gives frames again when it is up. */
    DOWN("is down; it is opened when it is up");

    private final String words;

    LinkState(String words) {
        this.words = words;
    }

    /** What is said when an interface comes to it, after its name and a colon. */
    String words() {
        return words;
    }

    /** What the kernel says of the name; null: it does not tell. */
    static LinkState of(String name) {
        int flags = InterfaceFlags.of(name);
        if (flags == InterfaceFlags.NOT_TOLD) {
            return null;
        }
        if ((flags & InterfaceFlags.IFF_UP) == 0) {
            return DOWN;
        }
        return (flags & InterfaceFlags.IFF_RUNNING) == 0 ? NO_LINK : GIVES_FRAMES;
    }
}
