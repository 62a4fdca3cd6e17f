package io.sharetap.detect;

import io.sharetap.baseline.Rarity;
import io.sharetap.baseline.RarityCodec;
import io.sharetap.event.EventCodec;
import io.sharetap.event.FileWrite;
import io.sharetap.event.SensorEvent;
import io.sharetap.score.Circumstances;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Turns what a detector remembers into bytes and back; events are stored as their records. */
final class StateCodec {
    /** "SDET" and the version. */
    private static final int MAGIC = 0x5344_4554;

    private static final int VERSION = 3;
    private static final int LIST_MAX = 1 << 20;

    private final EventCodec codec = new EventCodec();

    /** Writes a part. */
    @FunctionalInterface
    interface Writer {
        void writeTo(DataOutput out) throws IOException;
    }

    /** Reads a part. */
    @FunctionalInterface
    interface Reader {
        void readFrom(DataInput in) throws IOException;
    }

    byte[] write(Writer parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 16);
        try {
            write(bytes, parts);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return bytes.toByteArray();
    }

    void write(OutputStream target, Writer parts) throws IOException {
        DataOutputStream out = new DataOutputStream(target);
        out.writeInt(MAGIC);
        out.writeInt(VERSION);
        parts.writeTo(out);
        out.flush();
    }

    void read(InputStream state, Reader parts) {
        try (DataInputStream in = new DataInputStream(state)) {
            if (in.readInt() != MAGIC) {
                throw new IOException("it does not begin like one");
            }
            int version = in.readInt();
            if (version != VERSION) {
                throw new IOException("it has version " + version + ", this program knows " + VERSION);
            }
            parts.readFrom(in);
            if (in.read() != -1) {
                throw new IOException("bytes follow its end");
            }
        } catch (IOException e) {
            String why = e.getMessage() == null ? "it ends early" : e.getMessage();
            throw new IllegalArgumentException("this is no state of a detector: " + why, e);
        }
    }

    void writeEvents(DataOutput out, Collection<? extends SensorEvent> events) throws IOException {
        out.writeInt(events.size());
        for (SensorEvent event : events) {
            codec.writeTo(out, event);
        }
    }

    <T extends SensorEvent> List<T> readEvents(DataInput in, Class<T> kind) throws IOException {
        List<T> events = new ArrayList<>();
        for (int left = count(in); left > 0; left--) {
            events.add(readEvent(in, kind));
        }
        return events;
    }

    void writeJudged(DataOutput out, Collection<JudgedWrites.Judged> judgedWrites) throws IOException {
        out.writeInt(judgedWrites.size());
        for (JudgedWrites.Judged judged : judgedWrites) {
            codec.writeTo(out, judged.write);
            RarityCodec.write(out, judged.rarity);
            out.writeUTF(judged.alertId);
            out.writeBoolean(judged.open);
            Circumstances around = judged.circumstances;
            out.writeInt(around.sameExecutableDestinations());
            out.writeInt(around.uncommonDestinations());
            out.writeInt(around.reachedDestinations());
            out.writeInt(around.reachedByClient());
            out.writeBoolean(around.servesDomain());
        }
    }

    List<JudgedWrites.Judged> readJudged(DataInput in) throws IOException {
        List<JudgedWrites.Judged> judged = new ArrayList<>();
        for (int left = count(in); left > 0; left--) {
            FileWrite write = readEvent(in, FileWrite.class);
            Rarity rarity = RarityCodec.read(in);
            String alertId = in.readUTF();
            boolean open = in.readBoolean();
            Circumstances around =
                    new Circumstances(in.readInt(), in.readInt(), in.readInt(), in.readInt(), in.readBoolean(), null);
            judged.add(new JudgedWrites.Judged(write, rarity, around, alertId, open));
        }
        return judged;
    }

    private static int count(DataInput in) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > LIST_MAX) {
            throw new IOException("no number of entries: " + count);
        }
        return count;
    }

    private <T extends SensorEvent> T readEvent(DataInput in, Class<T> kind) throws IOException {
        SensorEvent event = codec.readFrom(in);
        if (!kind.isInstance(event)) {
            throw new IOException("a record in it is not what it should be: " + event);
        }
        return kind.cast(event);
    }
}
