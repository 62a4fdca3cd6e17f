package io.sharetap;

import io.sharetap.base.ByteWindow;
import io.sharetap.base.Ledger;
import io.sharetap.base.Limits;
import io.sharetap.base.Moment;
import io.sharetap.capture.CaptureDamage;
import io.sharetap.capture.CaptureFiles;
import io.sharetap.capture.CaptureReport;
import io.sharetap.capture.FrameSink;
import io.sharetap.frame.FrameDecoder;
import io.sharetap.frame.Segment;
import io.sharetap.frame.SegmentSink;
import io.sharetap.nbss.MessageSink;
import io.sharetap.nbss.NbssFramer;
import io.sharetap.pipeline.CaptureFormat;
import io.sharetap.pipeline.RecordedFrame;
import io.sharetap.smb.FileOpSink;
import io.sharetap.smb.PipeSink;
import io.sharetap.smb.SessionSink;
import io.sharetap.smb.SmbDecoder;
import io.sharetap.smb.SmbSession;
import io.sharetap.smb.SmbTree;
import io.sharetap.tcp.Connection;
import io.sharetap.tcp.EndReason;
import io.sharetap.tcp.Reassembler;
import io.sharetap.tcp.Side;
import io.sharetap.tcp.StreamSink;
import io.sharetap.transfer.AssembledFile;
import io.sharetap.transfer.Content;
import io.sharetap.transfer.FileAssembler;
import io.sharetap.transfer.FileSink;
import io.sharetap.transfer.Hashing;
import io.sharetap.transfer.KeptRanges;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes first inputs for the fuzz targets of the captures in {@code pcaps/}, in the words that the targets understand:
 * one folder a target, one file a case. {@code benchmarks/fuzz.sh} keeps those of them that add to a corpus.
 */
public final class FuzzSeeds {
    private static final long CAPTURE_BYTES_MAX = 2 << 20;
    private static final int FRAMES_MAX = 14;
    private static final int FRAME_BYTES_MAX = 300;
    private static final int SEGMENTS_MAX = 60;
    private static final int PAYLOAD_BYTES_MAX = 400;
    private static final int MESSAGES_MAX = 80;
    private static final int MESSAGE_BYTES_MAX = 1_500;
    private static final int MESSAGE_HEAD_BYTES = 700;
    private static final int PROGRAM_BYTES_MAX = 40_000;
    private static final int CAPTURE_KEPT_BYTES = 3_000;
    private static final String FORMATS_CASE = "plain-write";
    private static final int FORMS = 8; // of sealed messages: parts and cipher
    private static final int HEADER_BYTES = 52; // of what they are sealed in
    private static final int SMB1 = 0xFF;
    private static final int SMB2 = 0xFE;
    private static final List<Integer> LINK_TYPES = List.of(1, 101, 113, 276, 0, 12, 108, 228);

    private final Path folder;
    private final String name;
    private final Steps frames = new Steps();
    private final Steps segments = new Steps();
    private final Steps smb1 = new Steps();
    private final Steps smb2 = new Steps();
    private final Steps sealed = new Steps();
    private final Steps transform = new Steps();
    private final Map<Long, Integer> flows = new HashMap<>();
    private final Map<Long, int[]> stands = new HashMap<>();
    private int programs;

    private FuzzSeeds(Path folder, String name) {
        this.folder = folder;
        this.name = name;
    }

    /** Takes the folder in which a folder a target is made. */
    public static void main(String[] arguments) throws IOException {
        FuzzSeeds formats = new FuzzSeeds(Path.of(arguments[0]), "format");
        for (PcapCase one : PcapCase.all()) {
            if (one.name().equals(FORMATS_CASE)) {
                formats.makeFormats(RecordedFrame.of(one.capture()).subList(0, FRAMES_MAX));
            }
            if (Files.size(one.capture()) <= CAPTURE_BYTES_MAX) {
                new FuzzSeeds(Path.of(arguments[0]), one.name()).make(one.capture());
            }
        }
    }

    /** The same few frames in every format, with memory enough and with little. */
    private void makeFormats(List<RecordedFrame> frames) throws IOException {
        for (CaptureFormat format : CaptureFormat.values()) {
            for (CaptureFormat.Packing packing : CaptureFormat.Packing.values()) {
                byte[] file = packing.of(format.fileOf(frames));
                write("capture", name + "-" + format + "-" + packing, 0, file);
                write("capture", name + "-" + format + "-" + packing + "-small", 3, file);
            }
        }
    }

