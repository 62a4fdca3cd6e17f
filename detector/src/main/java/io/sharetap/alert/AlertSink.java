package io.sharetap.alert;

/** Takes alerts and what was folded into them, in the order in which they are put out. */
public interface AlertSink {
    /** A story begins, or becomes graver. */
    void onAlert(Alert alert);

    /** What was folded into a story since its alert or its last update. */
    void onAlertUpdate(AlertUpdate update);
}
