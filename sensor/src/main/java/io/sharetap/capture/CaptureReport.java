package io.sharetap.capture;

/** Is told what of the input could not be read, as it is found; called on the thread that polls or opens. */
public interface CaptureReport {
    /** An input cannot be read, or not any further. The source goes on with the next input. */
    void onDamage(CaptureDamage damage);

    /** An entry of a folder is no capture and was passed over. */
    void onSkipped(String entry, String reason);
}
