package io.sharetap.alert;

/** Takes alerts and updates, in the order in which they are output. */
public interface AlertSink {
    /** A story begins, or becomes graver. */
    void onAlert(Alert alert);

    /** Takes the writes that were folded into a story since its alert or its last update. */
    void onAlertUpdate(AlertUpdate update);
}
