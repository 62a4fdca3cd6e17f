package io.sharetap.cli;

import io.sharetap.capture.InterfaceCounts;
import io.sharetap.capture.LiveSource;
import io.sharetap.capture.ProcessRights;
import io.sharetap.capture.Supervisor;
import io.sharetap.config.SensorConfig;
import io.sharetap.config.SettingsInForce;
import io.sharetap.config.WrongSetting;
import io.sharetap.pipeline.Pipeline;
import io.sharetap.pipeline.RunResult;
import io.sharetap.status.StatusServer;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Watches interfaces until it is stopped, and reports what is written and which of it is uncommon. */
@Command(
        name = "watch",
        description = {
            "Watches interfaces, usually span ports, and raises alerts on uncommon executables.",
            "It needs the right to capture (CAP_NET_RAW) and gives up all other rights; root can name the user"
                    + " that it becomes (--set user=NAME).",
            "SIGTERM and SIGINT end it in order, SIGHUP makes it read its settings again."
        },
        mixinStandardHelpOptions = true)
final class WatchCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    private final SharedOptions options = new SharedOptions();

    @Option(
            names = {"-i", "--interface"},
            paramLabel = "IFACE",
            description = "Watch this interface; repeatable. See sharetap interfaces.")
    private List<String> interfaces;

    @Option(
            names = "--http",
            paramLabel = "HOST:PORT|off",
            description = "Serve a web page, /metrics, /healthz, /readyz and /api/… here (default: 127.0.0.1:9475).")
    private String http;

    WatchCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    CommandSpec spec() {
        return options.addTo(CommandSpec.forAnnotatedObject(this));
    }

    @Override
    public Integer call() throws IOException {
        if (interfaces != null) {
            options.say("interfaces", String.join(",", interfaces), "option -i");
        }
        if (http != null) {
            options.say("http", http, "option --http");
        }
        surroundings.stop().onHangUp(() -> {}); // the settings are being read at this moment
        SettingsInForce settings = options.inForce(surroundings.environment());
        SensorConfig config = settings.config();
        List<String> watched = config.interfaces().stream().distinct().toList();
        if (watched.isEmpty()) {
            throw new WrongSetting("no interface is named: sharetap watch -i IFACE; sharetap interfaces lists them");
        }
        ProcessRights.reduce(
                config.user(),
                Stream.of(config.baseline(), config.extract())
                        .filter(Objects::nonNull)
                        .toList(),
                surroundings::say,
                surroundings.stop()::stopped);
        try (LiveSource source = LiveSource.open(watched, config.capture(), config.smbPorts(), surroundings::say);
                DetectorOpener detectors = DetectorOpener.forWatch(config, surroundings::say);
                RecordOutput output = new RecordOutput(config, surroundings, true)) {
            Reloader reloader = new Reloader(settings, source, detectors, output, surroundings::say);
            config.keys().reportTo(surroundings::say);
            return watch(config, source, detectors, output, reloader);
        }
    }

    private int watch(
            SensorConfig config, LiveSource source, DetectorOpener detectors, RecordOutput output, Reloader reloader)
            throws IOException {
        WatchedSensor watched = new WatchedSensor(
                source, detectors, output, reloader, config.history().capacity());
        if (config.http() == null) {
            Pipeline pipeline = Pipeline.of(config, detectors, output.records(), output.folder());
            return watch(pipeline, source, detectors, output, watched, reloader);
        }
        try (StatusServer server = StatusServer.start(config.http(), config.httpToken(), watched)) {
            reloader.answers(server);
            surroundings.say("the page is at " + server.page());
            Pipeline pipeline = Pipeline.of(config, detectors, server.counting(output.records()), output.folder());
            return watch(pipeline, source, detectors, output, watched, reloader);
        }
    }

    private int watch(
            Pipeline pipeline,
            LiveSource source,
            DetectorOpener detectors,
            RecordOutput output,
            WatchedSensor watched,
            Reloader reloader) {
        watched.runs(pipeline);
        reloader.runs(pipeline);
        surroundings.stop().onHangUp(reloader::reload);
        output.onBroken(source::end);
        detectors.onLost(source::end);
        surroundings.say("watching " + String.join(", ", source.names()));
        RunResult result;
        Supervisor manager = Supervisor.of(surroundings.environment());
        try (Supervision supervision = Supervision.begin(manager, source::polls, () -> detectors.shown() == null)) {
            surroundings.stop().onStop(() -> {
                supervision.close();
                source.end();
            });
            result = pipeline.run(source, (read, total) -> {});
        }
        surroundings.stop().onHangUp(() -> {});
        surroundings.stop().onStop(() -> {});
        output.close(result, detectors.counts(), List.of());
        source.counts().forEach(each -> surroundings.say(text(each)));
        detectors.finish();
        boolean whole = !output.failed() && result.faults().count() == 0 && !detectors.lost();
        return whole ? Sharetap.DONE : Sharetap.DAMAGED;
    }

    private static String text(InterfaceCounts counts) {
        return counts.name() + ": " + counts.packets() + " packets taken; lost by kernel " + counts.droppedKernel()
                + ", interface " + counts.droppedInterface() + ", ring " + counts.droppedRing();
    }
}
