package io.sharetap.smb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

    private void replay(String capture) throws IOException {
        new CaptureReplay(Limits.defaults(), written, written).run(CaptureReplay.shared(capture));
    }
}
