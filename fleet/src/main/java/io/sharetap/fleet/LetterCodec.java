package io.sharetap.fleet;

import io.sharetap.baseline.BaselineEntry;
import io.sharetap.baseline.DestinationHistories;
import io.sharetap.baseline.ExecutableHistories;
import io.sharetap.baseline.Placement;
import io.sharetap.baseline.Rarity;
import io.sharetap.baseline.RarityCodec;
import io.sharetap.event.IpAddress;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;

/** Turns letters into bytes and back. A letter begins with a version and its kind. */
final class LetterCodec implements Serializer<Letter>, Deserializer<Letter> {
    private static final int VERSION = 3;
    private static final int BYTES_MAX = 16 << 20;
    private static final Placement.Kind[] KINDS = Placement.Kind.values();

    @Override
    public void configure(java.util.Map<String, ?> settings, boolean ofKeys) {
        // There are no settings.
    }

    @Override
    public void close() {
        // There is nothing to close.
    }

    @Override
    public byte[] serialize(String topic, Letter letter) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(160);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            write(out, letter);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return bytes.toByteArray();
    }

    private static void write(DataOutputStream out, Letter letter) throws IOException {
        if (letter instanceof Letter.Sightings all) {
            writeLongs(out, 'S', all.from(), all.day());
            out.writeInt(all.writes().size());
            for (Letter.Sighting one : all.writes()) {
                writeWrite(out, one.number(), one.epochNanos(), one.recorded(), one.destination(), one.kind());
                writeDigest(out, one.sha256());
                writeDigest(out, one.headSha256());
            }
        } else if (letter instanceof Letter.Seen all) {
            writeLongs(out, 'E', all.from(), all.day());
            out.writeInt(all.writes().size());
            for (Letter.SeenWrite one : all.writes()) {
                writeWrite(out, one.number(), one.epochNanos(), one.recorded(), one.destination(), one.kind());
                out.writeBoolean(one.nameless());
                writeExecutable(out, one.executable());
            }
        } else if (letter instanceof Letter.Answered all) {
            out.writeByte('A');
            out.writeInt(all.writes().size());
            for (Letter.Answer one : all.writes()) {
                out.writeLong(one.number());
                writeExecutable(out, one.executable());
                out.writeByte(one.destination().similarDays());
                out.writeByte(one.destination().executableDays());
                out.writeLong(one.destination().firstSeenNanos());
                out.writeLong(one.destination().lastSeenNanos());
            }
        } else if (letter instanceof Letter.Candidate one) {
            out.writeByte('C');
            out.write(one.key());
            RarityCodec.write(out, one.rarity());
            out.writeInt(one.sameExecutable());
            out.writeInt(one.uncommon());
            out.writeInt(one.reachedByClient());
            writeBytes(out, one.json());
        } else {
            writeOther(out, letter);
        }
    }

    private static void writeOther(DataOutputStream out, Letter letter) throws IOException {
        if (letter instanceof Letter.Run one) {
            out.writeByte('R');
            out.write(one.key());
            writeBytes(out, one.json());
        } else if (letter instanceof Letter.Controller one) {
            out.writeByte('D');
            out.write(one.key());
            writeHost(out, one.host());
        } else if (letter instanceof Letter.Progress one) {
            out.writeByte('P');
            out.writeShort(one.from());
            out.writeLong(one.openDay());
            out.writeLong(one.newestNanos());
            out.writeLong(one.completeNanos());
            out.writeLong(one.passedNanos());
            out.writeBoolean(one.done());
            out.writeLong(one.nextDay());
            out.writeBoolean(one.atEnd());
        } else if (letter instanceof Letter.Hold one) {
            out.writeByte('H');
            writeDigest(out, one.sha256());
            writeDigest(out, one.headSha256());
            writeHost(out, one.client());
            out.writeLong(one.day());
        } else if (letter instanceof Letter.Stray one) {
            out.writeByte('Y');
            out.writeLong(one.arrivedMillis());
            writeBytes(out, one.json());
        } else {
            writeDay(out, letter);
        }
    }

    private static void writeDay(DataOutputStream out, Letter letter) throws IOException {
        if (letter instanceof Letter.Clock one) {
            writeLongs(out, 'K', 0, one.nanos());
        } else if (letter instanceof Letter.Time one) {
            writeLongs(out, 'T', 0, one.nanos());
        } else if (letter instanceof Letter.Count one) {
            writeLongs(out, 'N', 0, one.day(), one.next());
        } else if (letter instanceof Letter.Counted one) {
            writeLongs(out, 'n', one.from(), one.day(), one.known());
        } else if (letter instanceof Letter.Close one) {
            writeLongs(out, 'X', 0, one.day(), one.next(), one.known());
        } else if (letter instanceof Letter.Closed one) {
            writeLongs(out, 'x', one.from(), one.day(), one.next());
        } else if (letter instanceof Letter.Ended one) {
            writeLongs(out, 'Z', one.from(), one.day(), one.known());
        } else if (letter instanceof Letter.Open one) {
            writeLongs(out, 'O', one.state().ordinal(), one.day(), one.known(), one.observedDays());
        } else if (letter instanceof Letter.Similar one) {
            writeLongs(out, 'M', one.kind().ordinal(), one.day());
            writeHost(out, one.destination());
        } else if (letter instanceof Letter.Seeded one) {
            writeLongs(out, 'b', one.active() ? 1 : 0, one.day(), one.observedBits());
        } else if (letter instanceof Letter.Seed one) {
            writeLongs(out, 'B', 0, one.day());
            out.writeUTF(one.entry().map());
            writeBytes(out, one.entry().key());
            writeBytes(out, one.entry().value());
        } else {
            throw new IllegalArgumentException("no letter that can be written: " + letter);
        }
    }

    private static void writeLongs(DataOutputStream out, int kind, int number, long... longs) throws IOException {
        out.writeByte(kind);
        out.writeShort(number);
        for (long each : longs) {
            out.writeLong(each);
        }
    }

    private static void writeWrite(
            DataOutputStream out,
            long number,
            long epochNanos,
            boolean recorded,
            IpAddress destination,
            Placement.Kind kind)
            throws IOException {
        out.writeLong(number);
        out.writeLong(epochNanos);
        out.writeBoolean(recorded);
        writeHost(out, destination);
        out.writeByte(kind.ordinal());
    }

    private static void writeHost(DataOutputStream out, IpAddress host) throws IOException {
        out.writeLong(host.high());
        out.writeLong(host.low());
    }

    private static void writeDigest(DataOutputStream out, byte[] digest) throws IOException {
        out.writeByte(digest == null ? 0 : digest.length);
        if (digest != null) {
            out.write(digest);
        }
    }

    private static void writeBytes(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static void writeExecutable(DataOutputStream out, ExecutableHistories.Answer answer) throws IOException {
        out.writeInt((int) answer.destinations());
        out.writeByte(answer.days());
        out.writeLong(answer.firstSeenNanos());
        out.writeLong(answer.lastSeenNanos());
    }

    @Override
    public Letter deserialize(String topic, byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int version = in.readByte();
            if (version != VERSION) {
                throw new SerializationException(topic + " holds letters of version " + version + ", this one knows "
                        + VERSION + ": stop all instances, then start those of one version");
            }
            return read(in, in.readByte());
        } catch (IOException e) {
            throw new SerializationException("no letter of the fleet in " + topic, e);
        }
    }

    private static Letter read(DataInputStream in, int kind) throws IOException {
        return switch (kind) {
            case 'S' -> new Letter.Sightings(in.readShort(), in.readLong(), readAll(in, LetterCodec::readSighting));
            case 'E' -> new Letter.Seen(in.readShort(), in.readLong(), readAll(in, LetterCodec::readSeen));
            case 'A' -> new Letter.Answered(readAll(in, LetterCodec::readAnswer));
            case 'C' -> {
                byte[] key = readKey(in);
                Rarity rarity = RarityCodec.read(in);
                int same = in.readInt();
                int uncommon = in.readInt();
                int byClient = in.readInt();
                yield new Letter.Candidate(key, readBytes(in), rarity, same, uncommon, byClient);
            }
            case 'R' -> new Letter.Run(readKey(in), readBytes(in));
            case 'D' -> new Letter.Controller(readKey(in), readHost(in));
            case 'P' ->
                new Letter.Progress(
                        in.readShort(),
                        in.readLong(),
                        in.readLong(),
                        in.readLong(),
                        in.readLong(),
                        in.readBoolean(),
                        in.readLong(),
                        in.readBoolean());
            case 'H' -> new Letter.Hold(readDigest(in), readDigest(in), readHost(in), in.readLong());
            case 'Y' -> new Letter.Stray(in.readLong(), readBytes(in));
            default -> readDay(in, kind, in.readShort());
        };
    }

    private static Letter.Sighting readSighting(DataInputStream in) throws IOException {
        return new Letter.Sighting(
                in.readLong(),
                in.readLong(),
                in.readBoolean(),
                readHost(in),
                KINDS[in.readByte()],
                readDigest(in),
                readDigest(in));
    }

    private static Letter.SeenWrite readSeen(DataInputStream in) throws IOException {
        return new Letter.SeenWrite(
                in.readLong(),
                in.readLong(),
                in.readBoolean(),
                readHost(in),
                KINDS[in.readByte()],
                in.readBoolean(),
                readExecutable(in));
    }

    private static Letter.Answer readAnswer(DataInputStream in) throws IOException {
        return new Letter.Answer(
                in.readLong(),
                readExecutable(in),
                new DestinationHistories.Answer(in.readByte(), in.readByte(), in.readLong(), in.readLong()));
    }

    private interface One<T> {
        T read(DataInputStream in) throws IOException;
    }

    private static <T> List<T> readAll(DataInputStream in, One<T> one) throws IOException {
        List<T> all = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            all.add(one.read(in));
        }
        return all;
    }

    private static Letter readDay(DataInputStream in, int kind, int number) throws IOException {
        return switch (kind) {
            case 'K' -> new Letter.Clock(in.readLong());
            case 'T' -> new Letter.Time(in.readLong());
            case 'N' -> new Letter.Count(in.readLong(), in.readLong());
            case 'n' -> new Letter.Counted(number, in.readLong(), in.readLong());
            case 'X' -> new Letter.Close(in.readLong(), in.readLong(), in.readLong());
            case 'x' -> new Letter.Closed(number, in.readLong(), in.readLong());
            case 'Z' -> new Letter.Ended(number, in.readLong(), in.readLong());
            case 'O' -> {
                long day = in.readLong();
                long known = in.readLong();
                yield new Letter.Open(day, known, Rarity.State.values()[number], (int) in.readLong());
            }
            case 'M' -> {
                long day = in.readLong();
                yield new Letter.Similar(day, readHost(in), KINDS[number]);
            }
            case 'b' -> new Letter.Seeded(in.readLong(), in.readLong(), number == 1);
            case 'B' -> new Letter.Seed(in.readLong(), new BaselineEntry(in.readUTF(), readBytes(in), readBytes(in)));
            default -> throw new IOException("no kind of letter: " + kind);
        };
    }

    private static byte[] readKey(DataInputStream in) throws IOException {
        return in.readNBytes(EventKey.LENGTH);
    }

    private static IpAddress readHost(DataInputStream in) throws IOException {
        return new IpAddress(in.readLong(), in.readLong());
    }

    private static byte[] readDigest(DataInputStream in) throws IOException {
        int length = in.readByte();
        return length == 0 ? null : in.readNBytes(length);
    }

    private static byte[] readBytes(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > BYTES_MAX) {
            throw new IOException("no length of a record: " + length);
        }
        return in.readNBytes(length);
    }

    private static ExecutableHistories.Answer readExecutable(DataInputStream in) throws IOException {
        return new ExecutableHistories.Answer(in.readInt(), in.readByte(), in.readLong(), in.readLong());
    }
}
