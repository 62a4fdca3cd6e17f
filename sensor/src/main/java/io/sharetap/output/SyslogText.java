package io.sharetap.output;

import io.sharetap.config.OutputTarget;
import io.sharetap.output.deliver.Message;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Writes records as syslog messages (RFC 5424), without the framing of a transport: key facts are in the structured
 * data, and the record itself, as JSON or CEF, is the message.
 */
final class SyslogText {
    /** RFC 5426, 3.2: the size that every receiver should accept. */
    private static final long UDP_BYTES = 2_048;
    /** The largest message that rsyslog accepts by default. */
    private static final long STREAM_BYTES = 8_192;

    /** The enterprise number for examples (RFC 5612), as there is none of our own. */
    private static final String STRUCTURE = "sharetap@32473";

    private static final List<String> FIELDS = List.of(
            "event.id",
            "event.kind",
            "source.ip",
            "destination.ip",
            "user.name",
            "user.domain",
            "smb.logon",
            "file.hash.sha256",
            "rule.id",
            "event.severity",
            "event.risk_score",
            "sharetap.alert_id");

    private static final int VALUE_CHARS_MAX = 256;
    private static final int HOST_CHARS_MAX = 255;
    private static final int APP_CHARS_MAX = 48;
    private static final int MSGID_CHARS_MAX = 32;
    private static final int MICROS_LENGTH = "2026-11-28T20:15:03.123456".length();

    private static final int LOCAL0 = 16;
    /** RFC 5424, 6.2.1. */
    private static final int CRITICAL = 2;

    private static final int ERROR = 3;
    private static final int WARNING = 4;
    private static final int INFORMATIONAL = 6;

    private final int facility;
    private final String origin;
    private final int bytesMax;
    private final boolean cef;

    SyslogText(OutputTarget target) {
        facility = Math.toIntExact(target.whole("facility", LOCAL0));
        String host = word(target.option("hostname", ownName()), HOST_CHARS_MAX);
        String app = word(target.option("app-name", "sharetap"), APP_CHARS_MAX);
        origin = " " + host + " " + app + " " + ProcessHandle.current().pid() + " ";
        bytesMax = Math.toIntExact(target.bytes("bytes-max", target.isDatagram() ? UDP_BYTES : STREAM_BYTES));
        cef = target.option("format", "json").equals("cef");
    }

    private static String ownName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "-";
        }
    }

    Message of(EncodedRecord record) {
        RecordFields fields = record.fields();
        Message message = cef ? record.cef() : record.json();
        byte[] body = message.body();
        byte[] head = head(fields, "").getBytes(StandardCharsets.UTF_8);
        if (head.length + body.length > bytesMax) {
            String cut = " cut=\"" + (head.length + body.length) + "\"";
            head = head(fields, cut).getBytes(StandardCharsets.UTF_8);
            body = beginning(body, Math.max(0, bytesMax - head.length));
        }
        byte[] whole = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, whole, head.length, body.length);
        return Message.of(message.kind(), whole);
    }

    /** The beginning of the text, of so many bytes at most, without half characters. */
    private static byte[] beginning(byte[] text, int bytes) {
        int end = Math.min(bytes, text.length);
        while (end > 0 && end < text.length && (text[end] & 0xC0) == 0x80) {
            end--;
        }
        return Arrays.copyOf(text, end);
    }

    private String head(RecordFields fields, String more) {
        StringBuilder head = new StringBuilder(512);
        head.append('<').append(facility * 8 + severity(fields)).append(">1 ");
        head.append(time(fields.of("@timestamp"))).append(origin);
        head.append(word(fields.of("event.action", "-"), MSGID_CHARS_MAX));
        head.append(" [").append(STRUCTURE);
        for (String name : FIELDS) {
            String value = fields.of(name);
            if (value != null) {
                head.append(' ').append(name).append("=\"");
                appendValue(head, value);
                head.append('"');
            }
        }
        return head.append(more).append("] ").toString();
    }

    /** The record's time in microseconds, as RFC 5424 allows no more digits. */
    private static String time(String timestamp) {
        if (timestamp == null) {
            return "-";
        }
        return timestamp.length() <= MICROS_LENGTH + 1 ? timestamp : timestamp.substring(0, MICROS_LENGTH) + "Z";
    }

    private static int severity(RecordFields fields) {
        return switch (fields.of("sharetap.severity", "")) {
            case "high" -> CRITICAL;
            case "medium" -> ERROR;
            case "low" -> WARNING;
            default -> INFORMATIONAL;
        };
    }

    /** RFC 5424, 6.3.3: three characters are escaped; unprintable ones are made visible. */
    private static void appendValue(StringBuilder head, String value) {
        String visible = VisibleText.of(value, VALUE_CHARS_MAX);
        for (int i = 0; i < visible.length(); i++) {
            char each = visible.charAt(i);
            if (each == '"' || each == '\\' || each == ']') {
                head.append('\\');
            }
            head.append(each);
        }
    }

    /** Printable ASCII only, as required for fields of the header. */
    private static String word(String text, int charsMax) {
        String printable = text.replaceAll("[^!-~]", "");
        return printable.isEmpty() ? "-" : printable.substring(0, Math.min(charsMax, printable.length()));
    }
}
