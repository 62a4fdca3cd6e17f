package io.sharetap.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.sharetap.base.Anomaly;
import io.sharetap.base.Ledger;
import io.sharetap.base.Limits;
import io.sharetap.frame.FrameDecoder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortsInForceTest {
    private static final Path CAPTURE = Path.of("..", "pcaps", "executed-over-tcp", "capture.pcap");

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void portsThatServersGiveOutAreReportedAndCountedWhereTheyComeLate(boolean atOnce) throws IOException {
        Ledger ledger = new Ledger();
        PortsInForce.Wanted wanted = new PortsInForce.Wanted(new int[0]);
        List<String> reported = new ArrayList<>();
        wanted.onCallPorts(ports -> {
            reported.add(Arrays.toString(ports));
            return atOnce;
        });
        FrameDecoder decoder = new FrameDecoder(Limits.defaults(), ledger, new int[0], false, segment -> {});
        PortsInForce ports = new PortsInForce(decoder, wanted, new int[0], ledger);
        FramesInMemory source = new FramesInMemory(RecordedFrame.of(CAPTURE));
        while (source.poll(ports, Integer.MAX_VALUE) >= 0) {}
        assertFalse(reported.isEmpty());
        assertEquals(atOnce ? 0 : reported.size(), ledger.of(Anomaly.CALL_PORTS_LATE));
    }
}
