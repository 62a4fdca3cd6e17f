package io.sharetap.transfer;

import static io.sharetap.base.FuzzWork.require;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.sharetap.base.ByteWindow;
import io.sharetap.base.Count;
import io.sharetap.base.FuzzSteps;
import io.sharetap.base.FuzzWork;
import io.sharetap.base.Ledger;
import io.sharetap.base.Limits;
import io.sharetap.base.Moment;
import io.sharetap.nbss.MessageSink;
import io.sharetap.pe.ExecutableSink;
import io.sharetap.pe.PeFacts;
import io.sharetap.pe.PeInspector;
import io.sharetap.rpc.RpcDecoder;
import io.sharetap.smb.IgnoringSink;
import io.sharetap.smb.SmbDecoder;
import io.sharetap.tcp.Connection;
import io.sharetap.tcp.EndReason;
import io.sharetap.tcp.LimitsWith;
import io.sharetap.tcp.Side;
import io.sharetap.unseal.KeyFile;
import io.sharetap.unseal.Sealer;
import io.sharetap.unseal.Secrets;
import io.sharetap.unseal.Suite;
import io.sharetap.unseal.Unsealer;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/**
 * What fuzz targets of SMB do: clients and servers say on up to four connections what the steps give, from {@code smb}
 * on through {@code transfer} to {@code pe}. Kind: from the server (bit 0), the connection (1 and 2), what happens (3
 * to 5: {@link #step}), in pieces of a few bytes (6), the message has its own protocol identifier (7).
 */
final class Dialogue {
    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final int PIECE_BYTES = 29;
    private static final int MESSAGE_BYTES_MAX = 0xFF_FFFF;
    private static final long ALLOCATED_MAX = 64L << 20;
    private static final long ALLOCATED_PER_BYTE = 8_000;
    private static final EndReason[] REASONS = EndReason.values();
    private static final Limits LIMITS = LimitsWith.changed(Map.ofEntries(
            Map.entry("sessionsMax", 4),
            Map.entry("opensMax", 8),
            Map.entry("treesMax", 4),
            Map.entry("pendingMax", 16),
            Map.entry("pendingPerConnectionMax", 12),
            Map.entry("parkedAnswersMax", 4),
            Map.entry("compoundUnitsMax", 12),
            Map.entry("gatherBytesMax", 4_096),
            Map.entry("gatherBytesInAllMax", 8_192),
            Map.entry("transformBytesMax", 16_384),
            Map.entry("transformBytesInAllMax", 32_768),
            Map.entry("logonBytesMax", 8_192),
            Map.entry("filesMax", 5),
            Map.entry("filePathCharsMax", 400),
            Map.entry("contentBytesMax", 6 * ChunkStore.CHUNK_BYTES),
            Map.entry("contentBytesPerFile", 4 * ChunkStore.CHUNK_BYTES),
            Map.entry("rangesPerFileMax", 10),
            Map.entry("rangesMax", 40),
            Map.entry("missingRangesMax", 3)));

    /** What decompresses and decrypts has two buffers each. */
    private static final long BUFFERS_MAX = 4L * LIMITS.transformBytesMax() + Unsealer.FIXED_BYTES;

    private static final long KEYS_SESSION = 0x1D;
    private static final Secrets SECRETS =
            KeyFile.read(("password alice Secret\n1d00000000000000,," + "00".repeat(16) + "," + "00".repeat(16) + "\n")
                    .getBytes(StandardCharsets.US_ASCII));

    private final Ledger ledger = new Ledger();
    private final CheckedFiles files;
    private final FileAssembler assembler;
    private final CheckedFileOps operations;
    private final RpcDecoder calls;
    private final SmbDecoder decoder;
    private final MessageSink[] connections = new MessageSink[4];
    private final Moment now = new Moment().set(1_000_000 * SECOND_NANOS, 0);
    private final ByteWindow window = new ByteWindow();
    private final int protocolId;
    private final Sealing sealing;
    private long numbers;
    private long nonces;

    /** What is done to messages before they are sent. */
    enum Sealing {
        /** Nothing. */
        NONE,
        /** They are encrypted, in up to four parts. */
        WHOLE,
        /** The same, and then some bytes are changed, most of them of the first header. */
        SPOILT
    }

    private Dialogue(int protocolId, Sealing sealing, boolean withKeys) {
        this.protocolId = protocolId;
        this.sealing = sealing;
        files = new CheckedFiles(new PeInspector(ledger, new Nowhere()), LIMITS, ledger);
        assembler = new FileAssembler(LIMITS, ledger, files, null, Hashing.alone());
        operations = new CheckedFileOps(assembler);
        calls = new RpcDecoder(LIMITS, ledger, (execution, now) -> {});
        decoder = new SmbDecoder(LIMITS, ledger, operations, new Nowhere(), calls, withKeys ? () -> SECRETS : null);
    }

