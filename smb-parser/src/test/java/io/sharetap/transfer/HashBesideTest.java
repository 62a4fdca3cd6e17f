package io.sharetap.transfer;

import org.junit.jupiter.api.AfterEach;

/** The same where another thread hashes what it finds to be hashed. */
class HashBesideTest extends HashAheadTest {
    private final HashingThread helper = new HashingThread(ring);

    @Override
    HashRing ring() {
        return new HashRing();
    }

    @AfterEach
    void end() throws InterruptedException {
        helper.close();
    }
}
