package io.sharetap.capture;

/**
 * Gives frames, from files or from the wire. Pulled: each call gives a few, so that the caller may hand them over,
 * release memory, or stop in between. All calls come from one thread.
 */
public interface PacketSource extends AutoCloseable {
    /**
     * Gives up to {@code framesMax} frames to {@code sink}.
     *
     * @return frames given; 0: none at the moment, because none came (live) or because so many frames are held that
     *     some must be released first (files); -1: the input is at its end
     */
    int poll(FrameSink sink, int framesMax);

    /** No frame with a number up to {@code frameNumber} is read any more: its memory may be used again. */
    void release(long frameNumber);

    /** Bytes of the input that were read so far, and in all (-1: unknown), for the progress bar. */
    long bytesRead();

    long bytesTotal();

    /** Stands for a time that is not told. */
    long NOT_TOLD = Long.MIN_VALUE;

    /** True: what is not taken in time is lost, and nobody knows what is still to come. */
    default boolean isLive() {
        return false;
    }

    /**
     * Asked when there is no frame at the moment: how far time has come all the same. Frames that come later are no
     * earlier, save for disorder. Files: {@link #NOT_TOLD}.
     */
    default long quietNanos() {
        return NOT_TOLD;
    }

    /** How much of the memory for frames is in use, in percent; 100: a live source loses what comes. */
    default int usedPercent() {
        return 0;
    }

    /** Whoever decodes has let go of what the frame given last brought, for want of time: it counts as lost. */
    default void onLetGo() {}

    /**
     * Frames of these TCP ports are wanted too, and no others that were named by this before. Files have all.
     *
     * @return false: those of new ones do not come at once
     */
    default boolean watchCallPorts(int[] ports) {
        return true;
    }

    /** Gives back everything; no frame may be read any more. */
    @Override
    void close();
}
