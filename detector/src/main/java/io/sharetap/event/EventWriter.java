package io.sharetap.event;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Locale;

/** Writes records; unknown facts are left out. */
final class EventWriter {
    static final String FILE_WRITE = "smb-file-write";
    static final String SERVER_SIDE_COPY = "smb-server-side-copy";
    static final String RENAME = "smb-rename";
    static final String EXECUTION_OBSERVED = "smb-execution-observed";
    static final String CLIENT_ACTIVITY = "smb-client-activity";
    static final String BLIND = "smb-blind";
    static final String SENSOR_DAY = "sensor-day";
    static final String KIND_EVENT = "event";

    private static final String[] HASH_NAMES = {"md5", "sha1", "sha256"};

    /** 9999-12-31T23:59:59Z, the last second for which RFC 3339 has a text. */
    private static final long LAST_SECOND = 253_402_300_799L;

    private static final EventCodec.EventMembers NO_MORE = json -> {};

    private final JsonGenerator json;

    EventWriter(JsonGenerator json) {
        this.json = json;
    }

    void write(SensorEvent event) throws IOException {
        json.writeStartObject();
        if (event instanceof FileWrite write) {
            writeMembers(write, KIND_EVENT, write.id(), NO_MORE);
        } else if (event instanceof FileRename rename) {
            writeRename(rename);
        } else if (event instanceof ExecutionObserved execution) {
            new ExecutionWriter(json, this).write(execution);
        } else if (event instanceof ClientAct act) {
            writeAct(act);
        } else if (event instanceof BlindSession blind) {
            writeBlind(blind);
        } else if (event instanceof SensorDay day) {
            writeDay(day);
        }
        json.writeEndObject();
    }

    void writeMembers(FileWrite write, String kind, String id, EventCodec.EventMembers more) throws IOException {
        head(write.epochNanos());
        event(kind, write.copyOf() == null ? FILE_WRITE : SERVER_SIDE_COPY, id);
        text("outcome", write.outcome().name().toLowerCase(Locale.ROOT));
        time("start", write.startNanos());
        time("end", write.endNanos());
        more.writeTo(json);
        json.writeEndObject();
        hosts(write.endpoints(), write.smb());
        file(write.path(), write.size(), new byte[][] {write.md5(), write.sha1(), write.sha256()}, write.pe());
        smbOfWrite(write);
    }

    private void writeRename(FileRename rename) throws IOException {
        head(rename.epochNanos());
        event(KIND_EVENT, RENAME, rename.id());
        json.writeEndObject();
        hosts(rename.endpoints(), rename.smb());
        file(rename.path(), -1, new byte[][] {null, null, rename.sha256()}, null);
        json.writeObjectFieldStart("smb");
        smb(rename.smb());
        leases(rename.endpoints());
        text("renamed_from", rename.renamedFrom());
        json.writeEndObject();
    }

    private void writeAct(ClientAct act) throws IOException {
        head(act.epochNanos());
        event(KIND_EVENT, CLIENT_ACTIVITY, act.id());
        json.writeEndObject();
        hosts(act.endpoints(), act.smb());
        json.writeObjectFieldStart("smb");
        if (act.smb() != null) {
            smb(act.smb());
        }
        leases(act.endpoints());
        json.writeObjectFieldStart("activity");
        text("kind", act.kind().name().toLowerCase(Locale.ROOT));
        text("what", act.what());
        json.writeEndObject();
        json.writeEndObject();
    }

    private void writeBlind(BlindSession blind) throws IOException {
        head(blind.epochNanos());
        event(KIND_EVENT, BLIND, blind.id());
        json.writeEndObject();
        hosts(blind.endpoints(), blind.smb());
        json.writeObjectFieldStart("smb");
        smb(blind.smb());
        leases(blind.endpoints());
        json.writeObjectFieldStart("blind");
        text("reason", blind.reason());
        json.writeEndObject();
        json.writeEndObject();
    }

