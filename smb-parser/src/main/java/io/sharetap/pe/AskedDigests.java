package io.sharetap.pe;

import io.sharetap.transfer.AssembledFile.Range;
import io.sharetap.transfer.Content;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Asks a content once for each digest of what signatures cover of it, and remembers what it answered: each asking is
 * counted as work, and refused where there was too much.
 */
final class AskedDigests {
    private final Content content;
    private final Map<String, byte[]> answers = new HashMap<>(2);
    private List<Range> leftOut;

    AskedDigests(Content content) {
        this.content = content;
    }

    /**
     * The digest, null: it cannot be had.
     *
     * @param ranges what signatures leave out, the same for each algorithm
     */
    byte[] of(String algorithm, List<Range> ranges) {
        if (!answers.containsKey(algorithm)) {
            leftOut = ranges;
            answers.put(algorithm, content.digest(algorithm, ranges));
        }
        return answers.get(algorithm);
    }

    /** What was left out of the digests; null: none was asked for. */
    List<Range> leftOut() {
        return leftOut;
    }

    Map<String, byte[]> answers() {
        return answers;
    }
}
