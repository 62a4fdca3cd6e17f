package io.sharetap.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Makes events from records; a text that is no record yields the reason. */
final class EventReader {
    private static final int RANGES_MAX = 65_536;
    private static final int REASON_CHARS_MAX = 200;
    private static final int PORT_MAX = 65_535;

    private final JsonFactory factory;

    EventReader(JsonFactory factory) {
        this.factory = factory;
    }

    EcsDocument document(String line) throws IOException {
        try (JsonParser parser = factory.createParser(line)) {
            return EcsDocument.read(parser);
        }
    }

    /** The write that raised an alert, from the alert's record; null where the record does not name both hosts. */
    static FileWrite writeOfAlert(EcsDocument document, long position) {
        Endpoints hosts = endpoints(document);
        String copiedFrom = document.text("smb.copied_from");
        String action = copiedFrom == null ? EventWriter.FILE_WRITE : EventWriter.SERVER_SIDE_COPY;
        return hosts == null ? null : write(document, document.time("@timestamp", 0), position, hosts, action);
    }

    EventCodec.Reading read(String line, long position) {
        try {
            return read(document(line), position);
        } catch (IOException e) {
            return new EventCodec.Reading.Refused("no JSON: " + firstLine(e.getMessage()));
        }
    }

    static EventCodec.Reading read(EcsDocument document, long position) {
        if (document.fault() != null) {
            return new EventCodec.Reading.Refused(document.fault());
        }
        EventCodec.Reading reading = event(document, position);
        return document.fault() == null ? reading : new EventCodec.Reading.Refused(document.fault());
    }

    private static String firstLine(String message) {
        if (message == null) {
            return "unreadable";
        }
        int end = message.indexOf('\n');
        String line = end < 0 ? message : message.substring(0, end);
        return line.length() > REASON_CHARS_MAX ? line.substring(0, REASON_CHARS_MAX) + "…" : line;
    }

    private static EventCodec.Reading event(EcsDocument document, long position) {
        if (!document.has("@timestamp")) {
            return new EventCodec.Reading.Refused("@timestamp is missing");
        }
        long time = document.time("@timestamp", 0);
        String action = document.text("event.action");
        action = action == null ? EventWriter.FILE_WRITE : action;
        if ("alert".equals(document.text("event.kind")) || action.equals("alert-update")) {
            return new EventCodec.Reading.NothingToJudge(time);
        }
        if (action.equals(EventWriter.SENSOR_DAY)) {
            return new EventCodec.Reading.Event(
                    new SensorDay(time, position, addresses(document, "smb.domain_controllers")));
        }
        Endpoints hosts = endpoints(document);
        if (hosts == null) {
            return new EventCodec.Reading.Refused(
                    (document.has("source.ip") ? "destination.ip" : "source.ip") + " is missing");
        }
        SensorEvent event =
                switch (action) {
                    case EventWriter.FILE_WRITE, EventWriter.SERVER_SIDE_COPY ->
                        write(document, time, position, hosts, action);
                    case EventWriter.RENAME -> rename(document, time, position, hosts);
                    case EventWriter.EXECUTION_OBSERVED -> execution(document, time, position, hosts);
                    case EventWriter.CLIENT_ACTIVITY -> act(document, time, position, hosts);
                    case EventWriter.BLIND -> blind(document, time, position, hosts);
                    default -> null;
                };
        return event == null
                ? new EventCodec.Reading.Refused("event.action " + firstLine(action) + " is none that is known")
                : new EventCodec.Reading.Event(event);
    }

    private static FileWrite write(EcsDocument document, long time, long position, Endpoints hosts, String action) {
        SmbContext smb = smb(document);
        String path = document.text("file.path");
        path = path == null ? document.text("file.name") : path;
        long size = document.number("file.size", -1);
        String id = document.text("event.id");
        if (id == null) {
            id = EventId.of(action, time, hosts.client(), hosts.destination(), smb.sessionId(), smb.fileId(), path);
        }
        return new FileWrite(
                time,
                position,
                id,
                document.time("event.start", -1),
                document.time("event.end", -1),
                outcome(document),
                hosts,
                smb,
                path,
                size,
                document.sha256("file.hash.sha256"),
                document.sha256("smb.head_sha256"),
                missing(document, size),
                document.flag("smb.closed", true),
                document.flag("smb.create_seen", true),
                document.flag("smb.deleted", false),
                document.text("smb.renamed_from"),
                action.equals(EventWriter.SERVER_SIDE_COPY) ? new CopySource(document.text("smb.copied_from")) : null,
                document.text("smb.stream"),
                document.text("smb.continues"),
                document.hasObject("file.pe") ? pe(document) : null,
                document.digest("file.hash.sha1", "SHA-1", 20),
                document.digest("file.hash.md5", "MD5", 16));
    }

