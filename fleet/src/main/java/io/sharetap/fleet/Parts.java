package io.sharetap.fleet;

import io.sharetap.event.IpAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.processor.StreamPartitioner;

/**
 * Says which part of the fleet knows a host or an executable. There are as many parts as the topic of writes has
 * partitions.
 */
record Parts(int count) {
    /** Partitions letters by their key, which is the number of the part. */
    static final StreamPartitioner<Integer, Letter> NAMED = (topic, part, letter, parts) -> Optional.of(Set.of(part));

    /** By the text of the client's address, as producers distribute what sensors publish. */
    int ofClient(IpAddress client) {
        return of(client.toString().getBytes(StandardCharsets.UTF_8));
    }

    int ofDestination(IpAddress destination) {
        return of(destination.bytes());
    }

    /** By the head, so that a write of which only the head is known reaches the part that knew the whole content. */
    int ofExecutable(byte[] sha256, byte[] headSha256) {
        byte[] digest = headSha256 == null ? sha256 : headSha256;
        return digest == null ? 0 : of(Arrays.copyOf(digest, 16));
    }

    private int of(byte[] bytes) {
        return Utils.toPositive(Utils.murmur2(bytes)) % count;
    }
}
