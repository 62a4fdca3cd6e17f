package io.sharetap.capture;

/** Takes what could not be read of the input, as it is found; called on the thread that polls or opens. */
public interface CaptureReport {
    /** An input, or what follows of it, cannot be read. The source goes on with the next input. */
    void onDamage(CaptureDamage damage);

    /** An entry of a folder is no capture and was passed over. */
    void onSkipped(String entry, String reason);
}
