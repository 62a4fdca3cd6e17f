package io.sharetap.smb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sharetap.base.Anomaly;
import io.sharetap.base.Ledger;
import io.sharetap.base.Limits;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What captures made by others hold of SMB1; sizes and hashes are those of their README. */
class Smb1CapturesTest {
    private static final String EICAR_SHA256 = "275a021bbfb6489e54d471899f7db9d1663fc695ec2fe2a2c4538aabf651fd0f";

    private final WrittenFiles written = new WrittenFiles();

    @Test
    void psexecWritesItsServiceAndItsTool() throws IOException {
        replay("psexec-smb1.pcap");
        Map<String, String> files = written.files();
        assertEquals(2, files.size(), files.toString());
        assertTrue(files.get("PSEXESVC.EXE").startsWith("181064 bytes 1d4d787047200fc7"), files.toString());
        assertTrue(files.get("PSKLLSVC.EXE").startsWith("465672 bytes ab46c7b740a7a994"), files.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"smb1-andx-write-padding.pcap", "smb1-overlapping-segments.pcap", "smb1-random-segmentation.pcap"
            })
    void theTestFileIsWhole(String capture) throws IOException {
        replay(capture);
        assertEquals(Map.of("eicar", "68 bytes " + EICAR_SHA256), written.files());
    }

    @ParameterizedTest
    @ValueSource(strings = {"psexec-smb1.pcap", "smb1-andx-write-padding.pcap", "smb1-overlapping-segments.pcap"})
    void thereAreAsManyMessagesOfEachCommandAsTsharkFinds(String capture) throws IOException, InterruptedException {
        long[][] expected = Tshark.smb1Messages(CaptureReplay.shared(capture));
        Ledger ledger = replay(capture);
        for (int command = 0; command < expected.length; command++) {
            assertEquals(expected[command][0], ledger.messages(false, command, false), "requests of " + command);
            assertEquals(expected[command][1], ledger.messages(false, command, true), "answers to " + command);
        }
        assertEquals(0, ledger.of(Anomaly.SMB1_BODY_SHORT));
        assertEquals(0, ledger.of(Anomaly.SMB1_FIELD_BEYOND_MESSAGE));
        assertEquals(0, ledger.of(Anomaly.SMB1_ANDX_INVALID));
        assertEquals(0, ledger.of(Anomaly.SMB1_COMMAND_UNKNOWN));
        assertEquals(0, ledger.of(Anomaly.SMB_ANSWER_WITHOUT_REQUEST));
    }

    private Ledger replay(String capture) throws IOException {
        CaptureReplay replay = new CaptureReplay(Limits.defaults(), written, written);
        replay.run(CaptureReplay.shared(capture));
        return replay.ledger;
    }
}
