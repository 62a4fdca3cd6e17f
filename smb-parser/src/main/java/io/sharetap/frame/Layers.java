package io.sharetap.frame;

import io.sharetap.base.Ledger;
import io.sharetap.base.Limits;

/**
 * Holds one reader for each family of headers. The readers reach each other through it, as tunnels lead from the inside
 * back to the link layer.
 */
final class Layers {
    final Ledger ledger;
    final Surroundings surroundings;
    final Fragments fragments;
    final LinkLayer link;
    final LabelLayer labels;
    final IpLayer ip;
    final TcpLayer tcp;
    final GreTunnel gre;
    final UdpTunnels udp;

    Layers(Limits limits, Ledger ledger, SmbPorts ports, CallPorts callPorts, Checksums checksums, SegmentSink sink) {
        this.ledger = ledger;
        this.surroundings = new Surroundings(limits, ledger);
        this.fragments = new Fragments(limits, ledger);
        this.link = new LinkLayer(this);
        this.labels = new LabelLayer(this);
        this.ip = new IpLayer(this, checksums, fragments);
        this.tcp = new TcpLayer(ports, callPorts, checksums, surroundings, ledger, sink);
        this.gre = new GreTunnel(this);
        this.udp = new UdpTunnels(this);
    }
}
