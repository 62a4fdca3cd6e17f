package io.sharetap.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * Runs what a replay and a live run do at their start, for the launchers: Java writes the classes loaded meanwhile into
 * an archive, from which later starts map them. If the process may not capture, the archive lacks the classes of
 * {@code watch}, which then starts more slowly.
 */
@Command(
        name = "rehearse",
        hidden = true,
        description = "Loads what replay and watch use at their start, of samples; for the launcher.")
final class RehearseCommand implements Callable<Integer> {
    private static final String INTERFACE = "lo";
    private static final List<String> ASKED = List.of("/readyz", "/healthz", "/metrics", "/api/status", "/");
    private static final Pattern PAGE = Pattern.compile("the page is at (\\S+)");

    /**
     * Classes that the samples do not reach: for signatures that lead to a shipped root and have a time stamp, as no
     * such sample can be made, and for connections that were open before.
     */
    private static final List<String> BEYOND_THE_SAMPLES = List.of(
            "io.netty.buffer.HeapByteBufUtil",
            "io.sharetap.rpc.RpcStreams$Either",
            "io.sharetap.signature.EpochSeconds",
            "io.sharetap.tcp.HeldSegment",
            "io.sharetap.tcp.Pickup",
            "io.sharetap.tcp.SmbPorts",
            "org.bouncycastle.asn1.ASN1Set$2",
            "org.bouncycastle.asn1.LocaleUtil",
            "org.bouncycastle.asn1.tsp.Accuracy",
            "org.bouncycastle.asn1.tsp.MessageImprint",
            "org.bouncycastle.asn1.tsp.TSTInfo",
            "org.bouncycastle.asn1.x509.BasicConstraints",
            "org.bouncycastle.asn1.x509.ExtendedKeyUsage",
            "org.bouncycastle.asn1.x509.GeneralName",
            "org.bouncycastle.asn1.x509.KeyUsage",
            "org.bouncycastle.asn1.x509.X509Extension",
            "org.bouncycastle.cms.CMSProcessableByteArray",
            "sun.security.rsa.RSASignature$SHA1withRSA");

    private final Surroundings surroundings;

    @Parameters(index = "0", paramLabel = "BASELINE", description = "for a baseline; the launcher removes it")
    private Path baseline;

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "CAPTURE")
    private List<Path> samples;

    RehearseCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException, ClassNotFoundException {
        for (String name : BEYOND_THE_SAMPLES) {
            Class.forName(name);
        }
        // Watching comes first: where capabilities are given up, it restarts the process.
        watch();
        return Math.max(replay("json"), replay("text"));
    }

    /** Replays each sample on its own, as they use the same hosts and ports at different times. */
    private int replay(String format) {
        int worst = Sharetap.DONE;
        for (Path sample : samples) {
            String[] arguments = {"replay", "--format", format, "--workers", "1", sample.toString()};
            worst = Math.max(worst, Sharetap.run(quiet(surroundings.err(), surroundings.stop()), arguments));
        }
        return worst;
    }

    /**
     * Watches an interface with little traffic twice, the second time with an existing baseline, until everything was
     * requested. Not being allowed to capture is no fault.
     */
    private void watch() {
        int code = Sharetap.DONE;
        for (int run = 0; run < 2 && code == Sharetap.DONE; run++) {
            StopSignal stop = new StopSignal();
            PrintStream messages = new PrintStream(new AskingAt(stop), true, StandardCharsets.UTF_8);
            String[] arguments = {"watch", "-i", INTERFACE, "--http", "127.0.0.1:0", "--baseline", baseline.toString()};
            code = Sharetap.run(quiet(messages, stop), arguments);
        }
    }

    /** Without settings from the environment, and without an output for records. */
    private static Surroundings quiet(PrintStream err, StopSignal stop) {
        return new Surroundings(
                InputStream.nullInputStream(), OutputStream.nullOutputStream(), err, Map.of(), false, false, stop);
    }

    /**
     * Takes the messages of a live run; when one says where its page is, requests everything there and ends the run.
     */
    private static final class AskingAt extends ByteArrayOutputStream {
        private final StopSignal stop;
        private boolean asked;

        AskingAt(StopSignal stop) {
            this.stop = stop;
        }

        @Override
        public void flush() {
            Matcher page = PAGE.matcher(toString(StandardCharsets.UTF_8));
            if (!asked && page.find()) {
                asked = true;
                URI address = URI.create(page.group(1));
                Thread asking = new Thread(() -> askAll(address.getPort()), "rehearsal");
                asking.setDaemon(true);
                asking.start();
            }
        }

        private void askAll(int port) {
            try {
                for (String path : ASKED) {
                    ask(port, path);
                }
            } catch (IOException e) {
                // The run has ended by itself.
            } finally {
                stop.stop();
            }
        }

        private static void ask(int port, String path) throws IOException {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
                socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
                socket.getInputStream().readAllBytes();
            }
        }
    }
}
