package io.sharetap.output.deliver;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sharetap.config.HostAndPort;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SyslogDatagramsTest {
    @Test
    void whereNobodyListensThatIsSaid() throws Exception {
        int port;
        try (DatagramSocket free = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        List<String> said = new CopyOnWriteArrayList<>();
        Backlog.Terms terms = new Backlog.Terms(false, 1 << 16, 1_000_000_000L);
        Delivery delivery =
                new Delivery("log", new SyslogDatagrams(new HostAndPort("127.0.0.1", port)), null, terms, said::add);
        delivery.start();
        for (int i = 0; said.isEmpty(); i++) {
            delivery.offer(FakeReceiver.message("record " + i));
            Thread.sleep(20);
        }
        delivery.close();
        assertEquals("output log: nobody listens there; records wait until it takes them again", said.get(0));
    }
}
