package io.sharetap.alert;

import io.sharetap.alert.AlertUpdate.FoldedWrite;
import io.sharetap.event.IpAddress;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** Turns stories into bytes and back. Digests are stored as 32 bytes, texts as their length and UTF-16. */
final class StoryCodec {
    private static final int LIST_MAX = 1 << 24;
    private static final int TEXT_MAX = 1 << 20;
    private static final int DIGEST_MAX = 64;
    private static final int ABSENT = -1;

    private StoryCodec() {}

    /** Stories that were read. */
    record Read(List<Story> stories, LinkedHashSet<Story> waiting) {}

    static void write(DataOutput out, List<Story> stories, Collection<Story> waiting) throws IOException {
        out.writeInt(stories.size());
        Map<Story, Integer> places = new IdentityHashMap<>();
        for (Story story : stories) {
            places.put(story, places.size());
            writeStory(out, story);
        }
        out.writeInt(waiting.size());
        for (Story story : waiting) {
            out.writeInt(places.get(story));
        }
    }

    static Read read(DataInput in) throws IOException {
        int count = length(in, LIST_MAX);
        List<Story> stories = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            stories.add(readStory(in));
        }
        LinkedHashSet<Story> waiting = new LinkedHashSet<>();
        for (int left = length(in, LIST_MAX); left > 0; left--) {
            int place = length(in, LIST_MAX);
            if (place >= count || stories.get(place).waiting().isEmpty()) {
                throw new IOException("a story that waits is not there");
            }
            waiting.add(stories.get(place));
        }
        return new Read(stories, waiting);
    }

    private static void writeStory(DataOutput out, Story story) throws IOException {
        Story.Scope scope = story.scope;
        writeText(out, story.alertId);
        out.writeLong(story.raisedNanos);
        writeAddress(out, scope.client());
        writeAddress(out, scope.destination());
        out.writeByte(scope.variation().ordinal());
        writeText(out, scope.content());
        writeText(out, scope.head());
        out.writeBoolean(scope.ofClient());
        out.writeBoolean(scope.ofExecutable());
        out.writeLong(story.folded);
        out.writeLong(story.waitingSinceNanos);
        out.writeInt(story.updates);
        out.writeInt(story.waiting().size());
        for (FoldedWrite write : story.waiting()) {
            writeAddress(out, write.client());
            writeAddress(out, write.destination());
            writeText(out, write.path());
            writeBytes(out, write.sha256());
            out.writeByte(write.variation().ordinal());
        }
    }

    private static Story readStory(DataInput in) throws IOException {
        String alertId = readText(in);
        long raisedNanos = in.readLong();
        Story.Scope scope = new Story.Scope(
                readAddress(in),
                readAddress(in),
                readVariation(in),
                readText(in),
                readText(in),
                in.readBoolean(),
                in.readBoolean());
        Story story = new Story(alertId, raisedNanos, scope);
        long folded = in.readLong();
        long sinceNanos = in.readLong();
        story.updates = in.readInt();
        for (int left = length(in, LIST_MAX); left > 0; left--) {
            story.fold(
                    new FoldedWrite(readAddress(in), readAddress(in), readText(in), readBytes(in), readVariation(in)),
                    sinceNanos);
        }
        story.folded = folded;
        story.waitingSinceNanos = sinceNanos;
        return story;
    }

    private static Variation readVariation(DataInput in) throws IOException {
        int ordinal = in.readByte();
        Variation[] variations = Variation.values();
        if (ordinal < 0 || ordinal >= variations.length) {
            throw new IOException("no variation " + ordinal);
        }
        return variations[ordinal];
    }

    private static void writeAddress(DataOutput out, IpAddress address) throws IOException {
        out.writeLong(address.high());
        out.writeLong(address.low());
    }

    private static IpAddress readAddress(DataInput in) throws IOException {
        return new IpAddress(in.readLong(), in.readLong());
    }

    private static void writeText(DataOutput out, String text) throws IOException {
        out.writeInt(text == null ? ABSENT : text.length());
        if (text != null) {
            out.writeChars(text);
        }
    }

    private static String readText(DataInput in) throws IOException {
        int length = lengthOrAbsent(in, TEXT_MAX);
        if (length == ABSENT) {
            return null;
        }
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(in.readChar());
        }
        return text.toString();
    }

    private static void writeBytes(DataOutput out, byte[] bytes) throws IOException {
        out.writeInt(bytes == null ? ABSENT : bytes.length);
        if (bytes != null) {
            out.write(bytes);
        }
    }

    private static byte[] readBytes(DataInput in) throws IOException {
        int length = lengthOrAbsent(in, DIGEST_MAX);
        if (length == ABSENT) {
            return null;
        }
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return bytes;
    }

    private static int length(DataInput in, int most) throws IOException {
        int length = lengthOrAbsent(in, most);
        if (length == ABSENT) {
            throw new IOException("a length is missing");
        }
        return length;
    }

    private static int lengthOrAbsent(DataInput in, int most) throws IOException {
        int length = in.readInt();
        if (length < ABSENT || length > most) {
            throw new IOException("a length of " + length + " where " + most + " is the most");
        }
        return length;
    }
}
