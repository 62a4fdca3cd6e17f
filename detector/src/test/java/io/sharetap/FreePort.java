package io.sharetap;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Random;

/**
 * Chooses a port at which nobody listens on this machine, for what will listen there later. It is none of those from
 * which connections are made (from 32768 up on Linux), so that no connection takes it meanwhile.
 */
public final class FreePort {
    private static final int FROM = 20_000;
    private static final int TO = 32_000;
    private static final Random RANDOM = new Random();

    private FreePort() {}

    /** One of them. */
    public static int any() {
        while (true) {
            int port = FROM + RANDOM.nextInt(TO - FROM);
            try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return free.getLocalPort();
            } catch (IOException taken) {
                continue;
            }
        }
    }
}