    private void make(Path capture) throws IOException {
        byte[] file = Files.readAllBytes(capture);
        write("capture", name, 0, Arrays.copyOf(file, Math.min(file.length, CAPTURE_KEPT_BYTES)));
        Ledger ledger = new Ledger();
        Limits limits = Limits.defaults();
        FileAssembler assembler = new FileAssembler(limits, ledger, new Programs(), null, Hashing.alone());
        FileOpSink operations = assembler;
        SmbDecoder decoder = new SmbDecoder(limits, ledger, operations, new NoNews(), PipeSink.NONE, null);
        StreamSink.Opener framer = new NbssFramer(ledger, (connection, now) -> {
            MessageSink next = decoder.onConnection(connection, now);
            return new Messages(connection, next);
        });
        Reassembler reassembler = new Reassembler(limits, ledger, framer);
        SegmentSink both = segment -> {
            note(segment);
            reassembler.onSegment(segment);
        };
        FrameDecoder frameDecoder = new FrameDecoder(limits, ledger, new int[0], both);
        FrameSink sink = (linkType, frame, wireBytes, epochNanos, number) -> {
            note(linkType, frame);
            frameDecoder.onFrame(linkType, frame, wireBytes, epochNanos, number);
        };
        try (CaptureFiles source = CaptureFiles.open(List.of(capture), InputStream.nullInputStream(), new NoDamage())) {
            int given = source.poll(sink, Integer.MAX_VALUE);
            while (given >= 0) {
                source.release(Long.MAX_VALUE);
                given = source.poll(sink, Integer.MAX_VALUE);
            }
        }
        reassembler.onEndOfInput();
        assembler.onEndOfInput(new Moment().set(Long.MAX_VALUE / 2, Long.MAX_VALUE));
        assembler.close();
        frames.writeTo("frame");
        segments.writeTo("stream");
        smb1.writeTo("smb1");
        smb2.writeTo("smb2");
        sealed.writeTo("sealed");
        transform.writeTo("transform");
    }

    private void note(int linkType, ByteWindow frame) {
        if (frames.count < FRAMES_MAX) {
            int known = LINK_TYPES.indexOf(linkType);
            frames.add(known < 0 ? 8 : known, bytes(frame, Math.min(frame.length(), FRAME_BYTES_MAX)));
        }
    }

    private void note(Segment segment) {
        if (segments.count >= SEGMENTS_MAX) {
            return;
        }
        boolean fromServer = segment.sourcePort == 445 || segment.sourcePort == 139;
        long flow = fromServer ? segment.destinationPort : segment.sourcePort;
        int number = flows.computeIfAbsent(flow, none -> flows.size() & 3);
        int[] stand = stands.computeIfAbsent(
                flow * 2 + (fromServer ? 1 : 0), none -> new int[] {segment.sequence - 1_000_000});
        int distance = segment.sequence - stand[0];
        boolean own = distance != (byte) distance;
        int kept = Math.min(segment.payload.length(), PAYLOAD_BYTES_MAX);
        int missing = segment.payload.length() - kept + segment.missingTailBytes;
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.write(segment.flags);
        for (int shift = own ? 24 : 0; shift >= 0; shift -= 8) {
            body.write((own ? segment.sequence : distance) >>> shift);
        }
        if (missing > 0) {
            body.write(missing >>> 8);
            body.write(missing);
        }
        body.writeBytes(bytes(segment.payload, kept));
        segments.add(
                (fromServer ? 1 : 0) | number << 1 | (missing > 0 ? 1 << 5 : 0) | (own ? 1 << 6 : 0),
                body.toByteArray());
        if (own || distance == 0) {
            boolean counted = (segment.flags & (Segment.SYN | Segment.FIN)) != 0;
            stand[0] = segment.sequence + kept + missing + (counted ? 1 : 0);
        }
    }

    private void message(Connection connection, Side from, byte[] message, int length) {
        int protocol = message[0] & 0xFF;
        Steps steps = protocol == SMB1 ? smb1 : smb2;
        if (steps.count >= MESSAGES_MAX || length < 5) {
            return;
        }
        int own = protocol == SMB1 || protocol == SMB2 ? 0 : 1 << 7;
        int kind = (from == Side.SERVER ? 1 : 0) | (int) (connection.number() - 1 & 3) << 1 | own;
        int skipped = own == 0 ? 4 : 0;
        if (length <= MESSAGE_BYTES_MAX) {
            byte[] body = Arrays.copyOfRange(message, skipped, length);
            steps.add(kind, body);
            if (protocol == SMB2) {
                int form = steps.count % FORMS;
                sealed.add(kind, behind(body, form));
                transform.add(kind, behind(body, form, 0, steps.count % HEADER_BYTES, steps.count % 2));
            }
            return;
        }
        // The rest is a gap, told in units of 256 bytes.
        int head = MESSAGE_HEAD_BYTES + (length - 1 - MESSAGE_HEAD_BYTES) % 256;
        int gap = (length - 1 - head) / 256;
        byte[] body = new byte[2 + head - skipped];
        body[0] = (byte) (gap >>> 8);
        body[1] = (byte) gap;
        System.arraycopy(message, skipped, body, 2, head - skipped);
        steps.add(kind | 3 << 3, body);
    }

