package io.sharetap.capture;

/** Says whether frames can come from an interface that is open. */
enum LinkState {
    GIVES_FRAMES("gives frames now"),
    /** The interface is up but has no carrier: no cable, or the device at its other end is down. */
    NO_LINK("has no link (its cable, or what is at the other end); no frame can come until it has one"),
    /** The interface was set down. libpcap reports nothing, and gives frames again once it is up. */
    DOWN("is down; it is opened when it is up");

    private final String words;

    LinkState(String words) {
        this.words = words;
    }

    /** What is reported when an interface enters this state, after its name and a colon. */
    String words() {
        return words;
    }

    /** Asks the kernel for the state of an interface; null where it does not tell. */
    static LinkState of(String name) {
        int flags = InterfaceFlags.of(name);
        if (flags == InterfaceFlags.UNKNOWN_FLAGS) {
            return null;
        }
        if ((flags & InterfaceFlags.IFF_UP) == 0) {
            return DOWN;
        }
        return (flags & InterfaceFlags.IFF_RUNNING) == 0 ? NO_LINK : GIVES_FRAMES;
    }
}