    private static FileWrite.Outcome outcome(EcsDocument document) {
        String outcome = document.text("event.outcome");
        if (outcome == null) {
            return FileWrite.Outcome.UNKNOWN;
        }
        return switch (outcome.toLowerCase(Locale.ROOT)) {
            case "success" -> FileWrite.Outcome.SUCCESS;
            case "unknown" -> FileWrite.Outcome.UNKNOWN;
            case "failure" -> FileWrite.Outcome.FAILURE;
            default ->
                document.fail("event.outcome", "is none of success, unknown, failure", FileWrite.Outcome.UNKNOWN);
        };
    }

    private static FileRename rename(EcsDocument document, long time, long position, Endpoints hosts) {
        SmbContext smb = smb(document);
        String path = document.text("file.path");
        String from = document.text("smb.renamed_from");
        return new FileRename(
                time,
                position,
                id(document, EventWriter.RENAME, time, hosts, smb.sessionId(), smb.fileId(), path, from),
                hosts,
                smb,
                path,
                from,
                document.sha256("file.hash.sha256"));
    }

    /** The alert that it belongs to is left out: the detector that judges it now decides that. */
    private static ExecutionObserved execution(EcsDocument document, long time, long position, Endpoints hosts) {
        String via = document.text("smb.execution.via");
        String name = document.text("smb.execution.name");
        String command = document.text("smb.execution.command");
        String id = id(document, EventWriter.EXECUTION_OBSERVED, time, hosts, via, name, command);
        SmbContext smb = smb(document);
        return new ExecutionObserved(
                time,
                position,
                id,
                hosts,
                smb.isEmpty() ? null : smb,
                via,
                document.text("smb.execution.act"),
                name,
                document.text("smb.execution.display_name"),
                command,
                document.text("smb.execution.tool"),
                document.text("smb.execution.operation"),
                document.flag("smb.execution.sealed", false),
                !"unknown".equals(document.text("event.outcome")),
                null);
    }

    private static ClientAct act(EcsDocument document, long time, long position, Endpoints hosts) {
        SmbContext smb = smb(document);
        String kind = document.text("smb.activity.kind");
        String what = document.text("smb.activity.what");
        String id = id(document, EventWriter.CLIENT_ACTIVITY, time, hosts, smb.sessionId(), kind, what);
        for (ClientAct.Kind each : ClientAct.Kind.values()) {
            if (each.name().equalsIgnoreCase(kind)) {
                return new ClientAct(time, position, id, hosts, smb.isEmpty() ? null : smb, each, what);
            }
        }
        return document.fail("smb.activity.kind", "is none that is known", null);
    }

    private static BlindSession blind(EcsDocument document, long time, long position, Endpoints hosts) {
        SmbContext smb = smb(document);
        String reason = document.text("smb.blind.reason");
        String id = id(document, EventWriter.BLIND, time, hosts, smb.sessionId(), reason);
        return new BlindSession(time, position, id, hosts, smb, reason);
    }

    private static String id(EcsDocument document, String action, long time, Endpoints hosts, String... facts) {
        String id = document.text("event.id");
        return id != null ? id : EventId.of(action, time, hosts.client(), hosts.destination(), facts);
    }

    private static Endpoints endpoints(EcsDocument document) {
        IpAddress client = document.address("source.ip");
        IpAddress destination = document.address("destination.ip");
        if (client == null || destination == null) {
            return null;
        }
        return new Endpoints(
                client,
                bounded(document, "source.port", PORT_MAX),
                document.text("source.mac"),
                document.text("source.domain"),
                destination,
                bounded(document, "destination.port", PORT_MAX),
                document.text("destination.mac"),
                document.text("destination.domain"),
                document.text("network.community_id"),
                bounded(document, "network.vlan.id", 4_095),
                leased(document, "smb.client_host"),
                leased(document, "smb.server_host"));
    }

