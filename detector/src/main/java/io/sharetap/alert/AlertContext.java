package io.sharetap.alert;

import io.sharetap.score.Circumstances.Execution;

/**
 * Holds facts that are reported with an alert besides those by which it was judged.
 *
 * @param execution the client made the destination run what it wrote; null: not seen
 * @param activity what the client did in the last hour; null: not known
 */
public record AlertContext(Execution execution, ClientActivity activity) {
    /** No such facts are known. */
    public static final AlertContext NONE = new AlertContext(null, null);
}