    private void writeDay(SensorDay day) throws IOException {
        head(day.epochNanos());
        event(KIND_EVENT, SENSOR_DAY, EventId.of(SENSOR_DAY, day.epochNanos(), day.client(), day.destination()));
        json.writeEndObject();
        json.writeObjectFieldStart("smb");
        json.writeArrayFieldStart("domain_controllers");
        for (IpAddress host : day.domainControllers()) {
            json.writeString(host.toString());
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    void head(long epochNanos) throws IOException {
        json.writeStringField("@timestamp", Rfc3339.ofNanos(epochNanos));
        json.writeObjectFieldStart("ecs");
        json.writeStringField("version", EventCodec.ECS_VERSION);
        json.writeEndObject();
    }

    /** Opens the object {@code event}; the caller ends it. */
    void event(String kind, String action, String id) throws IOException {
        json.writeObjectFieldStart("event");
        text("kind", kind);
        text("action", action);
        text("id", id);
    }

    void hosts(Endpoints hosts, SmbContext smb) throws IOException {
        host("source", hosts.client(), hosts.clientPort(), hosts.clientMac(), hosts.clientName());
        host(
                "destination",
                hosts.destination(),
                hosts.destinationPort(),
                hosts.destinationMac(),
                hosts.destinationName());
        if (smb != null && (smb.userName() != null || smb.userDomain() != null)) {
            json.writeObjectFieldStart("user");
            text("name", smb.userName());
            text("domain", smb.userDomain());
            json.writeEndObject();
        }
        if (hosts.communityId() != null || hosts.vlanId() >= 0) {
            json.writeObjectFieldStart("network");
            text("community_id", hosts.communityId());
            if (hosts.vlanId() >= 0) {
                json.writeObjectFieldStart("vlan");
                json.writeStringField("id", Integer.toString(hosts.vlanId()));
                json.writeEndObject();
            }
            json.writeEndObject();
        }
    }

    private void host(String role, IpAddress address, int port, String mac, String name) throws IOException {
        json.writeObjectFieldStart(role);
        json.writeStringField("ip", address.toString());
        number("port", port);
        text("mac", mac);
        text("domain", name);
        json.writeEndObject();
    }

    private static boolean hashed(byte[][] hashes) {
        for (byte[] hash : hashes) {
            if (hash != null) {
                return true;
            }
        }
        return false;
    }

    void file(String path, long size, byte[][] hashes, PeSummary pe) throws IOException {
        boolean hashed = hashed(hashes);
        if (path == null && size < 0 && !hashed && pe == null) {
            return;
        }
        json.writeObjectFieldStart("file");
        if (path != null) {
            text("path", path);
            text("name", FilePath.name(path));
            text("extension", FilePath.extension(path));
        }
        number("size", size);
        if (hashed) {
            json.writeObjectFieldStart("hash");
            for (int i = 0; i < hashes.length; i++) {
                hex(HASH_NAMES[i], hashes[i]);
            }
            json.writeEndObject();
        }
        if (pe != null) {
            pe(pe);
            signature(pe.signature());
        }
        json.writeEndObject();
    }

    private void pe(PeSummary pe) throws IOException {
        json.writeObjectFieldStart("pe");
        text("architecture", pe.architecture());
        if (pe.compileEpochSeconds() >= 0 && pe.compileEpochSeconds() <= LAST_SECOND) {
            json.writeStringField("compile_time", Rfc3339.ofSeconds(pe.compileEpochSeconds()));
        }
        text("company", pe.company());
        text("description", pe.description());
        text("file_version", pe.fileVersion());
        text("original_file_name", pe.originalFileName());
        text("internal_name", pe.internalName());
        text("product", pe.product());
        text("imphash", pe.imphash());
        text("authentihash", pe.authentihash());
        text("pdb_path", pe.pdbPath());
        if (!pe.sections().isEmpty()) {
            json.writeArrayFieldStart("sections");
            for (PeSummary.Section section : pe.sections()) {
                json.writeStartObject();
                text("name", section.name());
                number("virtual_size", section.virtualSize());
                number("physical_size", section.physicalSize());
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private void signature(CodeSignature signature) throws IOException {
        if (signature == null) {
            return;
        }
        json.writeObjectFieldStart("code_signature");
        flag("exists", signature.exists());
        text("subject_name", signature.subjectName());
        text("digest_algorithm", signature.digestAlgorithm());
        flag("valid", signature.valid());
        flag("trusted", signature.trusted());
        text("status", signature.status());
        if (signature.epochSeconds() >= 0 && signature.epochSeconds() <= LAST_SECOND) {
            json.writeStringField("timestamp", Rfc3339.ofSeconds(signature.epochSeconds()));
        }
        text("root_name", signature.rootName());
        if (signature.microsoft()) {
            json.writeBooleanField("microsoft", true);
        }
        json.writeEndObject();
    }

    private void smbOfWrite(FileWrite write) throws IOException {
        json.writeObjectFieldStart("smb");
        smb(write.smb());
        leases(write.endpoints());
        hex("head_sha256", write.headSha256());
        json.writeBooleanField("complete", write.complete());
        if (!write.complete()) {
            json.writeArrayFieldStart("missing");
            for (FileWrite.Range range : write.missing()) {
                json.writeStartArray();
                json.writeNumber(range.from());
                json.writeNumber(range.to());
                json.writeEndArray();
            }
            json.writeEndArray();
        }
        json.writeBooleanField("closed", write.closed());
        json.writeBooleanField("create_seen", write.createSeen());
        if (write.deleted()) {
            json.writeBooleanField("deleted", true);
        }
        text("renamed_from", write.renamedFrom());
        text("copied_from", write.copyOf() == null ? null : write.copyOf().path());
        text("stream", write.stream());
        text("continues", write.continues());
        json.writeEndObject();
    }

    void leases(Endpoints hosts) throws IOException {
        lease("client_host", hosts.clientHost());
        lease("server_host", hosts.destinationHost());
    }

    private void lease(String role, LeasedHost host) throws IOException {
        if (host != null) {
            json.writeObjectFieldStart(role);
            text("id", host.id());
            text("name", host.name());
            json.writeEndObject();
        }
    }

    void smb(SmbContext smb) throws IOException {
        text("dialect", smb.dialect());
        text("session_id", smb.sessionId());
        text("file_id", smb.fileId());
        text("tree", smb.tree());
        text("share", smb.share());
        text("logon", smb.logon());
        if (!smb.logonSeen()) {
            json.writeBooleanField("logon_seen", false);
        }
        if (smb.encrypted()) {
            json.writeBooleanField("encrypted", true);
        }
    }

    void text(String name, String text) throws IOException {
        if (text != null) {
            json.writeStringField(name, encodable(text));
        }
    }

    void time(String name, long epochNanos) throws IOException {
        if (epochNanos >= 0) {
            json.writeStringField(name, Rfc3339.ofNanos(epochNanos));
        }
    }

    private void number(String name, long number) throws IOException {
        if (number >= 0) {
            json.writeNumberField(name, number);
        }
    }

    private void flag(String name, Boolean flag) throws IOException {
        if (flag != null) {
            json.writeBooleanField(name, flag);
        }
    }

    private void hex(String name, byte[] bytes) throws IOException {
        if (bytes != null) {
            json.writeStringField(name, HexDigits.of(bytes));
        }
    }

    static String encodable(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return withoutLoneSurrogates(text);
            }
        }
        return text;
    }

    private static String withoutLoneSurrogates(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? '\uFFFD' : c)
                .forEach(clean::appendCodePoint);
        return clean.toString();
    }
}
