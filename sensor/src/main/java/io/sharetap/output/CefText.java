package io.sharetap.output;

import java.time.Instant;

/** Writes a record in the Common Event Format, version 0, as SIEMs read it. docs/operations.md lists the fields. */
final class CefText {
    private static final String VERSION = versionOf(CefText.class.getPackage().getImplementationVersion());
    /** The CEF dictionary's limit for most texts. */
    private static final int TEXT_CHARS_MAX = 1_023;

    private static final int HEADER_CHARS_MAX = 200;

    private final RecordFields record;
    private final StringBuilder text = new StringBuilder(1_024);
    private boolean first = true;

    private CefText(RecordFields record) {
        this.record = record;
    }

    private static String versionOf(String packaged) {
        return packaged == null ? "0" : packaged;
    }

    static String of(RecordFields record) {
        return new CefText(record).write();
    }

    private String write() {
        String action = record.of("event.action", "");
        text.append("CEF:0|Sharetap|Sharetap|");
        header(VERSION);
        header(record.of("rule.id", action));
        header(record.of("rule.name", action));
        header(severity());
        field("rt", time(record.of("@timestamp")));
        field("externalId", record.of("event.id"));
        field("cat", record.of("event.kind"));
        field("act", action);
        field("outcome", record.of("event.outcome"));
        field("app", "SMB");
        host("source", "src", "spt", "smac", "shost", "c6a2");
        host("destination", "dst", "dpt", "dmac", "dhost", "c6a3");
        field("suser", record.of("user.name"));
        field("sntdom", record.of("user.domain"));
        field("filePath", record.of("file.path"));
        field("fname", record.of("file.name"));
        field("fsize", record.of("file.size"));
        field("fileHash", record.of("file.hash.sha256"));
        labelled("cs1", "Share", record.of("smb.tree"));
        labelled("cs2", "CommunityId", record.of("network.community_id"));
        labelled("cs3", "AlertId", record.of("sharetap.alert_id"));
        labelled("cs4", "BlindReason", record.of("smb.blind.reason"));
        labelled("cs5", "RenamedFrom", record.of("smb.renamed_from"));
        labelled("cs6", "Logon", record.of("smb.logon"));
        labelled("cn1", "Score", record.of("sharetap.score"));
        labelled("cn2", "Folded", record.of("sharetap.folded"));
        field("msg", record.of("message"));
        return text.toString();
    }

    /** 0 to 10: low is 3, medium 6, high 9; a record that is no alert has 0. */
    private String severity() {
        return switch (record.of("sharetap.severity", "")) {
            case "low" -> "3";
            case "medium" -> "6";
            case "high" -> "9";
            default -> "0";
        };
    }

    private static String time(String timestamp) {
        return timestamp == null ? null : Long.toString(Instant.parse(timestamp).toEpochMilli());
    }

    /** Writes a host; CEF has separate fields for IPv6 addresses. */
    private void host(String role, String ip, String port, String mac, String name, String ipv6) {
        String address = record.of(role + ".ip");
        if (address != null && address.contains(":")) {
            labelled(ipv6, (role.equals("source") ? "Source" : "Destination") + " IPv6 Address", address);
        } else {
            field(ip, address);
        }
        field(port, record.of(role + ".port"));
        String hardware = record.of(role + ".mac");
        field(mac, hardware == null ? null : hardware.replace('-', ':'));
        field(name, record.of(role + ".domain"));
    }

    private void header(String value) {
        String visible = VisibleText.of(value, HEADER_CHARS_MAX);
        for (int i = 0; i < visible.length(); i++) {
            char each = visible.charAt(i);
            if (each == '|' || each == '\\') {
                text.append('\\');
            }
            text.append(each);
        }
        text.append('|');
    }

    private void labelled(String key, String label, String value) {
        if (value != null) {
            field(key + "Label", label);
            field(key, value);
        }
    }

    private void field(String key, String value) {
        if (value == null) {
            return;
        }
        text.append(first ? "" : " ").append(key).append('=');
        first = false;
        String visible = VisibleText.of(value, TEXT_CHARS_MAX);
        for (int i = 0; i < visible.length(); i++) {
            char each = visible.charAt(i);
            if (each == '=' || each == '\\') {
                text.append('\\');
            }
            text.append(each);
        }
    }
}
