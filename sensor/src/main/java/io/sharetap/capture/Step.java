package io.sharetap.capture;

/** Says what a reader found when it went on. */
enum Step {
    FRAME,
    /** Memory must be released before the next frame can be read. */
    WAITING,
    ENDED,
    /** Nothing more of this capture can be read; see {@link CaptureReader#damageOffset} and its reason. */
    DAMAGED
}
