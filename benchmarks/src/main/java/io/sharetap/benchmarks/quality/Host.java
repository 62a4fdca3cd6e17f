package io.sharetap.benchmarks.quality;

import io.sharetap.event.IpAddress;

/** A machine; its address may change. */
final class Host {
    private static final int NETWORK = 0x0A00_0000; // 10.0.0.0

    private final long number;
    private final boolean laptop;
    private final boolean server;
    private int address;
    private IpAddress ip;

    private Host(long number, boolean laptop, boolean server, int address) {
        this.number = number;
        this.laptop = laptop;
        this.server = server;
        moveTo(address);
    }

    static Host server(long number, int address) {
        return new Host(number, false, true, address);
    }

    static Host workstation(long number, boolean laptop, int address) {
        return new Host(number, laptop, false, address);
    }

    /** Identifies the machine for good. */
    long number() {
        return number;
    }

    boolean laptop() {
        return laptop;
    }

    boolean server() {
        return server;
    }

    int address() {
        return address;
    }

    IpAddress ip() {
        return ip;
    }

    void moveTo(int newAddress) {
        address = newAddress;
        ip = IpAddress.ofIpv4(NETWORK + newAddress);
    }
}
