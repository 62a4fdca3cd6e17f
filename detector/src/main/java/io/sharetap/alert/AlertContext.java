package io.sharetap.alert;

import io.sharetap.score.Circumstances.Execution;

/**
 * Says what is told with an alert beside what it was judged by.
 *
 * @param execution the client made the destination run what it wrote; null: not seen
 * @param activity what the client did in the last hour; null: not known
 */
public record AlertContext(Execution execution, ClientActivity activity) {
    /** Nothing is known. */
    public static final AlertContext NONE = new AlertContext(null, null);
}
