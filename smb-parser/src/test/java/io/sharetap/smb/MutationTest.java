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
import java.util.function.Function;
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

    private static List<Message> smb1Sample(Random random) {
        Smb1Messages smb1 = new Smb1Messages();
        List<Message> all = new ArrayList<>();
        int fid = 1 + random.nextInt(4);
        smb1.userId = 0x51 + random.nextInt(3);
        smb1.treeId = 7 + random.nextInt(2);
        Smb1Messages.Block tree = smb1.treeConnect("\\\\server\\share");
        Smb1Messages.Block created = smb1.createAnswer(fid, 2, 0, 0);
        Smb1Messages.Block changed = smb1.block(Smb1Commands.TRANSACTION2, new byte[20]);
        request(all, smb1.request(1, smb1.sessionSetup("user", "DOM"), tree));
        answer(all, smb1.answer(1, smb1.sessionSetupAnswer(new byte[40]), smb1.treeConnectAnswer("A:")));
        request(all, smb1.request(2, smb1.create("\\a"), smb1.write(Smb1Unit.FID_OF_CHAIN, 0, "abcd", 60, 4)));
        answer(all, smb1.answer(2, created, smb1.writeAnswer(4)));
        request(all, smb1.request(3, smb1.ntTransactCreate("\\b")));
        answer(all, smb1.answer(3, smb1.ntTransactCreateAnswer(fid + 1, 2)));
        request(all, smb1.request(4, smb1.write(fid, 4, "more data")), smb1.request(4, smb1.write(fid, 9, "yet")));
        answer(all, smb1.answer(4, smb1.writeAnswer(9)));
        request(all, smb1.request(5, smb1.oldWrite(Smb1Commands.WRITE, fid, 3, "")));
        answer(all, smb1.answer(5, smb1.oneWord(Smb1Commands.WRITE, 0)));
        request(all, smb1.request(6, smb1.setFile(fid, 1_010, smb1.renameTo("c"))));
        answer(all, smb1.answer(6, changed));
        request(all, smb1.request(7, smb1.setPath("\\d", 0x0104, new byte[8])));
        answer(all, smb1.answer(7, changed));
        request(all, smb1.request(8, smb1.named(Smb1Commands.NT_RENAME, 4, "\\c", "\\e")));
        answer(all, smb1.answer(8, smb1.empty(Smb1Commands.NT_RENAME)));
        request(all, smb1.request(13, smb1.named(Smb1Commands.COPY, 3, "\\e", "\\g")));
        answer(all, smb1.answer(13, smb1.oneWord(Smb1Commands.COPY, 1)));
        request(all, smb1.request(9, smb1.openAndX("\\f")), smb1.request(10, smb1.writeAndClose(fid, 0, "x")));
        answer(all, smb1.answer(9, smb1.openAndXAnswer(fid + 2, 5, 3)));
        answer(all, smb1.answer(10, smb1.oneWord(Smb1Commands.WRITE_AND_CLOSE, 1)));
        request(all, smb1.request(12, smb1.ioctl(fid, 0x0014_40F2, new byte[80])));
        answer(all, smb1.answer(12, smb1.ioctlAnswer(new byte[12])));
        request(all, smb1.request(11, smb1.close(fid + 1)));
        answer(all, smb1.answer(11, smb1.empty(Smb1Commands.CLOSE)));
        return all;
    }

    private static void request(List<Message> all, byte[]... messages) {
        for (byte[] message : messages) {
            all.add(new Message(Side.CLIENT, message));
        }
    }

    private static void answer(List<Message> all, byte[] message) {
        all.add(new Message(Side.SERVER, message));
    }

    @Test
    void mutatedConversationsDoNoHarm() {
        runAll(MutationTest::sample);
    }

    @Test
    void mutatedConversationsOfSmb1DoNoHarm() {
        runAll(MutationTest::smb1Sample);
    }

    private static void runAll(Function<Random, List<Message>> samples) {
        Talk talk = new Talk(SMALL);
        for (int seed = 0; seed < ROUNDS; seed++) {
            Random random = new Random(seed);
            try {
                converse(talk, samples.apply(random), random);
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

    private static void converse(Talk talk, List<Message> messages, Random random) {
        talk.on(1 + random.nextInt(4)).later(random.nextInt(40));
        Side unheard = random.nextInt(4) > 0 ? null : random.nextBoolean() ? Side.CLIENT : Side.SERVER;
        for (Message message : messages) {
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
