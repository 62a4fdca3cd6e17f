package io.sharetap.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sharetap.base.Hosts;
import io.sharetap.base.NamesOfOneHash;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NamedBetweenTest {
    private static final Hosts HOSTS = new Hosts(0, 1, 0, 2);

    @Test
    void isOfItsHostsAndItsName() {
        assertEquals(new NamedBetween(HOSTS, "svc"), new NamedBetween(new Hosts(0, 1, 0, 2), "svc"));
        assertNotEquals(new NamedBetween(HOSTS, "svc"), new NamedBetween(new Hosts(0, 2, 0, 1), "svc"));
        assertNotEquals(new NamedBetween(HOSTS, "svc"), new NamedBetween(HOSTS, "svd"));
    }

    @Test
    void namesWithOneHashOfStringsHaveManyHashes() {
        Set<Integer> hashes = new HashSet<>();
        for (String name : NamesOfOneHash.make()) {
            hashes.add(new NamedBetween(HOSTS, name).hashCode());
        }
        assertTrue(hashes.size() > 1_000, hashes.size() + " hashes");
    }

    /** Hosts themselves are compared where they share a hash; with a name they are not. */
    @Test
    void hostsWithOneHashHaveManyHashes() {
        Set<Integer> ofHosts = new HashSet<>();
        Set<Integer> ofKeys = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            Hosts hosts = new Hosts(0, i, 0, 1_000_000 - 961L * i);
            ofHosts.add(hosts.hashCode());
            ofKeys.add(new NamedBetween(hosts, "svc").hashCode());
        }
        assertEquals(1, ofHosts.size());
        assertTrue(ofKeys.size() > 990, ofKeys.size() + " hashes");
    }
}
