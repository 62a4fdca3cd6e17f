package io.sharetap.pipeline;

import io.sharetap.base.Moment;
import io.sharetap.output.ExecutableFolder;
import io.sharetap.pe.ExecutableSink;
import io.sharetap.pe.PeFacts;
import io.sharetap.transfer.AssembledFile;

/** Saves executables of which every byte is known, while their content can be read. */
final class ExtractedExecutables implements ExecutableSink {
    private final ExecutableFolder folder;

    /** @param folder null: nothing is saved */
    ExtractedExecutables(ExecutableFolder folder) {
        this.folder = folder;
    }

    @Override
    public void onExecutable(AssembledFile file, PeFacts pe, Moment now) {
        if (folder != null && file.sha256() != null && file.content() != null) {
            folder.save(file.sha256(), file.size(), file.content()::read);
        }
    }

    @Override
    public void onOtherFile(AssembledFile file, Moment now) {
        // Only programs are saved.
    }
}
