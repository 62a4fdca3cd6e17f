package io.sharetap.capture;

/**
 * Gives frames, from files or from the wire. The caller pulls: each call gives a few, so that the caller can hand them
 * over, release memory, or stop in between. All calls come from one thread.
 */
public interface PacketSource extends AutoCloseable {
    /**
     * Gives up to {@code framesMax} frames to {@code sink}.
     *
     * @return frames given; 0: none at the moment, because none came (live) or because so many frames are held that
     *     some must be released first (files); -1: the input is at its end
     */
    int poll(FrameSink sink, int framesMax);

    /** No frame with a number up to {@code frameNumber} is read any more: the source may use its memory again. */
    void release(long frameNumber);

    /** Bytes of the input that were read so far, and in all (-1: unknown), for the progress bar. */
    long bytesRead();

    long bytesTotal();

    /** Stands for a time that is not known. */
    long UNKNOWN_TIME = Long.MIN_VALUE;

    /** Whether this is a live source: frames that are not taken in time are lost, and the end is not known. */
    default boolean isLive() {
        return false;
    }

    /**
     * Asked when there is no frame at the moment: the capture time up to which all frames were given. Later frames are
     * no earlier than this, apart from slight disorder. Files: {@link #UNKNOWN_TIME}.
     */
    default long quietNanos() {
        return UNKNOWN_TIME;
    }

    /** How much of the memory for frames is in use, in percent. At 100 a live source loses frames. */
    default int usedPercent() {
        return 0;
    }

    /** The decoding thread dropped the contents of the frame given last, for want of time: the frame counts as lost. */
    default void onLetGo() {}

    /**
     * Replaces the list of further TCP ports whose frames are wanted. Files give all frames anyway.
     *
     * @return false where frames of new ports do not come at once, but after a delay
     */
    default boolean watchCallPorts(int[] ports) {
        return true;
    }

    /** Frees all memory; no frame may be read any more. */
    @Override
    void close();
}