    /**
     * Holds the dialogue that the input makes up.
     *
     * @param protocolId put in front of each message that has none of its own
     */
    static void hold(byte[] input, int protocolId, Sealing sealing) {
        FuzzWork.bounded(
                ALLOCATED_MAX + input.length * ALLOCATED_PER_BYTE,
                () -> hold(new FuzzSteps(input), protocolId, sealing));
    }

    private static void hold(FuzzSteps steps, int protocolId, Sealing sealing) {
        Dialogue dialogue = new Dialogue(protocolId, sealing, sealing != Sealing.NONE || (steps.setUp() & 1) != 0);
        while (steps.next()) {
            dialogue.step(steps);
        }
        dialogue.end();
    }

    private void step(FuzzSteps steps) {
        now.set(now.epochNanos() + 1_000_000, now.frameNumber() + 1);
        Side side = steps.has(0) ? Side.SERVER : Side.CLIENT;
        int number = steps.kind() >>> 1 & 3;
        MessageSink connection = connection(number);
        switch (steps.kind() >>> 3 & 7) {
            case 1 -> messageWithGap(connection, side, steps);
            case 2 -> cutMessage(connection, side, steps);
            case 3 -> hugeMessage(connection, side, steps);
            case 4 -> connection.onAbandoned(side, now);
            case 5 -> {
                connection.onEnd(REASONS[steps.u8() % REASONS.length], now);
                connections[number] = null;
            }
            case 6 -> pass(steps.u8() * steps.u8() * SECOND_NANOS);
            default -> {
                byte[] message = message(steps);
                connection.onMessage(side, message.length, now);
                bytes(connection, side, steps, message, 0, message.length);
            }
        }
        require(operations.living() <= LIMITS.opensMax(), operations.living() + " opens");
        require(operations.unanswered() <= LIMITS.pendingMax(), operations.unanswered() + " unanswered writes");
        long gatheredMax = LIMITS.gatherBytesInAllMax() + LIMITS.transformBytesInAllMax() + LIMITS.logonBytesMax();
        require(decoder.heldBytes() <= gatheredMax, "messages hold " + decoder.heldBytes());
        require(decoder.bufferBytes() <= BUFFERS_MAX, "buffers hold " + decoder.bufferBytes());
        require(assembler.files() <= LIMITS.filesMax(), assembler.files() + " files");
        long chunksMax = LIMITS.contentBytesMax() / ChunkStore.CHUNK_BYTES;
        require(assembler.heldChunks() <= chunksMax, assembler.heldChunks() + " chunks");
    }

    private void pass(long nanos) {
        now.set(now.epochNanos() + nanos, now.frameNumber());
        decoder.onTime(now);
        assembler.sweep(now);
    }

    private byte[] message(FuzzSteps steps) {
        if (sealing == Sealing.NONE) {
            return plainMessage(steps);
        }
        int form = steps.u8();
        int[] edits = new int[sealing == Sealing.SPOILT ? 2 * (1 + (steps.u8() & 7)) : 0];
        for (int i = 0; i < edits.length; i++) {
            edits[i] = steps.u8();
        }
        byte[] message = sealed(plainMessage(steps), form);
        for (int i = 0; i < edits.length; i += 2) {
            message[edits[i] % message.length] ^= (byte) edits[i + 1];
        }
        return message;
    }

    /**
     * Encrypted, as the form says: in so many parts, less one (bits 0 and 1), by GCM (2), compressed first (3), the
     * first part in the clear (4), each with SMB2's identifier in front (5: not).
     */
    private byte[] sealed(byte[] plain, int form) {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        int parts = Math.min(plain.length, 1 + (form & 3));
        for (int part = 0; part < parts; part++) {
            int from = plain.length * part / parts;
            byte[] piece = Arrays.copyOfRange(plain, from, plain.length * (part + 1) / parts);
            if ((form & 1 << 5) == 0 && piece.length >= Integer.BYTES) {
                ByteBuffer.wrap(piece).putInt(protocolId);
            }
            if ((form & 1 << 3) != 0) {
                ByteBuffer packed = ByteBuffer.allocate(16 + piece.length).order(ByteOrder.LITTLE_ENDIAN);
                piece = packed.putInt(0x424D_53FC)
                        .putInt(piece.length)
                        .putLong(0)
                        .put(piece)
                        .array();
            }
            boolean clear = part == 0 && (form & 1 << 4) != 0;
            message.writeBytes(clear ? piece : sealedPiece(piece, (form & 1 << 2) != 0));
        }
        return message.toByteArray();
    }

