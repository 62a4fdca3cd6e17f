package io.sharetap.rpc;

import io.sharetap.base.Hosts;
import io.sharetap.base.KeyMixing;

/** Keys what a client knows by this name on a server. */
record NamedBetween(Hosts hosts, String name) {
    /** Written by hand: the method generated for records is slow until it is compiled. */
    @Override
    public boolean equals(Object other) {
        return other instanceof NamedBetween key && hosts.equals(key.hosts) && name.equals(key.name);
    }

    /** Seeded, as clients choose the names. */
    @Override
    public int hashCode() {
        long ofHosts = KeyMixing.mix(
                KeyMixing.SEED, hosts.firstHigh(), hosts.firstLow(), hosts.secondHigh(), hosts.secondLow());
        return (int) (KeyMixing.mix(ofHosts, name) >>> 32);
    }
}
