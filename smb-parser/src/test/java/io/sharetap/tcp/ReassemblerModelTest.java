package io.sharetap.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sharetap.base.Anomaly;
import io.sharetap.base.Count;
import io.sharetap.base.Ledger;
import io.sharetap.base.Limits;
import io.sharetap.frame.Segment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Disturbs the segments of two known streams in all ways a network has, and compares what comes out with the truth. */
class ReassemblerModelTest {
    private static final int SEEDS = 1_500;

    private record Placed(double place, Segment segment) {}

    private record Disturbance(
            int reach, double duplicated, double overlapping, double lost, boolean handshake, int segmentMax) {}

    private final List<Placed> placed = new ArrayList<>();
    private Random random;
    private Wire wire;
    private RecordedStreams streams;
    private Ledger ledger;
    private Reassembler reassembler;
    private byte[] client;
    private byte[] server;
    private boolean[] clientSeen;
    private boolean[] serverSeen;

    @Test
    void neverReportsAGapWhenNothingIsLost() {
        for (int seed = 0; seed < SEEDS; seed++) {
            int reach = seed % 65;
            run(seed, new Disturbance(reach, 0.1, 0.1, 0, seed % 3 != 0, seed % 7 == 0 ? 3 : 60));
            assertStreams(seed);
            assertEquals(0, ledger.of(Count.GAP_BYTES), "seed " + seed);
            assertEquals(0, ledger.of(Anomaly.TCP_OVERLAP_CONFLICT), "seed " + seed);
        }
    }

    @Test
    void reportsExactlyWhatIsLost() {
        for (int seed = 0; seed < SEEDS; seed++) {
            run(seed, new Disturbance(seed % 33, 0.1, 0.05, 0.05, true, 60));
            assertStreams(seed);
        }
    }

    @Test
    void keepsNothingOnceAllIsGivenOut() {
        for (int seed = 0; seed < 100; seed++) {
            run(seed, new Disturbance(64, 0.3, 0.3, 0.1, false, 60));
            assertEquals(0, reassembler.heldBytes(), "seed " + seed);
            assertEquals(0, reassembler.connections(), "seed " + seed);
        }
    }

    private void run(int seed, Disturbance disturbance) {
        random = new Random(seed);
        streams = new RecordedStreams();
        ledger = new Ledger();
        reassembler = new Reassembler(Limits.defaults(), ledger, streams);
        wire = new Wire(reassembler);
        wire.clientIsn = random.nextBoolean() ? random.nextInt() : -random.nextInt(2_000);
        wire.serverIsn = random.nextBoolean() ? random.nextInt() : -random.nextInt(2_000);
        client = truth();
        server = truth();
        clientSeen = new boolean[client.length];
        serverSeen = new boolean[server.length];
        placed.clear();
        place(disturbance);
        placed.sort(Comparator.comparingDouble(Placed::place));
        if (disturbance.handshake) {
            wire.handshake();
        }
        for (Placed one : placed) {
            wire.pause(random.nextInt(1_000));
            wire.deliver(one.segment);
        }
        reassembler.onEndOfInput();
    }

    private void place(Disturbance disturbance) {
        int clientAt = 0;
        int serverAt = 0;
        int index = 0;
        while (clientAt < client.length || serverAt < server.length) {
            boolean fromClient = serverAt == server.length || clientAt < client.length && random.nextBoolean();
            byte[] truth = fromClient ? client : server;
            int from = fromClient ? clientAt : serverAt;
            int to = Math.min(truth.length, from + 1 + random.nextInt(disturbance.segmentMax));
            int acknowledged = fromClient ? serverAt : clientAt;
            boolean fin = to == truth.length;
            index++;
            if (fin || random.nextDouble() >= disturbance.lost) {
                place(fromClient, from, to, acknowledged, fin, index + random.nextDouble() * disturbance.reach);
            }
            if (random.nextDouble() < disturbance.duplicated) {
                place(fromClient, from, to, acknowledged, fin, index + random.nextDouble() * (disturbance.reach + 20));
            }
            if (random.nextDouble() < disturbance.overlapping) {
                int overlapFrom = Math.max(0, from - random.nextInt(80));
                int overlapTo = overlapFrom + 1 + random.nextInt(to - overlapFrom);
                place(fromClient, overlapFrom, overlapTo, acknowledged, false, index + random.nextDouble() * 20);
            }
            if (fromClient) {
                clientAt = to;
            } else {
                serverAt = to;
            }
        }
    }

    private void place(boolean fromClient, int from, int to, int acknowledged, boolean fin, double place) {
        byte[] truth = fromClient ? client : server;
        Arrays.fill(fromClient ? clientSeen : serverSeen, from, to, true);
        int isn = fromClient ? wire.clientIsn : wire.serverIsn;
        int peerIsn = fromClient ? wire.serverIsn : wire.clientIsn;
        int flags = fin ? Segment.ACK | Segment.FIN : Segment.ACK;
        byte[] payload = Arrays.copyOfRange(truth, from, to);
        placed.add(new Placed(
                place, wire.segment(fromClient, isn + 1 + from, peerIsn + 1 + acknowledged, flags, payload, 0)));
    }

    private byte[] truth() {
        byte[] bytes = new byte[1 + random.nextInt(4_000)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) ('a' + random.nextInt(26));
        }
        return bytes;
    }

    private void assertStreams(int seed) {
        assertEquals(expected(client, clientSeen), streams.only().client(), "client, seed " + seed);
        assertEquals(expected(server, serverSeen), streams.only().server(), "server, seed " + seed);
    }

    private static String expected(byte[] truth, boolean[] seen) {
        byte[] expected = truth.clone();
        for (int i = 0; i < seen.length; i++) {
            if (!seen[i]) {
                expected[i] = '?';
            }
        }
        return new String(expected, StandardCharsets.ISO_8859_1);
    }
}
