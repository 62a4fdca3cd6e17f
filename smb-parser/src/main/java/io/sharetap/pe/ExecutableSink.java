package io.sharetap.pe;

import io.sharetap.base.Moment;
import io.sharetap.transfer.AssembledFile;

/** Takes written files, sorted by their content. */
public interface ExecutableSink {
    /** The file is a PE image. */
    void onExecutable(AssembledFile file, PeFacts pe, Moment now);

    /** The file is no PE image, or that cannot be told. */
    void onOtherFile(AssembledFile file, Moment now);
}
