package io.sharetap.output.deliver;

import io.sharetap.config.HostAndPort;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.List;

/** Sends each message as a datagram (RFC 5426). Losses in the network cannot be counted. */
final class SyslogDatagrams implements Receiver {
    private static final int DATAGRAM_BYTES_MAX = 65_507;

    private final HostAndPort address;
    private DatagramChannel channel;

    SyslogDatagrams(HostAndPort address) {
        this.address = address;
    }

    @Override
    public void deliver(List<Message> messages, Progress progress) throws IOException {
        try {
            if (channel == null) {
                channel = connected();
            }
            for (Message message : messages) {
                if (message.body().length > DATAGRAM_BYTES_MAX) {
                    progress.refused(Loss.TOO_LARGE);
                } else {
                    channel.write(ByteBuffer.wrap(message.body()));
                    progress.taken(1);
                }
            }
        } catch (IOException e) {
            close(); // the host may have another address by now
            throw e;
        }
    }

    private DatagramChannel connected() throws IOException {
        InetSocketAddress found = ReceiverAddress.of(address);
        DatagramChannel opened = DatagramChannel.open();
        try {
            return opened.connect(found);
        } catch (IOException e) {
            opened.close();
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        if (channel != null) {
            channel.close();
            channel = null;
        }
    }
}
