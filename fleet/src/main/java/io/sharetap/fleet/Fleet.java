package io.sharetap.fleet;

import io.sharetap.baseline.BaselineSettings;
import io.sharetap.capture.Supervisor;
import io.sharetap.cli.StopSignal;
import io.sharetap.cli.UsageMistake;
import io.sharetap.detect.DetectorSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.StringWriter;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.streams.StreamsConfig;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The program {@code sharetap fleet}: judges the writes of many sensors until it is stopped. */
@Command(
        name = "sharetap fleet",
        description = "Judges the writes that many sensors publish to Kafka, with one memory of them all.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "sharetap fleet alerts --bootstrap HOST:PORT prints the alerts;",
            "sharetap fleet seed --bootstrap HOST:PORT DIR… gives it the baselines of single sensors;",
            "sharetap fleet show HASH|HOST says what it knows of an executable or a host.",
            "Exit: 0 stopped; 1 it failed; 2 wrong usage, wrong settings, a topic that cannot be used."
        })
public final class Fleet implements Callable<Integer> {
    static final int FAILED = 1;
    static final int WRONG = 2;

    private static final Map<String, Supplier<Callable<Integer>>> COMMANDS =
            Map.of("alerts", AlertsCommand::new, "seed", SeedCommand::new, "show", ShowCommand::new);

    @Mixin
    private Brokers brokers;

    @Mixin
    private Input input;

    @Option(
            names = "--lateness",
            paramLabel = "60s",
            defaultValue = "PT60S",
            converter = DurationConverter.class,
            description = "how much later than an event with a newer time an event may arrive (60s)")
    private Duration lateness;

    @Option(
            names = "--activation",
            paramLabel = "14d",
            defaultValue = "P14D",
            converter = DurationConverter.class,
            description = "observed days before alerts are raised; 0d: from the first write on (14d)")
    private Duration activation;

