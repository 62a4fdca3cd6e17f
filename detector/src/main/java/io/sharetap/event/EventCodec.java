package io.sharetap.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Turns events into records of the Elastic Common Schema, one JSON object each, and such objects back into events.
 *
 * <p>Records are those of {@code docs/formats/records.md}. Facts that are unknown are left out. Reading never throws at
 * what it is given. Any number of threads may use one codec.
 */
public final class EventCodec {
    /** {@code ecs.version} of the records. */
    public static final String ECS_VERSION = "8.17.0";

    private static final int NESTING_MAX = 32;
    private static final int STRING_CHARS_MAX = 1 << 20;
    private static final int NAME_CHARS_MAX = 1_024;
    private static final int NUMBER_CHARS_MAX = 64;
    private static final long DOCUMENT_CHARS_MAX = 16L << 20;

    private final JsonFactory factory = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(NESTING_MAX)
                    .maxStringLength(STRING_CHARS_MAX)
                    .maxNameLength(NAME_CHARS_MAX)
                    .maxNumberLength(NUMBER_CHARS_MAX)
                    .maxDocumentLength(DOCUMENT_CHARS_MAX)
                    .build())
            .build();
    private final EventReader reader = new EventReader(factory);

    /** The result of reading a line. */
    public sealed interface Reading {
        /** The line is an event to be judged. */
        record Event(SensorEvent event) implements Reading {}

        /** The line is a record of ours with nothing to judge, such as an alert; its day counts as observed. */
        record NothingToJudge(long epochNanos) implements Reading {}

        /** The line is no record of ours. */
        record Refused(String reason) implements Reading {}
    }

    /** Writes further members into the {@code event} object of a record that carries a write. */
    @FunctionalInterface
    public interface EventMembers {
        void writeTo(JsonGenerator json) throws IOException;
    }

    /** The record of an event, without a line end. */
    public String toJson(SensorEvent event) {
        StringWriter text = new StringWriter(1_024);
        try (JsonGenerator json = factory.createGenerator(text)) {
            write(json, event);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return text.toString();
    }

    /** Writes the record of an event as one object. */
    public void write(JsonGenerator json, SensorEvent event) throws IOException {
        new EventWriter(json).write(event);
    }

    /**
     * Writes the facts of a write, as members of an object that the caller opened and will end. The write's own record
     * and the alert that it raised thus have the same form.
     *
     * @param kind {@code event.kind}
     * @param id {@code event.id}
     * @param more further members of {@code event}
     */
    public static void writeMembers(JsonGenerator json, FileWrite write, String kind, String id, EventMembers more)
            throws IOException {
        new EventWriter(json).writeMembers(write, kind, id, more);
    }

    /**
     * Writes the members of {@code sharetap.execution}, into an object that the caller opened and will end. Texts are
     * null where unknown.
     *
     * @param afterNanos from the write to the execution; below 0: the execution came first
     */
    public static void writeExecution(
            JsonGenerator json,
            long epochNanos,
            long afterNanos,
            String via,
            String act,
            String name,
            String command,
            String tool)
            throws IOException {
        ExecutionWriter.executionOfAlert(json, epochNanos, afterNanos, via, act, name, command, tool);
    }

    /** A record as a document. Malformed JSON, or more than a record may hold, is an IOException. */
    public EcsDocument document(String line) throws IOException {
        return reader.document(line);
    }

    /** Reads a document like {@link #read(String, long)}. */
    public static Reading read(EcsDocument document, long position) {
        return EventReader.read(document, position);
    }

    /** The write that raised an alert, from the alert's record; null where the record does not name both hosts. */
    public static FileWrite writeOfAlert(EcsDocument document, long position) {
        return EventReader.writeOfAlert(document, position);
    }

    /** Writes an event with its position, for state that survives a restart. */
    public void writeTo(DataOutput out, SensorEvent event) throws IOException {
        byte[] record = toJson(event).getBytes(StandardCharsets.UTF_8);
        out.writeLong(event.position());
        out.writeInt(record.length);
        out.write(record);
    }

    /** Reads what {@link #writeTo} wrote; anything else is an IOException that says so. */
    public SensorEvent readFrom(DataInput in) throws IOException {
        long position = in.readLong();
        int length = in.readInt();
        if (length < 0 || length > DOCUMENT_CHARS_MAX) {
            throw new IOException("no length of a record: " + length);
        }
        byte[] record = new byte[length];
        in.readFully(record);
        Reading reading = read(new String(record, StandardCharsets.UTF_8), position);
        if (reading instanceof Reading.Event read) {
            return read.event();
        }
        throw new IOException("a record in it is not what it should be: " + reading);
    }

    /** The text in a form that is valid in JSON: a lone surrogate, which has no UTF-8, becomes U+FFFD. */
    public static String encodable(String text) {
        return EventWriter.encodable(text);
    }

    /** Nanoseconds since 1970 in the form of {@code @timestamp}. */
    public static String timestamp(long epochNanos) {
        return Rfc3339.ofNanos(epochNanos);
    }

    /**
     * Reads one record, whose members may be nested or have dotted names.
     *
     * @param position of the event: the number of the line
     */
    public Reading read(String line, long position) {
        return reader.read(line, position);
    }
}
