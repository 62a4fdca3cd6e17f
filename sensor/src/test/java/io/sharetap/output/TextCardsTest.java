package io.sharetap.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sharetap.alert.AlertUpdate;
import io.sharetap.alert.Variation;
import io.sharetap.base.Anomaly;
import io.sharetap.base.Count;
import io.sharetap.event.CodeSignature;
import io.sharetap.event.FileWrite;
import io.sharetap.event.IpAddress;
import io.sharetap.event.SmbContext;
import io.sharetap.score.Score;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TextCardsTest {
    private static final String ESCAPE = "\u001b";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final List<IOException> broken = new ArrayList<>();

    @Test
    void showsAnAlertOnACard() {
        TextCards cards = cards(EventLevel.EXECUTABLES, Palette.PLAIN);
        List<Score.Reason> reasons = List.of(
                new Score.Reason("new_pair", 25, "10.0.0.66 wrote no executable to it in 30 days"),
                new Score.Reason("execution_location", 30, "ADMIN$ is under \"Windows\""));
        cards.onAlert(Samples.alert(
                Samples.write("qz.exe", true), Variation.HIGHLY_SUSPICIOUS_DESTINATION, Samples.rarity(20), reasons));
        assertEquals("""

                HIGH ALERT  An uncommon executable was remotely written over SMB to a highly suspicious destination
                  when       2023-11-14 22:13:20.123 UTC
                  from       10.0.0.66 (WS66), user CORP\\j.miller
                  to         10.0.0.11 (FS01)
                  file       \\\\fs01\\ADMIN$\\qz.exe
                             145,568 bytes, x64, calls itself tool.exe 1.2 by Acme
                  sha256     0000000000000000000000000000000000000000000000000000000000000000
                  why        executable: written to 1 of 100 known destinations in the window, 3 would be usual
                             destination: such a write on 2 of 20 observed days, 3 would be usual
                             +25 new_pair: 10.0.0.66 wrote no executable to it in 30 days
                             +30 execution_location: ADMIN$ is under "Windows"
                             score 55, high from 70; baseline active (20 observed days)
                  folded     2 further writes of the same story
                  look into  - Is the file malicious?
                  alert      id-of-alert, rule highly_suspicious_destination, T1021.002

                """, text(cards));
    }

    @Test
    void saysInAFewWordsWhetherASignatureHolds() {
        assertEquals("signed by Acme (holds, under Acme Root)", signature(true, true, "trusted"));
        assertEquals("signed by Acme (holds, untrusted root)", signature(true, false, "untrusted_root"));
        assertEquals("signed by Acme, INVALID (digest mismatch)", signature(false, null, "digest_mismatch"));
        assertEquals("signed by Acme (not checked: not computed)", signature(null, null, "not_computed"));
        assertEquals("signed (not checked: reason unknown)", TextOf.signature(CodeSignature.of(true)));
    }

    private static String signature(Boolean valid, Boolean trusted, String status) {
        return TextOf.signature(
                new CodeSignature(true, "Acme", "sha256", valid, trusted, status, -1, "Acme Root", false));
    }

    @Test
    void saysHowWhoWroteWasLetIn() {
        assertEquals("CORP\\eve", user("eve", "user", true));
        assertEquals("CORP\\eve (let in as a guest)", user("eve", "guest", true));
        assertEquals("nobody (anonymous)", user(null, "anonymous", true));
        assertEquals("unknown, of CORP (logon not seen)", user(null, null, false));
        assertEquals("CORP\\eve (logon not seen)", user("eve", "user", false));
    }

    private static String user(String name, String logon, boolean seen) {
        return TextOf.user(new SmbContext("3.1.1", "1", "2", null, null, name, "CORP", false, logon, seen));
    }

    @Test
    void saysThatThereIsNoHistoryInsteadOfCountingIt() {
        TextCards cards = cards(EventLevel.ALERTS, Palette.PLAIN);
        cards.onAlert(Samples.alert(
                Samples.write("a.exe", true), Variation.UNCOMMON_EXECUTABLE, Samples.rarity(0), List.of()));
        String text = text(cards);
        assertTrue(text.contains("there is no history yet"), text);
        assertFalse(text.contains("would be usual"), text);
    }

    @Test
    void letsNothingFromTheWireTouchTheTerminal() {
        TextCards cards = cards(EventLevel.ALL, Palette.PLAIN);
        String hostile = "a" + ESCAPE + "[2J\n\u202Etxt.exe";
        FileWrite write = Samples.write(hostile, true);
        cards.onEvent(write);
        cards.onAlert(Samples.alert(write, Variation.UNCOMMON_EXECUTABLE, Samples.rarity(20), List.of()));
        cards.onAlertUpdate(update(hostile));
        String text = text(cards);
        assertFalse(text.contains(ESCAPE), text);
        assertFalse(text.contains("\u202E"), text);
        assertEquals(
                3,
                text.lines()
                        .filter(line -> line.contains("a<U+001B>[2J<U+000A><U+202E>txt.exe"))
                        .count(),
                text);
    }

    @Test
    void coloursOnlyWhenAsked() {
        TextCards plain = cards(EventLevel.ALERTS, Palette.PLAIN);
        plain.onAlert(Samples.alert(
                Samples.write("a.exe", true), Variation.UNCOMMON_EXECUTABLE, Samples.rarity(0), List.of()));
        assertFalse(text(plain).contains(ESCAPE));
        TextCards coloured = cards(EventLevel.ALERTS, Palette.ANSI);
        coloured.onAlert(Samples.alert(
                Samples.write("a.exe", true), Variation.UNCOMMON_EXECUTABLE, Samples.rarity(0), List.of()));
        assertTrue(text(coloured).contains(ESCAPE + "[1;36mLOW ALERT"));
    }

    @Test
    void showsWhatTheLevelAsksForAndCountsEverything() {
        TextCards none = cards(EventLevel.NONE, Palette.PLAIN);
        feed(none);
        assertEquals("", text(none));
        assertTrue(table(none).contains("files written     2"));
        assertEquals(List.of("LOW"), firstWords(EventLevel.ALERTS));
        assertEquals(List.of("write", "LOW"), firstWords(EventLevel.EXECUTABLES));
        assertEquals(List.of("write", "write", "LOW", "write"), firstWords(EventLevel.ALL));
    }

    @Test
    void saysWhatIsNotAsItShouldBeWithAWrite() {
        TextCards cards = cards(EventLevel.ALL, Palette.PLAIN);
        cards.onEvent(
                Samples.write("a.exe", true, FileWrite.Outcome.UNKNOWN, List.of(new FileWrite.Range(5_000, 6_000))));
        String text = text(cards);
        assertTrue(text.contains("incomplete, answers not seen"), text);
        assertTrue(text.contains("unknown; of the first 4,096 bytes: 00"), text);
    }

    @Test
    void closesWithATable() {
        TextCards cards = cards(EventLevel.NONE, Palette.PLAIN);
        feed(cards);
        cards.onEvent(Samples.blind(1));
        cards.onEvent(Samples.blind(1));
        cards.onEvent(Samples.blind(2));
        out.reset();
        cards.close(new ClosingFacts(
                1_234,
                2_754_975,
                Samples.NOON,
                Samples.NOON + 3_600_000_000_000L,
                Map.of(Count.CONNECTIONS, 12L, Count.SMB_MESSAGES, 345L),
                Map.of(Anomaly.IP_HEADER_INVALID, 3L),
                Map.of("activation", 4L),
                2,
                List.of("x.pcap: byte 24: the capture ends inside a packet")));
        assertEquals("""
                Summary
                  packets           1,234  (2.75 MB, 2023-11-14 22:13:20 to 2023-11-14 23:13:20 UTC, 60 min)
                  connections       12
                  SMB messages      345
                  files written     2  (and 1 refused)
                  executables       1
                  alerts            1  (0 high, 0 medium, 1 low)
                  suppressed        4  (activation 4)
                    activation: too few days were observed so far; --activation 0d raises at once
                  disk full         2  (times that the baseline could not be begun or extended)
                  blind sessions    3
                    10.0.0.1 -> 10.0.0.11  encrypted  2 times
                    10.0.0.2 -> 10.0.0.11  encrypted
                  anomalies         3
                    ip_header_invalid  3  An IP header contradicts itself.
                  not read          1
                    x.pcap: byte 24: the capture ends inside a packet
                """, text(cards));
    }

    @Test
    void listsNoMoreBlindSessionsThanSomebodyReads() {
        TextCards cards = cards(EventLevel.NONE, Palette.PLAIN);
        for (int client = 0; client < 200; client++) {
            cards.onEvent(Samples.blind(client));
        }
        String table = table(cards);
        assertTrue(table.contains("blind sessions    200"), table);
        assertTrue(table.contains("and 180 more"), table);
    }

    @Test
    void saysOnceThatNobodyTakesTheOutputAnyMore() {
        OutputStream closedPipe = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        TextCards cards = new TextCards(closedPipe, EventLevel.ALL, Palette.PLAIN, broken::add);
        cards.onEvent(Samples.write("a.exe", true));
        cards.flush();
        cards.onEvent(Samples.write("b.exe", true));
        cards.flush();
        assertEquals(1, broken.size());
    }

    private List<String> firstWords(EventLevel level) {
        TextCards cards = cards(level, Palette.PLAIN);
        feed(cards);
        return text(cards)
                .lines()
                .filter(line -> line.contains("  write  ") || line.contains(" ALERT "))
                .map(line -> line.contains("ALERT") ? line.substring(0, line.indexOf(' ')) : "write")
                .toList();
    }

    private static void feed(TextCards cards) {
        cards.onEvent(Samples.write("a.txt", false));
        FileWrite program = Samples.write("a.exe", true);
        cards.onEvent(program);
        cards.onAlert(Samples.alert(program, Variation.UNCOMMON_EXECUTABLE, Samples.rarity(0), List.of()));
        cards.onEvent(Samples.write("b.txt", false, FileWrite.Outcome.FAILURE, List.of()));
    }

    private static AlertUpdate update(String path) {
        IpAddress host = IpAddress.parse("10.0.0.1");
        return new AlertUpdate(
                "id",
                Samples.NOON,
                "id-of-alert",
                List.of(new AlertUpdate.FoldedWrite(host, host, path, null, Variation.UNCOMMON_EXECUTABLE)));
    }

    private String table(TextCards cards) {
        out.reset();
        cards.close(new ClosingFacts(0, 0, -1, -1, Map.of(), Map.of(), Map.of(), 0, List.of()));
        return text(cards);
    }

    private TextCards cards(EventLevel level, Palette palette) {
        out.reset();
        return new TextCards(out, level, palette, broken::add);
    }

    private String text(TextCards cards) {
        cards.flush();
        return out.toString(StandardCharsets.UTF_8);
    }
}