    private static LeasedHost leased(EcsDocument document, String name) {
        String id = document.text(name + ".id");
        return id == null ? null : LeasedHost.of(id, document.text(name + ".name"));
    }

    private static int bounded(EcsDocument document, String name, int max) {
        long number = document.number(name, -1);
        return number < -1 || number > max ? document.fail(name, "is out of range", -1) : (int) number;
    }

    private static SmbContext smb(EcsDocument document) {
        return new SmbContext(
                document.text("smb.dialect"),
                document.text("smb.session_id"),
                document.text("smb.file_id"),
                document.text("smb.tree"),
                document.text("smb.share"),
                document.text("user.name"),
                document.text("user.domain"),
                document.flag("smb.encrypted", false),
                document.text("smb.logon"),
                document.flag("smb.logon_seen", true));
    }

    private static List<FileWrite.Range> missing(EcsDocument document, long size) {
        List<FileWrite.Range> ranges = new ArrayList<>();
        List<?> pairs = document.list("smb.missing");
        if (pairs.size() > RANGES_MAX) {
            return document.fail("smb.missing", "has more than " + RANGES_MAX + " ranges", List.of());
        }
        for (Object pair : pairs) {
            if (!(pair instanceof List<?> bounds)
                    || bounds.size() != 2
                    || !(bounds.get(0) instanceof Long from)
                    || !(bounds.get(1) instanceof Long to)
                    || from < 0
                    || to <= from) {
                return document.fail("smb.missing", "is no list of [from, to] with from below to", List.of());
            }
            ranges.add(new FileWrite.Range(from, to));
        }
        if (ranges.isEmpty() && !document.flag("smb.complete", true)) {
            // Bytes are missing, but the record does not say which: then no byte is certain.
            ranges.add(new FileWrite.Range(0, Math.max(1, size)));
        }
        return List.copyOf(ranges);
    }

    private static PeSummary pe(EcsDocument document) {
        long compileNanos = document.time("file.pe.compile_time", -1);
        return new PeSummary(
                document.text("file.pe.architecture"),
                compileNanos < 0 ? -1 : compileNanos / 1_000_000_000L,
                document.text("file.pe.company"),
                document.text("file.pe.description"),
                document.text("file.pe.file_version"),
                document.text("file.pe.original_file_name"),
                document.text("file.pe.internal_name"),
                document.text("file.pe.product"),
                document.text("file.pe.imphash"),
                document.text("file.pe.pdb_path"),
                sections(document),
                document.text("file.pe.authentihash"),
                signature(document));
    }

    private static CodeSignature signature(EcsDocument document) {
        if (!document.hasObject("file.code_signature")) {
            return null;
        }
        long stampedNanos = document.time("file.code_signature.timestamp", -1);
        return new CodeSignature(
                document.flag("file.code_signature.exists"),
                document.text("file.code_signature.subject_name"),
                document.text("file.code_signature.digest_algorithm"),
                document.flag("file.code_signature.valid"),
                document.flag("file.code_signature.trusted"),
                document.text("file.code_signature.status"),
                stampedNanos < 0 ? -1 : stampedNanos / 1_000_000_000L,
                document.text("file.code_signature.root_name"),
                document.flag("file.code_signature.microsoft", false));
    }

    private static List<PeSummary.Section> sections(EcsDocument document) {
        List<PeSummary.Section> sections = new ArrayList<>();
        for (Object element : document.list("file.pe.sections")) {
            if (element instanceof EcsDocument section) {
                sections.add(new PeSummary.Section(
                        section.text("name"), section.number("virtual_size", -1), section.number("physical_size", -1)));
                if (section.fault() != null) {
                    document.fail("file.pe.sections", "holds a section whose " + section.fault(), null);
                }
            } else {
                document.fail("file.pe.sections", "holds what is no section", null);
            }
        }
        return List.copyOf(sections);
    }

    private static List<IpAddress> addresses(EcsDocument document, String name) {
        List<IpAddress> addresses = new ArrayList<>();
        for (Object element : document.list(name)) {
            IpAddress address = element instanceof String text ? IpAddress.parse(text) : null;
            if (address == null) {
                return document.fail(name, "holds what is no IP address", List.of());
            }
            addresses.add(address);
        }
        return List.copyOf(addresses);
    }
}
