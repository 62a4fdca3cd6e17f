package io.sharetap.rpc;

import io.sharetap.base.Hosts;
import io.sharetap.base.KeyMixing;

/** Is the key of what a client calls by this name on a server. */
record NamedBetween(Hosts hosts, String name) {
    /** Written out, since the one that the language makes is slow to begin with. */
    @Override
    public boolean equals(Object other) {
        return other instanceof NamedBetween key && hosts.equals(key.hosts) && name.equals(key.name);
    }

    /** Clients choose names. */
    @Override
    public int hashCode() {
        long ofHosts = KeyMixing.mix(
                KeyMixing.SEED, hosts.firstHigh(), hosts.firstLow(), hosts.secondHigh(), hosts.secondLow());
        return (int) (KeyMixing.mix(ofHosts, name) >>> 32);
    }
}
