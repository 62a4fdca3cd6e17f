package io.sharetap.smb;

import io.sharetap.base.Moment;

/** What commands have in common that name files by path, which the server opens for itself. */
abstract class Smb1ByPath extends Smb1Command {
    private static final String WILDCARDS = "*?<>\"";

    Smb1ByPath(SmbState shared) {
        super(shared);
    }

    /** Whether the path stands for all files whose names match it. */
    static boolean isPattern(String path) {
        return path.chars().anyMatch(character -> WILDCARDS.indexOf(character) >= 0);
    }

    /** The server copied a whole file to {@code offset} of another, or to {@link FileOpSink#BEHIND} its content. */
    final void copy(SmbOpen source, SmbOpen target, long offset, Moment now) {
        shared.opens.giveOut(source, now);
        shared.opens.giveOut(target, now);
        shared.files.onCopy(source, 0, target, offset, FileOpSink.WHOLE, shared.behind(now));
    }
}