    @Option(
            names = "--state",
            paramLabel = "DIR",
            defaultValue = "fleet-state",
            description = "folder of the stores (${DEFAULT-VALUE})")
    private Path state;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "2",
            description = "threads of this instance (${DEFAULT-VALUE})")
    private int threads;

    @Option(
            names = "--standbys",
            paramLabel = "N",
            defaultValue = "0",
            description = "copies of each store on other instances, which take over at once (${DEFAULT-VALUE})")
    private int standbys;

    @Option(
            names = "--http",
            paramLabel = "HOST:PORT|off",
            defaultValue = "127.0.0.1:9476",
            description = "address of metrics, health and the answers to fleet show; off: none (${DEFAULT-VALUE})")
    private String http;

    @Option(
            names = "--http-named",
            paramLabel = "HOST:PORT",
            description = "address at which other instances reach --http (default: the same)")
    private String named;

    @Mixin
    private Token token;

    private Fleet() {}

    /** Options that name the fleet. */
    static final class Brokers {
        @Option(
                names = "--bootstrap",
                paramLabel = "HOST:PORT",
                required = true,
                description = "brokers, separated by commas")
        private String bootstrap;

        @Option(
                names = "--name",
                paramLabel = "NAME",
                defaultValue = "sharetap-fleet",
                description =
                        "name of the fleet: its consumer group, and what its topics begin with (${DEFAULT-VALUE})")
        private String name;

        @Option(
                names = "--client-config",
                paramLabel = "FILE",
                description = "file of settings of Kafka's clients, such as TLS and SASL")
        private Path config;

        String name() {
            return name;
        }

        /** The message where the brokers do not answer. */
        String cannotBeAsked(Throwable fault) {
            Throwable deepest = fault;
            while (deepest.getCause() != null) {
                deepest = deepest.getCause();
            }
            return deepest instanceof TimeoutException
                    ? "no broker answers at " + bootstrap + ": start one, or say where one is (--bootstrap)"
                    : "the brokers at " + bootstrap + " cannot be asked: " + deepest.getMessage();
        }

        Properties properties() throws IOException {
            Properties all = new Properties();
            if (config != null) {
                try (Reader reader = Files.newBufferedReader(config, StandardCharsets.UTF_8)) {
                    all.load(reader);
                }
            }
            for (String broker : bootstrap.split(",", -1)) {
                HttpAddresses.parse("--bootstrap", broker.strip());
            }
            all.setProperty(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
            return all;
        }
    }

    /** The option for the token that is required over HTTP. */
    static final class Token {
        static final String OPTION = "--http-token";

        @Option(
                names = OPTION,
                paramLabel = "TOKEN",
                defaultValue = "${env:SHARETAP_HTTP_TOKEN}",
                showDefaultValue = CommandLine.Help.Visibility.NEVER,
                description = {
                    "token that a request over HTTP for more than health must carry; the same for all instances",
                    "(or SHARETAP_HTTP_TOKEN, which nobody sees in a list of processes)"
                })
        private String text;

        /** The token; null where there is none. */
        String text() {
            return text == null || text.isEmpty() ? null : text;
        }

        /** The token that the environment gives; null: none. */
        static String ofEnvironment() {
            return System.getenv("SHARETAP_HTTP_TOKEN");
        }
    }

    /** Options that name the topic to which sensors publish. */
    static final class Input {
        @Option(
                names = "--topic",
                paramLabel = "TOPIC",
                defaultValue = "sharetap-writes",
                description = "topic to which sensors publish (${DEFAULT-VALUE})")
        private String topic;

        @Option(
                names = "--partitions",
                paramLabel = "N",
                defaultValue = "8",
                description =
                        "partitions of that topic if it has to be created, and parts of the memory (${DEFAULT-VALUE})")
        private int partitions;

        String topic() {
            return topic;
        }

        int partitions() {
            return atLeast(1, "--partitions", partitions);
        }
    }

    /** Runs the command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        if (arguments.length > 0 && !arguments[0].startsWith("-") && !COMMANDS.containsKey(arguments[0])) {
            say(UsageMistake.noCommand(arguments[0], new TreeSet<>(COMMANDS.keySet())));
            say("try: sharetap fleet --help");
            System.exit(WRONG);
        }
        // Without subcommands: picocli would require the options of both.
        Callable<Integer> own = arguments.length == 0
                ? null
                : COMMANDS.getOrDefault(arguments[0], () -> null).get();
        CommandLine line = new CommandLine(own == null ? new Fleet() : own);
        StringWriter printed = new StringWriter(); // usage or version
        line.setOut(new PrintWriter(printed));
        line.getCommandSpec().version(version());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setParameterExceptionHandler((wrong, rest) -> {
            UsageMistake.explain(wrong).forEach(Fleet::say);
            return WRONG;
        });
        line.setExecutionExceptionHandler((fault, command, rest) -> {
            if (fault instanceof WrongOption) {
                say(fault.getMessage());
                return WRONG;
            }
            if (fault instanceof NoSuchFileException missing) {
                say(missing.getFile() + ": there is no such file or folder");
                return WRONG;
            }
            say(fault.getMessage() == null ? fault.toString() : fault.getMessage());
            return FAILED;
        });
        String[] options = own == null ? arguments : Arrays.copyOfRange(arguments, 1, arguments.length);
        int code;
        try {
            OptionsFile.addTo(line, names(), options);
            code = line.execute(options);
        } catch (WrongOption e) {
            say(e.getMessage());
            code = WRONG;
        }
        System.exit(printed.getBuffer().isEmpty() ? code : Math.max(code, StandardOutput.print(printed.toString())));
    }

    /** The names of the options that a file may give: all options of an instance. */
    private static Set<String> names() {
        return new CommandLine(new Fleet())
                .getCommandSpec().options().stream()
                        .filter(option -> !option.usageHelp() && !option.versionHelp())
                        .map(OptionsFile::name)
                        .collect(Collectors.toSet());
    }

    /** From the manifest of the program's own jar. */
    private static String version() {
        String version = Fleet.class.getPackage().getImplementationVersion();
        return "sharetap " + (version == null ? "(not packaged)" : version);
    }

    /** An option's value cannot be used; the message says why. */
    static final class WrongOption extends RuntimeException {
        private static final long serialVersionUID = 1;

        WrongOption(String message) {
            super(message);
        }
    }

    private static int atLeast(int least, String option, int value) {
        if (value < least) {
            throw new WrongOption(option + ": it is at least " + least);
        }
        return value;
    }

    static void say(String message) {
        System.err.println("sharetap: " + message);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        InetSocketAddress address = http.equals("off") ? null : HttpAddresses.of("--http", http);
        if (address != null && token.text() == null && !HttpAddresses.isLoopback(address)) {
            throw new WrongOption("--http: anyone who can reach " + http
                    + " could ask it: set a token (--http-token, or SHARETAP_HTTP_TOKEN)");
        }
        Properties client = brokers.properties();
        try (FleetHttp answers = address == null ? null : listen(address)) {
            if (answers != null) {
                client.setProperty(
                        StreamsConfig.APPLICATION_SERVER_CONFIG, HttpAddresses.reached(named, answers.address()));
            }
            return run(client, answers);
        }
    }

    private FleetHttp listen(InetSocketAddress address) {
        try {
            return new FleetHttp(address, token.text());
        } catch (IOException e) {
            throw new WrongOption("http " + http + " cannot be listened at: " + e.getMessage()
                    + "; choose another (--http HOST:PORT), or none (--http off)");
        }
    }

    private int run(Properties client, FleetHttp answers) throws IOException, InterruptedException {
        if (!activation.equals(Duration.ofDays(activation.toDays()))) {
            throw new WrongOption("--activation: it is whole days such as 14d");
        }
        DetectorSettings detector = DetectorSettings.defaults();
        FleetApp.Start start = new FleetApp.Start(
                client,
                brokers.name(),
                input.topic(),
                input.partitions(),
                state,
                atLeast(1, "--threads", threads),
                atLeast(0, "--standbys", standbys),
                lateness,
                BaselineSettings.defaults(),
                detector.with(detector.alert().withActivationDays((int) activation.toDays())),
                token.text());
        StopSignal stop = new StopSignal();
        stop.onStop(Thread.currentThread()::interrupt); // interrupts waiting for brokers
        stop.onHangUp(
                () -> say("SIGHUP changes nothing: settings are read at the start only; restart the fleet to apply"
                        + " changed ones, no record is lost"));
        stop.listen();
        try (FleetApp app = new FleetApp(start, Fleet::say)) {
            runUntilStopped(app, answers, stop);
            return 0;
        } catch (FleetTopics.WrongTopic e) {
            say(e.getMessage());
            return WRONG;
        } catch (ExecutionException e) {
            say(brokers.cannotBeAsked(e.getCause()));
            return FAILED;
        } catch (InterruptedException | KafkaException e) {
            if (stop.stopped()) {
                return 0; // it was waiting for brokers, or about to begin
            }
            say(brokers.cannotBeAsked(e));
            return FAILED;
        }
    }

    private void runUntilStopped(FleetApp app, FleetHttp answers, StopSignal stop) throws InterruptedException {
        CountDownLatch stopped = new CountDownLatch(1);
        stop.onStop(stopped::countDown);
        app.start();
        if (answers != null) {
            answers.answerFor(app);
        }
        say("judging what comes to " + input.topic()
                + (answers == null ? "" : "; http://" + HttpAddresses.text(answers.address()) + "/metrics"));
        Supervisor.of(System.getenv()).send("READY=1");
        stopped.await();
    }
}
