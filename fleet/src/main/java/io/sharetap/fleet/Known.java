package io.sharetap.fleet;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.sharetap.baseline.BaselineCare.DestinationSummary;
import io.sharetap.baseline.BaselineCare.ExecutableSummary;
import io.sharetap.baseline.Placement;
import io.sharetap.baseline.Summaries;
import io.sharetap.baseline.Summaries.ClientSummary;
import io.sharetap.event.EventCodec;
import io.sharetap.event.IpAddress;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Holds what the fleet, or some of its parts, knows of an executable or a host; null: nothing in the window.
 *
 * @param baseline the state of the fleet; null: it was not asked for
 */
record Known(
        BaselineKnown baseline, ExecutableSummary executable, DestinationSummary destination, ClientSummary client) {
    static final Known NOTHING = new Known(null, null, null, null);

    private static final JsonFactory FACTORY = new JsonFactory();
    private static final int DEPTH_MAX = 8;

    /**
     * The state of the fleet.
     *
     * @param day that is being judged, counted from 1970-01-01; -1: none yet
     * @param state such as {@code active}
     * @param destinations that received any executable in the window
     */
    record BaselineKnown(long day, String state, int observedDays, long destinations) {}

    /**
     * Combines the knowledge of several parts. Where several know an executable, the one that saw it last knows most.
     */
    Known with(Known other) {
        ExecutableSummary more = executable;
        if (other.executable != null
                && (more == null
                        || other.executable.lastSeenNanos() > more.lastSeenNanos()
                        || other.executable.lastSeenNanos() == more.lastSeenNanos()
                                && other.executable.destinations() > more.destinations())) {
            more = other.executable;
        }
        return new Known(
                baseline == null ? other.baseline : baseline,
                more,
                destination == null ? other.destination : destination,
                client == null ? other.client : client);
    }

    /** In the form of {@code sharetap baseline show}. */
    String text(Asked asked) {
        if (asked.sha256() != null) {
            return (executable == null ? Summaries.NOT_SEEN : Summaries.line(executable)) + '\n';
        }
        return "as a destination\n" + (destination == null ? "  " + Summaries.NOT_SEEN : Summaries.line(destination))
                + "\nas a client\n" + (client == null ? "  " + Summaries.NOT_SEEN : Summaries.line(client)) + '\n';
    }

    /** One JSON object on one line, without a line end; unknown facts are left out. */
    String json() {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            json.writeStartObject();
            writeBaseline(json);
            if (executable != null) {
                json.writeObjectFieldStart("executable");
                json.writeStringField("sha256", HexFormat.of().formatHex(executable.sha256()));
                json.writeNumberField("destinations", executable.destinations());
                json.writeNumberField("days", executable.days());
                times(json, executable.firstSeenNanos(), executable.lastSeenNanos());
            }
            if (destination != null) {
                json.writeObjectFieldStart("destination");
                json.writeStringField("ip", destination.host().toString());
                json.writeNumberField("days", destination.executableDays());
                json.writeObjectFieldStart("similar_days");
                for (Placement.Kind kind : Placement.Kind.values()) {
                    json.writeNumberField(
                            kind.label(), destination.similarDays().get(kind.ordinal()));
                }
                json.writeEndObject();
                times(json, destination.firstSeenNanos(), destination.lastSeenNanos());
            }
            if (client != null) {
                json.writeObjectFieldStart("client");
                json.writeStringField("ip", client.host().toString());
                json.writeNumberField("destinations", client.destinations());
                json.writeNumberField("days", client.days());
                times(json, client.firstSeenNanos(), client.lastSeenNanos());
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return text.toString();
    }

    private void writeBaseline(JsonGenerator json) throws IOException {
        if (baseline == null) {
            return;
        }
        json.writeObjectFieldStart("baseline");
        json.writeStringField("state", baseline.state);
        json.writeNumberField("observed_days", baseline.observedDays);
        json.writeNumberField("known_destinations", baseline.destinations);
        if (baseline.day >= 0) {
            json.writeStringField("day", LocalDate.ofEpochDay(baseline.day).toString());
        }
        json.writeEndObject();
    }

    /** Writes the last members of an object, and ends it. */
    private static void times(JsonGenerator json, long firstNanos, long lastNanos) throws IOException {
        if (firstNanos >= 0) {
            json.writeStringField("first_seen", EventCodec.timestamp(firstNanos));
        }
        if (lastNanos >= 0) {
            json.writeStringField("last_seen", EventCodec.timestamp(lastNanos));
        }
        json.writeEndObject();
    }

    /** Reads what {@link #json} wrote; anything else is an IOException. */
    static Known of(String json) throws IOException {
        Map<String, String> members = new HashMap<>();
        try (JsonParser parser = FACTORY.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("no JSON object");
            }
            read(parser, "", members, 0);
            return new Known(
                    members.containsKey("baseline.state")
                            ? new BaselineKnown(
                                    members.containsKey("baseline.day")
                                            ? LocalDate.parse(members.get("baseline.day"))
                                                    .toEpochDay()
                                            : -1,
                                    members.get("baseline.state"),
                                    Integer.parseInt(members.get("baseline.observed_days")),
                                    Long.parseLong(members.get("baseline.known_destinations")))
                            : null,
                    members.containsKey("executable.sha256") ? executable(members) : null,
                    members.containsKey("destination.ip") ? destination(members) : null,
                    members.containsKey("client.ip") ? client(members) : null);
        } catch (RuntimeException e) {
            throw new IOException("no answer of a fleet", e);
        }
    }

    private static void read(JsonParser parser, String prefix, Map<String, String> members, int depth)
            throws IOException {
        if (depth > DEPTH_MAX) {
            throw new IOException("nested too deep");
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = prefix + parser.currentName();
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                read(parser, name + ".", members, depth + 1);
            } else {
                members.put(name, parser.getText());
            }
        }
    }

    private static ExecutableSummary executable(Map<String, String> members) {
        return new ExecutableSummary(
                HexFormat.of().parseHex(members.get("executable.sha256")),
                Long.parseLong(members.get("executable.destinations")),
                Integer.parseInt(members.get("executable.days")),
                time(members.get("executable.first_seen")),
                time(members.get("executable.last_seen")));
    }

    private static DestinationSummary destination(Map<String, String> members) {
        List<Integer> similar = new ArrayList<>();
        for (Placement.Kind kind : Placement.Kind.values()) {
            similar.add(Integer.parseInt(members.get("destination.similar_days." + kind.label())));
        }
        return new DestinationSummary(
                IpAddress.parse(members.get("destination.ip")),
                Integer.parseInt(members.get("destination.days")),
                similar,
                time(members.get("destination.first_seen")),
                time(members.get("destination.last_seen")));
    }

    private static ClientSummary client(Map<String, String> members) {
        return new ClientSummary(
                IpAddress.parse(members.get("client.ip")),
                Long.parseLong(members.get("client.destinations")),
                Integer.parseInt(members.get("client.days")),
                time(members.get("client.first_seen")),
                time(members.get("client.last_seen")));
    }

    private static long time(String text) {
        if (text == null) {
            return -1;
        }
        java.time.Instant moment = java.time.Instant.parse(text);
        return moment.getEpochSecond() * 1_000_000_000L + moment.getNano();
    }

    /** The name that {@code sharetap baseline show} uses. */
    static String name(io.sharetap.baseline.Rarity.State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
