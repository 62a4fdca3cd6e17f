package io.sharetap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.sharetap.cli.ProgramRun;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/detection-tests.md quotes every statement of docs/detection.md, each with tests that are there. */
class DetectionPageTest {
    /** {@code | number | quotation | tests |}. */
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (\\d+) \\| (.*) \\| (`[^|]*`) \\|$");

    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern SETTING = Pattern.compile("(history|score|detection|alert)\\.[a-z.-]+");
    private static final Pattern HEAD_OF_TABLE = Pattern.compile("(?m)^\\|.*\\|\n(?=\\|[-|]+\\|$)");

    private final String page = NamedTests.page("detection.md");
    private final List<Row> rows = new ArrayList<>();

    @TempDir
    private Path folder;

    private record Row(int number, String quotation, List<String> tests) {}

    DetectionPageTest() {
        Matcher row = ROW.matcher(NamedTests.page("detection-tests.md"));
        while (row.find()) {
            rows.add(new Row(Integer.parseInt(row.group(1)), oneLine(row.group(2)), code(row.group(3))));
        }
    }

    private static List<String> code(String text) {
        List<String> names = new ArrayList<>();
        Matcher name = CODE.matcher(text);
        while (name.find()) {
            names.add(name.group(1));
        }
        return names;
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }

    /** Paragraphs, points, rows and examples behind the introduction. */
    private List<String> statements() {
        String defined = page.substring(page.indexOf("\n| ") + 1);
        String withoutHeads = HEAD_OF_TABLE
                .matcher(defined)
                .replaceAll("")
                .replaceAll("(?m)^\\|[-|]+\\|$", "")
                .replaceAll("(?m)^#.*$", "");
        return Pattern.compile("\n(?=[|-])|\n\\s*\n(?! )|\n(?=```yaml)")
                .splitAsStream(withoutHeads)
                .map(DetectionPageTest::oneLine)
                .filter(statement -> !statement.isEmpty())
                .toList();
    }

    @Test
    void everyStatementIsQuoted() {
        List<String> statements = statements();
        assertTrue(statements.size() > 40, statements::toString);
        List<String> left = statements.stream()
                .filter(statement -> rows.stream().noneMatch(row -> statement.contains(row.quotation())))
                .toList();
        assertEquals(List.of(), left);
    }

    @Test
    void everyQuotationStandsThere() {
        String text = oneLine(page);
        assertEquals(
                List.of(),
                rows.stream().filter(row -> !text.contains(row.quotation())).toList());
        assertEquals(
                IntStream.rangeClosed(1, rows.size()).boxed().toList(),
                rows.stream().map(Row::number).toList());
    }

    @Test
    void everyTestAndCaseThatIsNamedIsThere() {
        NamedTests tests = new NamedTests();
        for (Row row : rows) {
            assertTrue(!row.tests().isEmpty(), row.quotation());
            row.tests().forEach(test -> assertTrue(tests.isThere(test), test));
        }
    }

    @Test
    void everySettingThatItNamesIsOne() {
        String settings = ProgramRun.of("config").out();
        List<String> named = code(page.replaceAll("(?s)```.*?```", "")).stream()
                .filter(name -> SETTING.matcher(name).matches())
                .toList();
        assertTrue(named.size() > 30, named::toString);
        for (String name : named) {
            assertTrue(settings.contains("\n" + name + ": "), name);
        }
    }

    @Test
    void theListsThatItShowsAreRead() throws IOException {
        String begin = "```yaml\n";
        String shown = page.substring(page.indexOf(begin) + begin.length());
        Path lists = Files.writeString(folder.resolve("lists.yaml"), shown.substring(0, shown.indexOf("```")));
        ProgramRun run = replay("admin-share-smb311", "--set", "lists=" + lists);
        assertEquals(0, run.exitCode(), run.err());
    }

    /** The capture without its last packets, from the CLOSE on, tells the time of the last byte. */
    @Test
    void theTimeOfAWriteIsThatOfItsCloseOrOfItsLastByte() throws IOException {
        JsonNode closed = PcapCase.records(replay("admin-share-smb311").out()).get(0);
        assertTrue(closed.at("/smb/closed").asBoolean());
        byte[] capture = Files.readAllBytes(capture("admin-share-smb311"));
        List<Integer> ends = packetEnds(capture);
        JsonNode open = closed;
        for (int packets = ends.size() - 1; open.at("/smb/closed").asBoolean(); packets--) {
            Path shorter = folder.resolve("shorter.pcap");
            Files.write(shorter, Arrays.copyOf(capture, ends.get(packets - 1)));
            String records = ProgramRun.of("replay", "--format", "json", shorter.toString())
                    .out();
            open = PcapCase.records(records).get(0);
        }
        assertEquals(closed.at("/file/hash"), open.at("/file/hash"), "every byte was written before");
        assertTrue(time(open).compareTo(time(closed)) < 0, time(open) + " " + time(closed));
    }

    private static List<Integer> packetEnds(byte[] pcap) {
        ByteBuffer bytes = ByteBuffer.wrap(pcap).order(ByteOrder.LITTLE_ENDIAN);
        List<Integer> ends = new ArrayList<>();
        for (int at = 24; at < pcap.length; at = ends.get(ends.size() - 1)) {
            ends.add(at + 16 + bytes.getInt(at + 8));
        }
        return ends;
    }

    private static String time(JsonNode record) {
        return record.at("/@timestamp").asText();
    }

    private static Path capture(String name) {
        return PcapCase.FOLDER.resolve(name).resolve("capture.pcap");
    }

    private static ProgramRun replay(String name, String... more) {
        List<String> arguments = new ArrayList<>(List.of("replay", "--format", "json"));
        arguments.addAll(List.of(more));
        arguments.add(capture(name).toString());
        return ProgramRun.of(arguments.toArray(String[]::new));
    }
}
