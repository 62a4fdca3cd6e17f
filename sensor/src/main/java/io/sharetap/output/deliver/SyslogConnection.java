package io.sharetap.output.deliver;

import io.sharetap.config.HostAndPort;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Sends messages over a connection, each preceded by its length (RFC 6587, 3.4.1; RFC 5425). Syslog has no answer: when
 * a connection breaks, the latest messages may not have arrived, and are sent again over the next one.
 */
final class SyslogConnection implements Receiver {
    private static final int CONNECT_MILLIS = 10_000;
    /** After this time a message counts as received: otherwise the connection would have broken earlier. */
    private static final long UNSURE_NANOS = 30_000_000_000L;

    private static final int UNSURE_BYTES_MAX = 512 << 10;
    private static final int SEND_BUFFER_BYTES = 64 << 10;
    private static final int WRITE_BYTES = 16 << 10;
    private static final long CLOSE_MILLIS = 2_000;

    private final String name;
    private final HostAndPort address;
    private final TlsSource tls;
    private final Deque<Sent> unsure = new ArrayDeque<>();
    private long unsureBytes;
    private boolean sendingAgain;
    private volatile Peer peer;

    private record Sent(Message message, long nanos) {}

    SyslogConnection(String name, HostAndPort address, TlsSource tls) {
        this.name = name;
        this.address = address;
        this.tls = tls;
    }

    @Override
    public void deliver(List<Message> messages, Progress progress) throws IOException {
        try {
            connectAgainIfGone();
            int from = 0;
            while (from < messages.size()) {
                int to = from;
                ByteArrayOutputStream frames = new ByteArrayOutputStream(WRITE_BYTES + 1_024);
                while (to < messages.size() && frames.size() < WRITE_BYTES) {
                    frame(messages.get(to++), frames);
                }
                frames.writeTo(peer.socket.getOutputStream());
                for (Message sent : messages.subList(from, to)) {
                    remember(sent);
                }
                progress.taken(to - from);
                from = to;
            }
        } catch (IOException e) {
            abort();
            throw e;
        }
    }

    private static void frame(Message message, ByteArrayOutputStream frames) {
        frames.writeBytes((message.body().length + " ").getBytes(StandardCharsets.US_ASCII));
        frames.writeBytes(message.body());
    }

    private void remember(Message sent) {
        unsure.add(new Sent(sent, System.nanoTime()));
        unsureBytes += sent.weight();
        forgetBefore(System.nanoTime() - UNSURE_NANOS);
    }

    private void forgetBefore(long nanos) {
        while (!unsure.isEmpty()
                && (unsureBytes > UNSURE_BYTES_MAX || unsure.getFirst().nanos() - nanos < 0)) {
            unsureBytes -= unsure.remove().message().weight();
        }
    }

    private void connectAgainIfGone() throws IOException {
        if (peer != null && !peer.gone) {
            return;
        }
        if (peer != null && !sendingAgain) {
            forgetBefore(peer.goneNanos - UNSURE_NANOS);
            sendingAgain = true; // from here on all of them are remembered, however long the receiver is away
        }
        abort();
        Peer next = new Peer(connected());
        peer = next;
        next.watch();
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        List<Message> again = unsure.stream().map(Sent::message).toList();
        again.forEach(message -> frame(message, frames));
        frames.writeTo(next.socket.getOutputStream());
        sendingAgain = false;
        unsure.clear();
        unsureBytes = 0;
        again.forEach(this::remember);
    }

    private Socket connected() throws IOException {
        InetSocketAddress found = ReceiverAddress.of(address);
        Socket plain = new Socket();
        try {
            plain.setSendBufferSize(SEND_BUFFER_BYTES);
            plain.connect(found, CONNECT_MILLIS);
            plain.setKeepAlive(true);
            plain.setTcpNoDelay(true);
            return tls == null ? plain : secured(plain);
        } catch (IOException e) {
            plain.close();
            throw e;
        }
    }

    private Socket secured(Socket plain) throws IOException {
        SSLContext context = tls.context();
        SSLSocketFactory sockets =
                context == null ? (SSLSocketFactory) SSLSocketFactory.getDefault() : context.getSocketFactory();
        SSLSocket socket = (SSLSocket) sockets.createSocket(plain, address.host(), address.port(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS"); // the certificate must be for this host
        socket.setSSLParameters(parameters);
        socket.setSoTimeout(CONNECT_MILLIS);
        socket.startHandshake();
        socket.setSoTimeout(0);
        return socket;
    }

    @Override
    public void onPause() throws IOException {
        if (peer != null && peer.gone) {
            connectAgainIfGone(); // messages sent last are sent again at once
        }
    }

    @Override
    public void abort() {
        Peer present = peer;
        if (present != null) {
            present.close();
        }
    }

    /** Waits a little until the receiver closes, too: it has then read everything. */
    @Override
    public void close() throws IOException {
        if (peer == null) {
            return;
        }
        if (peer.gone) {
            connectAgainIfGone();
        }
        peer.socket.shutdownOutput();
        peer.awaitGone(CLOSE_MILLIS);
        peer.close();
    }

    /** The other end. It sends nothing, but it may close the connection, which is noticed at once. */
    private final class Peer {
        private final Socket socket;
        private final Thread watcher;
        private volatile boolean gone;
        private volatile long goneNanos;

        Peer(Socket socket) {
            this.socket = socket;
            watcher = new Thread(this::readToTheEnd, "peer-" + name);
            watcher.setDaemon(true);
        }

        void watch() {
            watcher.start();
        }

        private void readToTheEnd() {
            byte[] unread = new byte[512];
            try {
                int read = 0;
                while (read >= 0) {
                    read = socket.getInputStream().read(unread); // whatever it sends is ignored
                }
            } catch (IOException e) {
                // The connection is gone in any case.
            }
            leave();
        }

        private synchronized void leave() {
            if (!gone) {
                goneNanos = System.nanoTime();
                gone = true;
            }
        }

        void awaitGone(long millis) {
            try {
                watcher.join(millis);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        void close() {
            leave();
            try {
                socket.close();
            } catch (IOException e) {
                // The socket is of no use any more.
            }
        }
    }
}
