package io.sharetap.smb;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sharetap.base.Limits;
import io.sharetap.tcp.EndReason;
import io.sharetap.tcp.LimitsWith;
import io.sharetap.tcp.Side;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Hostile messages: nothing is thrown, the sink's contract is kept (the recording sink checks it), tables stay small.
 */
class MutationTest {
    private static final int ROUNDS = Integer.getInteger("mutation.rounds", 4_000);
    private static final Limits SMALL = LimitsWith.changed(Map.of(
            "opensMax", 20,
            "sessionsMax", 6,
            "treesMax", 8,
            "pendingMax", 30,
            "pendingPerConnectionMax", 20,
            "parkedAnswersMax", 10));

    private record Message(Side from, byte[] bytes) {}

    private static List<Message> sample(Random random) {
        Smb2Messages smb2 = new Smb2Messages();
        List<Message> all = new ArrayList<>();
        long fileId = 1 + random.nextInt(4);
        smb2.in(0x51 + random.nextInt(3), 7 + random.nextInt(2));
        all.add(new Message(Side.SERVER, smb2.negotiateAnswer(0x0311, 100)));
        all.add(new Message(Side.CLIENT, smb2.sessionSetup(1, 0, 0, new byte[30])));
        all.add(new Message(Side.SERVER, smb2.sessionSetupAnswer(1, Smb2Messages.MORE_PROCESSING, new byte[60])));
        all.add(new Message(Side.CLIENT, smb2.treeConnect(2, "\\\\server\\share")));
        all.add(new Message(Side.SERVER, smb2.treeConnectAnswer(2, 1)));
        byte[] create = smb2.create(3, "a", 0, 0, Smb2Messages.context("DH2Q", new byte[32]));
        byte[] write = smb2.with(Smb2Messages.RELATED).write(4, -1, 0, "abcdefgh");
        all.add(new Message(Side.CLIENT, Smb2Messages.compound(create, write)));
        all.add(new Message(
                Side.SERVER, Smb2Messages.compound(smb2.createAnswer(3, fileId, 2, 0), smb2.writeAnswer(4, 8))));
        all.add(new Message(Side.CLIENT, smb2.write(5, fileId, 8, "more data")));
        all.add(new Message(Side.SERVER, smb2.writeAnswer(5, 9)));
        all.add(new Message(Side.CLIENT, smb2.setInfo(6, fileId, 10, Smb2Messages.renameTo("b"))));
        all.add(new Message(Side.SERVER, smb2.setInfoAnswer(6)));
        all.add(new Message(Side.CLIENT, smb2.ioctl(7, fileId, 0x0014_40F2, new byte[80])));
        all.add(new Message(Side.SERVER, smb2.ioctlAnswer(7, 0x0014_40F2, new byte[12])));
        all.add(new Message(Side.CLIENT, smb2.close(8, fileId)));
        all.add(new Message(Side.SERVER, smb2.closeAnswer(8, 17)));
        return all;
    }

    @Test
    void mutatedConversationsDoNoHarm() {
        Talk talk = new Talk(SMALL);
        for (int seed = 0; seed < ROUNDS; seed++) {
            Random random = new Random(seed);
            try {
                converse(talk, random);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + seed, e);
            }
            int living = talk.sink.living.size();
            assertTrue(living <= SMALL.opensMax(), "seed " + seed + ": " + living + " opens");
            talk.quiet();
        }
        for (int connection = 1; connection <= 4; connection++) {
            talk.on(connection).end(EndReason.FINISHED);
        }
        assertTrue(talk.sink.living.isEmpty(), "opens outlive all connections: " + talk.sink.living.size());
    }

    private static void converse(Talk talk, Random random) {
        talk.on(1 + random.nextInt(4)).later(random.nextInt(40));
        Side unheard = random.nextInt(4) > 0 ? null : random.nextBoolean() ? Side.CLIENT : Side.SERVER;
        for (Message message : sample(random)) {
            byte[] bytes = message.bytes;
            mutate(bytes, random);
            if (random.nextInt(20) == 0 || message.from == unheard) {
                continue;
            }
            talk.inPiecesOf(1 + random.nextInt(200));
            if (random.nextInt(12) == 0) {
                int gapAt = random.nextInt(bytes.length);
                talk.withGap(message.from, bytes, gapAt, 1 + random.nextInt(bytes.length - gapAt));
            } else if (message.from == Side.CLIENT) {
                talk.client(bytes);
            } else {
                talk.server(bytes);
            }
            if (random.nextInt(40) == 0) {
                talk.abandoned(message.from);
            }
        }
        if (random.nextInt(6) == 0) {
            talk.end(random.nextBoolean() ? EndReason.RESET : EndReason.IDLE);
        }
    }

    private static void mutate(byte[] bytes, Random random) {
        if (random.nextInt(3) == 0) {
            return;
        }
        for (int flips = random.nextInt(4); flips > 0; flips--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> bytes[at] = (byte) (random.nextBoolean() ? 0xFF : 0);
                default -> {
                    if (at + 4 <= bytes.length) {
                        ByteBuffer.wrap(bytes)
                                .order(ByteOrder.LITTLE_ENDIAN)
                                .putInt(at, random.nextBoolean() ? -1 : random.nextInt(300));
                    }
                }
            }
        }
    }
}