    private static byte[] behind(byte[] body, int... first) {
        byte[] bytes = new byte[first.length + body.length];
        for (int i = 0; i < first.length; i++) {
            bytes[i] = (byte) first[i];
        }
        System.arraycopy(body, 0, bytes, first.length, body.length);
        return bytes;
    }

    private void write(String target, String file, int setUp, byte[] bytes) throws IOException {
        Path path = folder.resolve(target).resolve(file);
        Files.createDirectories(path.getParent());
        byte[] input = new byte[1 + bytes.length];
        input[0] = (byte) setUp;
        System.arraycopy(bytes, 0, input, 1, bytes.length);
        Files.write(path, input);
    }

    private static byte[] bytes(ByteWindow window, int count) {
        byte[] bytes = new byte[count];
        window.copyTo(0, bytes, 0, count);
        return bytes;
    }

    /** The steps of one input, as {@code FuzzSteps} reads them. */
    private final class Steps {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private int count;

        void add(int kind, byte[] body) {
            count++;
            bytes.write(0xA5);
            bytes.write(0x5A);
            bytes.write(kind);
            bytes.writeBytes(body);
        }

        void writeTo(String target) throws IOException {
            if (count > 0) {
                write(target, name, 0, bytes.toByteArray());
            }
        }
    }

    /** Takes down each message's first bytes, and hands all on. */
    private final class Messages implements MessageSink {
        private final Connection connection;
        private final MessageSink next;
        private final byte[][] heads = new byte[2][];
        private final int[] known = new int[2];
        private final int[] length = new int[2];
        private final int[] left = new int[2];

        Messages(Connection connection, MessageSink next) {
            this.connection = connection;
            this.next = next;
        }

        @Override
        public void onMessage(Side from, int messageBytes, Moment now) {
            heads[from.ordinal()] = new byte[Math.min(messageBytes, MESSAGE_BYTES_MAX)];
            known[from.ordinal()] = 0;
            left[from.ordinal()] = messageBytes;
            length[from.ordinal()] = messageBytes;
            next.onMessage(from, messageBytes, now);
        }

        @Override
        public void onBytes(Side from, ByteWindow bytes, Moment now) {
            int side = from.ordinal();
            int count = Math.min(bytes.length(), heads[side].length - known[side]);
            bytes.copyTo(0, heads[side], known[side], count);
            known[side] += count;
            left[side] -= bytes.length();
            if (left[side] == 0) {
                message(connection, from, heads[side], length[side]);
            }
            next.onBytes(from, bytes, now);
        }

        @Override
        public void onGap(Side from, int gapBytes, Moment now) {
            next.onGap(from, gapBytes, now); // it stays unfinished here
        }

        @Override
        public void onAbandoned(Side from, Moment now) {
            next.onAbandoned(from, now);
        }

        @Override
        public void onEnd(EndReason reason, Moment now) {
            next.onEnd(reason, now);
        }
    }

    private final class Programs implements FileSink {
        @Override
        public KeptRanges rangesToKeep(Content head) {
            return new KeptRanges(true, List.of());
        }

        @Override
        public void onFile(AssembledFile file, Moment now) {
            if (file.content() == null || file.size() < 64) {
                return;
            }
            byte[] bytes = new byte[5 + (int) Math.min(file.size(), PROGRAM_BYTES_MAX)];
            int at = 5;
            int count;
            while ((count = file.content().read(at - 5, bytes, at, bytes.length - at)) > 0) {
                at += count;
            }
            try {
                write("pe", name + "-" + ++programs, 0, bytes);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }

    private static final class NoNews implements SessionSink {
        @Override
        public void onSmbSeen(Connection connection, Moment now) {}

        @Override
        public void onTree(SmbSession session, SmbTree tree, Moment now) {}

        @Override
        public void onBlind(SmbSession session, BlindReason reason, Moment now) {}
    }

    private static final class NoDamage implements CaptureReport {
        @Override
        public void onDamage(CaptureDamage damage) {
            throw new AssertionError(damage);
        }

        @Override
        public void onSkipped(String entry, String reason) {}
    }
}
