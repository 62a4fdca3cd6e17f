package io.sharetap.event;

import static io.sharetap.score.Writes.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventCodecTest {
    private static final String HOSTS =
            "\"@timestamp\":\"2026-01-02T03:04:05Z\",\"source.ip\":\"10.0.0.1\",\"destination\":{\"ip\":\"10.0.0.2\"}";

    private final EventCodec codec = new EventCodec();

    private SensorEvent event(String line) {
        EventCodec.Reading reading = codec.read(line, 1);
        return assertInstanceOf(EventCodec.Reading.Event.class, reading, reading::toString)
                .event();
    }

    private String refusal(String line) {
        return assertInstanceOf(EventCodec.Reading.Refused.class, codec.read(line, 1))
                .reason();
    }

    @Test
    void readsBackEveryEventThatItWrites() {
        long seed = 2026;
        RandomEvents events = new RandomEvents(seed);
        for (int i = 0; i < 5_000; i++) {
            SensorEvent written = events.next(i);
            String json = codec.toJson(written);
            SensorEvent read = assertInstanceOf(
                            EventCodec.Reading.Event.class, codec.read(json, i), () -> json + " seed " + seed)
                    .event();
            assertEquals(written.getClass(), read.getClass());
            assertEquals(json, codec.toJson(read), () -> "seed " + seed);
            assertEquals(0, SensorEvent.ORDER.compare(written, read));
        }
    }

    @Test
    void writesAWriteAsTheContractSays() {
        FileWrite write = new FileWrite(
                1_700_000_000_123_456_789L,
                7,
                "id1",
                1_700_000_000_000_000_000L,
                -1,
                FileWrite.Outcome.SUCCESS,
                new Endpoints(
                        IpAddress.parse("10.0.0.1"),
                        50_000,
                        "00-00-5E-00-53-23",
                        null,
                        IpAddress.parse("10.0.0.2"),
                        445,
                        null,
                        "dc1",
                        "1:abc=",
                        12),
                new SmbContext("3.1.1", "a1", "b2", "\\\\dc1\\ADMIN$", "ADMIN$", "alice", "LAB"),
                "Temp\\a.exe",
                5_000,
                null,
                new byte[32],
                List.of(new FileWrite.Range(4_096, 4_200)),
                true,
                false,
                false,
                null,
                null,
                null,
                null,
                signedProgram(),
                null,
                null);
        assertEquals(
                "{\"@timestamp\":\"2023-11-14T22:13:20.123456789Z\",\"ecs\":{\"version\":\"8.17.0\"},"
                        + "\"event\":{\"kind\":\"event\",\"action\":\"smb-file-write\",\"id\":\"id1\","
                        + "\"outcome\":\"success\",\"start\":\"2023-11-14T22:13:20.000000000Z\"},"
                        + "\"source\":{\"ip\":\"10.0.0.1\",\"port\":50000,\"mac\":\"00-00-5E-00-53-23\"},"
                        + "\"destination\":{\"ip\":\"10.0.0.2\",\"port\":445,\"domain\":\"dc1\"},"
                        + "\"user\":{\"name\":\"alice\",\"domain\":\"LAB\"},"
                        + "\"network\":{\"community_id\":\"1:abc=\",\"vlan\":{\"id\":\"12\"}},"
                        + "\"file\":{\"path\":\"Temp\\\\a.exe\",\"name\":\"a.exe\",\"extension\":\"exe\",\"size\":5000,"
                        + "\"pe\":{\"architecture\":\"x64\",\"authentihash\":\"" + "0a".repeat(32) + "\"},"
                        + "\"code_signature\":{\"exists\":true,\"subject_name\":\"Acme\","
                        + "\"digest_algorithm\":\"sha256\","
                        + "\"valid\":true,\"trusted\":true,\"status\":\"trusted\","
                        + "\"timestamp\":\"2023-11-14T22:13:20Z\",\"root_name\":\"Acme Root\",\"microsoft\":true}},"
                        + "\"smb\":{\"dialect\":\"3.1.1\",\"session_id\":\"a1\",\"file_id\":\"b2\","
                        + "\"tree\":\"\\\\\\\\dc1\\\\ADMIN$\",\"share\":\"ADMIN$\",\"head_sha256\":\"" + "0".repeat(64)
                        + "\",\"complete\":false,\"missing\":[[4096,4200]],\"closed\":true,\"create_seen\":false}}",
                codec.toJson(write));
    }

    private static PeSummary signedProgram() {
        return new PeSummary(
                "x64",
                -1,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                "0a".repeat(32),
                new CodeSignature(true, "Acme", "sha256", true, true, "trusted", 1_700_000_000L, "Acme Root", true));
    }

    @Test
    void lendsTheMembersOfAWriteToAnAlert() throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            EventCodec.writeMembers(
                    json, write().build(), "alert", "a1", more -> more.writeNumberField("severity", 47));
            json.writeEndObject();
        }
        assertTrue(
                text.toString().contains("\"event\":{\"kind\":\"alert\",\"action\":\"smb-file-write\",\"id\":\"a1\""));
        assertTrue(text.toString().contains("\"severity\":47"));
        assertInstanceOf(EventCodec.Reading.NothingToJudge.class, codec.read(text.toString(), 1));
    }

    @Test
    void theActionOfACopyIsTheServers() throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            EventCodec.writeMembers(json, write().copyOf("a.exe").build(), "alert", "a1", more -> {});
            json.writeEndObject();
        }
        assertTrue(text.toString().contains("\"event\":{\"kind\":\"alert\",\"action\":\"smb-server-side-copy\""));
        assertTrue(text.toString().contains("\"copied_from\":\"a.exe\""));
    }

    @Test
    void needsNoMoreThanTimeAndHosts() {
        FileWrite write = assertInstanceOf(FileWrite.class, event("{" + HOSTS + "}"));
        assertEquals(FileWrite.Outcome.UNKNOWN, write.outcome());
        assertFalse(write.executable());
        assertNull(write.path());
        assertEquals(32, write.id().length());
        assertEquals(write.id(), ((FileWrite) event("{" + HOSTS + "}")).id());
    }

    @Test
    void takesDottedAndNestedNamesAlike() {
        FileWrite write = (FileWrite) event("{" + HOSTS
                + ",\"file.path\":\"a.exe\",\"file.pe.company\":\"x\",\"file\":{\"size\":7.0,\"hash.sha256\":\""
                + "ab".repeat(32) + "\"},\"tags\":[[{}]],\"big\":123456789012345678901234567890}");
        assertEquals("a.exe", write.path());
        assertEquals(7, write.size());
        assertEquals("x", write.pe().company());
        assertEquals(32, write.sha256().length);
    }

    @Test
    void anEmptyPeIsStillAnExecutable() {
        assertTrue(((FileWrite) event("{" + HOSTS + ",\"file\":{\"pe\":{}}}")).executable());
    }

    @Test
    void whatIsIncompleteWithoutSayingWhereIsMissingWhole() {
        FileWrite write = (FileWrite) event("{" + HOSTS + ",\"file.size\":9,\"smb.complete\":false}");
        assertEquals(List.of(new FileWrite.Range(0, 9)), write.missing());
    }

    @Test
    void loneSurrogatesBreakNeitherTheWriterNorUtf8() {
        ExecutionObserved execution = new ExecutionObserved(
                1,
                1,
                "i",
                ((FileWrite) event("{" + HOSTS + "}")).endpoints(),
                "service",
                "\udc00x\ud800",
                "\ud83d\ude42");
        String json = codec.toJson(execution);
        assertTrue(StandardCharsets.UTF_8.newEncoder().canEncode(json));
        assertEquals("\ufffdx\ufffd", ((ExecutionObserved) event(json)).name());
        assertEquals("\ud83d\ude42", ((ExecutionObserved) event(json)).command());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[]|no JSON object",
                "7|no JSON object",
                "{}|@timestamp is missing",
                "{\"@timestamp\":\"yesterday\"}|@timestamp is no RFC 3339 time",
                "{\"@timestamp\":{}}|@timestamp is no text",
                "{\"@timestamp\":\"2026-01-02T03:04:05Z\"}|source.ip is missing",
                "{\"@timestamp\":\"2026-01-02T03:04:05Z\",\"source.ip\":\"host1\"}|source.ip is no IP address",
                "{\"@timestamp\":\"2026-01-02T03:04:05Z\",\"source.ip\":\"::1\"}|destination.ip is missing",
                "{HOSTS,\"file\":{\"size\":\"big\"}}|file.size is no whole number of 64 bits",
                "{HOSTS,\"file\":{\"size\":true}}|file.size is no whole number",
                "{HOSTS,\"file.size\":99999999999999999999}|file.size is no whole number of 64 bits",
                "{HOSTS,\"file.hash.sha256\":\"abc\"}|file.hash.sha256 is no SHA-256 of 64 hexadecimal digits",
                "{HOSTS,\"smb.missing\":[[9,3]]}|smb.missing is no list of [from, to] with from below to",
                "{HOSTS,\"smb.missing\":7}|smb.missing is no list of [from, to] with from below to",
                "{HOSTS,\"smb.closed\":7}|smb.closed is neither true nor false",
                "{HOSTS,\"source.port\":65536}|source.port is out of range",
                "{HOSTS,\"event.outcome\":\"maybe\"}|event.outcome is none of success, unknown, failure",
                "{HOSTS,\"event.action\":\"dns\"}|event.action dns is none that is known",
                "{HOSTS,\"file.pe\":{\"sections\":[1]}}|file.pe.sections holds what is no section",
                "{HOSTS} {}|more than one JSON value"
            })
    void namesTheReasonOfARefusal(String line, String reason) {
        assertEquals(reason, refusal(line.replace("HOSTS", HOSTS)));
    }

    @Test
    void refusesHostileJsonWithAReason() {
        assertTrue(refusal("").startsWith("no JSON"));
        assertTrue(refusal("{").startsWith("no JSON"));
        assertTrue(refusal("{\"a\":" + "[".repeat(100_000)).startsWith("no JSON"));
        assertTrue(refusal("{\"a\":" + "{\"a\":".repeat(100_000)).startsWith("no JSON"));
        assertTrue(refusal("{\"a\":\"" + "x".repeat(2 << 20) + "\"}").startsWith("no JSON"));
        assertTrue(refusal("{\"a\":" + "9".repeat(1_000) + "}").startsWith("no JSON"));
        StringBuilder members = new StringBuilder("{\"m0\":0");
        for (int i = 1; i < 10_000; i++) {
            members.append(",\"m").append(i).append("\":0");
        }
        assertTrue(refusal(members.append('}').toString()).contains("4096 members"));
    }

    @Test
    void damagedRecordsAreRefusedWithAReasonOrReadBackAsTheyAreWritten() {
        long seed = 99;
        Random random = new Random(seed);
        RandomEvents events = new RandomEvents(seed);
        for (int i = 0; i < 5_000; i++) {
            StringBuilder line = new StringBuilder(codec.toJson(events.next(i)));
            for (int flips = random.nextInt(4); flips >= 0; flips--) {
                int at = random.nextInt(line.length());
                if (random.nextBoolean()) {
                    line.setCharAt(at, (char) (random.nextBoolean() ? random.nextInt(128) : random.nextInt(65_536)));
                } else {
                    line.delete(at, Math.min(line.length(), at + random.nextInt(20)));
                }
            }
            EventFuzzer.fuzzerTestOneInput(line.toString().getBytes(StandardCharsets.UTF_8));
        }
    }
}
