package io.sharetap.pe;

import io.sharetap.transfer.AssembledFile.Range;
import io.sharetap.transfer.Content;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Asks a content once for each digest over the parts that signatures cover, and remembers the answer. Each digest is
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
     * The digest; null where it cannot be had.
     *
     * @param ranges the parts that signatures leave out, the same for each algorithm
     */
    byte[] of(String algorithm, List<Range> ranges) {
        if (!answers.containsKey(algorithm)) {
            leftOut = ranges;
            answers.put(algorithm, content.digest(algorithm, ranges));
        }
        return answers.get(algorithm);
    }

    /** The ranges that were left out of the digests; null where no digest was asked for. */
    List<Range> leftOut() {
        return leftOut;
    }

    Map<String, byte[]> answers() {
        return answers;
    }
}
