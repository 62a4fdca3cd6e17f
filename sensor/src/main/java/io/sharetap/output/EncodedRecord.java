package io.sharetap.output;

import io.sharetap.alert.Alert;
import io.sharetap.alert.AlertCodec;
import io.sharetap.alert.AlertUpdate;
import io.sharetap.event.EventCodec;
import io.sharetap.event.ExecutionObserved;
import io.sharetap.event.FileWrite;
import io.sharetap.event.IpAddress;
import io.sharetap.event.SensorEvent;
import io.sharetap.output.deliver.Message;
import java.nio.charset.StandardCharsets;

/** One record on its way to any number of outputs: each of its forms is made once, when an output needs it. */
final class EncodedRecord {
    private static final EventCodec EVENTS = new EventCodec();
    private static final AlertCodec ALERTS = new AlertCodec();

    private static final int DELETE = 0x7F;

    private final Object record;
    private Message json;
    private Message cef;
    private RecordFields fields;

    private EncodedRecord(Object record) {
        this.record = record;
    }

    static EncodedRecord of(SensorEvent event) {
        return new EncodedRecord(event);
    }

    static EncodedRecord of(Alert alert) {
        return new EncodedRecord(alert);
    }

    static EncodedRecord of(AlertUpdate update) {
        return new EncodedRecord(update);
    }

    /** Passes the record to the method of the sink for its kind. */
    void to(RecordSink sink) {
        if (record instanceof SensorEvent event) {
            sink.onEvent(event);
        } else if (record instanceof Alert alert) {
            sink.onAlert(alert);
        } else {
            sink.onAlertUpdate((AlertUpdate) record);
        }
    }

    boolean shownAt(EventLevel level) {
        return record instanceof SensorEvent event ? level.shows(event) : level.showsAlerts();
    }

    /** The record as one JSON object of the Elastic Common Schema. */
    Message json() {
        if (json == null) {
            json = Message.of(kind(), visible(text()).getBytes(StandardCharsets.UTF_8));
        }
        return json;
    }

    /**
     * The same JSON, with characters that move a cursor or change the direction of reading escaped, such as
     * {@code \\u202e}.
     */
    private static String visible(String text) {
        int at = 0;
        while (at < text.length() && (text.charAt(at) < DELETE || VisibleText.plain(text.codePointAt(at)))) {
            at++;
        }
        if (at == text.length()) {
            return text;
        }
        StringBuilder visible = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); ) {
            int character = text.codePointAt(i);
            int end = i + Character.charCount(character);
            if (character < DELETE || VisibleText.plain(character)) {
                visible.appendCodePoint(character);
            } else {
                text.substring(i, end).chars().forEach(unit -> visible.append(String.format("\\u%04x", unit)));
            }
            i = end;
        }
        return visible.toString();
    }

    /** The JSON with a key for records that must stay in order: an alert with its updates, the events of a client. */
    Message keyed() {
        return new Message(kind(), key().getBytes(StandardCharsets.UTF_8), json().body());
    }

    private String key() {
        if (record instanceof SensorEvent event) {
            return clientOf(event).toString();
        }
        return record instanceof Alert alert ? alert.id() : ((AlertUpdate) record).alertId();
    }

    private static IpAddress clientOf(SensorEvent event) {
        if (event instanceof FileWrite write) {
            return write.clientIdentity();
        }
        return event instanceof ExecutionObserved run ? run.endpoints().clientIdentity() : event.client();
    }

    /** The record in the Common Event Format. */
    Message cef() {
        if (cef == null) {
            cef = Message.of(kind(), CefText.of(fields()).getBytes(StandardCharsets.UTF_8));
        }
        return cef;
    }

    /** The record's fields by their names. */
    RecordFields fields() {
        if (fields == null) {
            fields = RecordFields.of(json().body());
        }
        return fields;
    }

    private Message.Kind kind() {
        return record instanceof SensorEvent ? Message.Kind.EVENT : Message.Kind.ALERT;
    }

    private String text() {
        if (record instanceof SensorEvent event) {
            return EVENTS.toJson(event);
        }
        return record instanceof Alert alert ? ALERTS.toJson(alert) : ALERTS.toJson((AlertUpdate) record);
    }
}
