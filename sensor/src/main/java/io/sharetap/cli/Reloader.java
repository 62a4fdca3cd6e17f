package io.sharetap.cli;

import io.sharetap.capture.LiveSource;
import io.sharetap.config.KeySource;
import io.sharetap.config.OutputTarget;
import io.sharetap.config.SensorConfig;
import io.sharetap.config.SettingsInForce;
import io.sharetap.config.SettingsInForce.Change;
import io.sharetap.config.SettingsInForce.Reading;
import io.sharetap.config.WrongSetting;
import io.sharetap.pipeline.Pipeline;
import io.sharetap.status.ReloadCounts;
import io.sharetap.status.StatusServer;
import java.util.function.Consumer;

/**
 * Makes a watching sensor read its settings again, and reports for each changed one whether it is in force. If there is
 * any mistake, nothing is changed.
 */
final class Reloader {
    private static final String WORD = "reload: ";

    private final SettingsInForce settings;
    private final LiveSource source;
    private final DetectorOpener detectors;
    private final RecordOutput output;
    private final Consumer<String> messages;
    /** The source of secrets that the pipeline uses. */
    private final KeySource keys;

    private Pipeline pipeline;
    private StatusServer server;
    private volatile ReloadCounts counts = new ReloadCounts(0, 0, System.currentTimeMillis());

    Reloader(
            SettingsInForce settings,
            LiveSource source,
            DetectorOpener detectors,
            RecordOutput output,
            Consumer<String> messages) {
        this.settings = settings;
        keys = settings.config().keys();
        this.source = source;
        this.detectors = detectors;
        this.output = output;
        this.messages = messages;
    }

    /** Sets the running pipeline. */
    synchronized void runs(Pipeline running) {
        pipeline = running;
    }

    /** Sets the HTTP server. */
    synchronized void answers(StatusServer answering) {
        server = answering;
    }

    /** How often settings were read again; any thread may ask. */
    ReloadCounts counts() {
        return counts;
    }

    /** Reads the settings again, on the signal's thread. */
    synchronized void reload() {
        Reading reading;
        Runnable adjustment;
        try {
            reading = settings.read();
            adjustment = detectors.adjustment(reading.config());
        } catch (WrongSetting e) {
            e.getMessage().lines().forEach(line -> messages.accept(WORD + line));
            messages.accept(WORD + "nothing was changed");
            counts = counts.withFailure();
            return;
        }
        adjustment.run();
        takeOutside(reading);
        settings.take(reading);
        reading.changes().forEach(this::report);
        reportFiles(reading.config());
        long changed = reading.changes().size() - reading.waiting();
        messages.accept(WORD + "done: " + changed + (changed == 1 ? " setting changed" : " settings changed")
                + (reading.waiting() == 0 ? "" : ", " + reading.waiting() + " more need a restart"));
        counts = counts.withSuccess(System.currentTimeMillis());
    }

    /** Puts settings outside of the detector into force, where they differ. */
    private void takeOutside(Reading reading) {
        SensorConfig before = settings.config();
        SensorConfig now = reading.config();
        if (!before.smbPorts().equals(now.smbPorts())) {
            source.watchPorts(now.smbPorts());
            pipeline.watchPorts(now.smbPorts());
        }
        keys.takeFrom(now.keys());
        if (server != null) {
            server.ask(now.httpToken());
        }
        if (output.outputs() != null) {
            takeOutputs(before, now);
        }
    }

    private void takeOutputs(SensorConfig before, SensorConfig now) {
        output.outputs().reopen();
        try {
            if (!before.outputs().equals(now.outputs())) {
                output.outputs().replace(now.outputs().isEmpty() ? OutputTarget.STANDARD_OUTPUT : now.outputs());
            }
        } catch (WrongSetting e) {
            messages.accept(WORD + e.getMessage() + "; the outputs go on as they were");
        }
    }

    private void report(Change change) {
        messages.accept(WORD + change.key() + ": " + change.before() + " -> " + change.now() + " (" + change.origin()
                + "): " + (change.reloaded() ? "in force" : "needs a restart"));
    }

    /** Reports files that were read again although their names in the settings are the same. */
    private void reportFiles(SensorConfig now) {
        for (SensorConfig.InForce setting : now.inForce()) {
            boolean file = setting.key().equals("lists")
                    || setting.key().equals("leases")
                    || setting.key().equals("keys")
                    || setting.key().equals("keytab");
            if (file && !setting.text().isEmpty()) {
                messages.accept(WORD + setting.key() + ": " + setting.text() + " was read again");
            }
        }
    }
}
