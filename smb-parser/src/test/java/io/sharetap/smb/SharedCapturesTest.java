package io.sharetap.smb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sharetap.base.Anomaly;
import io.sharetap.base.Ledger;
import io.sharetap.base.Limits;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the captures made by others say; the checks are tshark 4.0.17's. */
class SharedCapturesTest {
    private final RecordingSink sink = new RecordingSink();

    private Ledger replay(String name) throws IOException {
        CaptureReplay replay = new CaptureReplay(Limits.defaults(), sink, sink);
        replay.run(CaptureReplay.shared(name));
        return replay.ledger;
    }

    private long calls(String beginning) {
        return Stream.of(sink.take().split("\n"))
                .filter(line -> line.startsWith(beginning))
                .count();
    }

    @Test
    void psexecWritesItsService() throws IOException {
        replay("psexec-smb2.pcap");
        String calls = sink.take();
        assertTrue(calls.contains("tree \\\\dc1\\ADMIN$ DISK\nopen ADMIN$ PSEXESVC.exe CREATED\n"), calls);
        assertTrue(calls.contains("write PSEXESVC.exe @143360 +2208\n"), calls);
        assertTrue(calls.contains("close PSEXESVC.exe true 145568"), calls);
        assertFalse(calls.contains("svcctl"), calls);
        assertEquals("dc1.contoso.local", sink.session.serverName());
        assertEquals("CONTOSO.LOCAL", sink.session.userDomain());
        assertNull(sink.session.userName());
    }

    @Test
    void readingIsNoWriting() throws IOException {
        replay("mimikatz-read-from-share.pcap");
        assertEquals(0, calls("write"));
    }

    @Test
    void severalConnectionsOfOneSessionWriteOneFile() throws IOException {
        replay("smb3-multichannel.pcap");
        List<String> calls = List.of(sink.take().split("\n"));
        assertEquals(
                18, calls.stream().filter(line -> line.startsWith("write ")).count());
        assertEquals(
                18, calls.stream().filter(line -> line.contains(" CONFIRMED ")).count());
        assertTrue(calls.stream().noneMatch(line -> line.contains("null")));
        assertEquals("user2", sink.session.userName());
    }

    @Test
    void anEncryptedSessionIsNamedOnce() throws IOException {
        replay("smb3-encrypted.pcap");
        assertEquals(1, calls("blind ENCRYPTED"));
        assertEquals("administrator", sink.session.userName());
        assertEquals("WS2016.suse.de", sink.session.serverName());
    }

    @Test
    void aMissingSegmentIsAGapOrNothing() throws IOException {
        replay("smb2-one-segment-missing.pcap");
        assertEquals(17, calls("write "));
    }

    @Test
    void aWriteThatLiesAboutItsLengthIsCut() throws IOException {
        Ledger ledger = replay("smb2-write-length-lies.pcap");
        assertEquals(1, ledger.of(Anomaly.SMB2_WRITE_BEYOND_MESSAGE));
        assertEquals(10, calls("write "));
    }

    @Test
    void anAnswerThatComesLaterIsPaired() throws IOException {
        replay("smb2-async.pcap");
        assertEquals(1, calls("rename "));
    }

    @Test
    void aDeletionIsReported() throws IOException {
        replay("smb2-delete.pcap");
        assertEquals(1, calls("deletePending test true"));
    }

    @ParameterizedTest
    @CsvSource({
        "psexec-smb2.pcap",
        "smb3-multichannel.pcap",
        "smb2-plain-writes.pcap",
    })
    void countsEachPartOfACompound(String name) throws IOException, InterruptedException {
        Ledger ledger = replay(name);
        long[][] theirs = Tshark.smb2Messages(CaptureReplay.shared(name));
        for (int command = 0; command < Smb2HeaderView.COMMANDS; command++) {
            assertEquals(theirs[command][0], ledger.messages(true, command, false), "requests, command " + command);
            assertEquals(theirs[command][1], ledger.messages(true, command, true), "answers, command " + command);
        }
    }
}