    private byte[] sealedPiece(byte[] piece, boolean gcm) {
        Suite suite = gcm ? Suite.AES_128_GCM : Suite.AES_128_CCM;
        byte[] nonce = ByteBuffer.allocate(12).putLong(++nonces).array();
        return Sealer.sealed(suite, new byte[16], nonce, KEYS_SESSION, piece);
    }

    private byte[] plainMessage(FuzzSteps steps) {
        if (steps.has(7)) {
            byte[] own = steps.rest(0);
            return own.length == 0 ? new byte[1] : own;
        }
        byte[] message = steps.rest(4);
        for (int i = 0; i < 4; i++) {
            message[i] = (byte) (protocolId >>> 24 - 8 * i);
        }
        return message;
    }

    /** Of 256 parts of it, some from a place on are missing. */
    private void messageWithGap(MessageSink connection, Side side, FuzzSteps steps) {
        int place = steps.u8();
        int parts = steps.u8();
        byte[] message = message(steps);
        int from = message.length * place / 256;
        int to = Math.min(message.length, from + 1 + message.length * parts / 256);
        connection.onMessage(side, message.length, now);
        bytes(connection, side, steps, message, 0, from);
        connection.onGap(side, to - from, now);
        bytes(connection, side, steps, message, to, message.length);
    }

    /** It was longer, but another begins, or nothing comes any more. */
    private void cutMessage(MessageSink connection, Side side, FuzzSteps steps) {
        int lacking = 1 + steps.u8();
        byte[] message = message(steps);
        connection.onMessage(side, message.length + lacking, now);
        bytes(connection, side, steps, message, 0, message.length);
        connection.onAbandoned(side, now);
    }

    /** What comes is followed by a gap of up to 16 MiB. */
    private void hugeMessage(MessageSink connection, Side side, FuzzSteps steps) {
        int gap = steps.i16() & 0xFFFF;
        byte[] message = message(steps);
        int bytes = Math.min(MESSAGE_BYTES_MAX, message.length + gap * 256 + 1);
        connection.onMessage(side, bytes, now);
        bytes(connection, side, steps, message, 0, message.length);
        connection.onGap(side, bytes - message.length, now);
    }

    private void bytes(MessageSink connection, Side side, FuzzSteps steps, byte[] message, int from, int to) {
        ByteBuf memory = Unpooled.wrappedBuffer(message);
        int piece = steps.has(6) ? PIECE_BYTES : MESSAGE_BYTES_MAX;
        for (int at = from; at < to; at += piece) {
            connection.onBytes(side, window.wrap(memory, at, Math.min(piece, to - at)), now);
        }
    }

    private void end() {
        for (MessageSink connection : connections) {
            if (connection != null) {
                connection.onEnd(EndReason.INPUT_ENDED, now);
            }
        }
        require(operations.living() == 0, operations.living() + " opens outlive all connections");
        require(operations.unanswered() == 0, operations.unanswered() + " writes were never answered");
        require(decoder.heldBytes() == 0, "heads hold at the end: " + decoder.heldBytes());
        require(calls.heldBytes() == 0, "calls hold at the end: " + calls.heldBytes());
        require(ledger.of(Count.OPENS) == operations.opens, "opens counted: " + ledger.of(Count.OPENS));
        require(ledger.of(Count.WRITES) <= operations.writes, "writes counted: " + ledger.of(Count.WRITES));
        assembler.onEndOfInput(now);
        require(assembler.files() == 0 && assembler.heldChunks() == 0, assembler.heldChunks() + " chunks at the end");
        files.checkCounts();
        assembler.close();
    }

    private MessageSink connection(int number) {
        if (connections[number] == null) {
            boolean handshakeSeen = number < 3;
            Connection connection = new Connection(
                    ++numbers,
                    0,
                    0xFFFF_0A00_0002L,
                    40_000 + number,
                    2,
                    0,
                    0xFFFF_0A00_0001L,
                    445,
                    1,
                    -1,
                    handshakeSeen);
            connections[number] = decoder.onConnection(connection, now);
        }
        return connections[number];
    }

    /** What is not looked at. */
    private static final class Nowhere extends IgnoringSink implements ExecutableSink {
        @Override
        public void onExecutable(AssembledFile file, PeFacts pe, Moment now) {}

        @Override
        public void onOtherFile(AssembledFile file, Moment now) {}
    }
}
