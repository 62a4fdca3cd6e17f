package io.sharetap.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sharetap.alert.Variation;
import io.sharetap.config.MadeTargets;
import io.sharetap.config.OutputTarget;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** JSON, CEF and syslog, with names that would break out of each of them. */
class RecordFormsTest {
    private static final String LONG = "x".repeat(64 << 10);

    static Stream<String> hostileNames() {
        return Stream.of(
                "a\nCEF:0|x|y|z|1|n|10|",
                "a|b",
                "a=b cs1=c",
                "a]b] [x@1 y=\"z\"]",
                "a\"b",
                "a\\b\\\\",
                "a\u0000b",
                "a\r\n<13>1 - - - - - - forged",
                "a\u202Eexe.txt\u200B",
                "a\u007F\u0085\u009B31m\u2028b",
                "a\uD83D\uDE00\uD800b",
                LONG);
    }

    private static OutputTarget target(String text) {
        return MadeTargets.one(text);
    }

    private static String form(EncodedRecord record, String target) {
        byte[] body = Outputs.formOf(target(target)).apply(record).body();
        return new String(body, StandardCharsets.UTF_8);
    }

    private static EncodedRecord write(String path) {
        return EncodedRecord.of(Samples.write(path, true));
    }

    private static void assertInert(String text) {
        text.codePoints().forEach(character -> assertTrue(VisibleText.plain(character), () -> "U+" + character));
    }

    @ParameterizedTest
    @MethodSource("hostileNames")
    void jsonHoldsTheNameAsItIsAndNothingThatActs(String name) throws IOException {
        String json = form(write(name), "file:/x");
        assertInert(json);
        String read = new ObjectMapper().readTree(json).at("/file/path").asText();
        assertEquals(name.replace("\uD800", "\uFFFD"), read);
    }

    @ParameterizedTest
    @MethodSource("hostileNames")
    void cefHoldsTheNameInItsFieldAlone(String name) {
        String cef = form(write(name), "file:/x#format=cef");
        assertInert(cef);
        Matcher header =
                Pattern.compile("CEF:0(\\|(?:[^|\\\\]|\\\\.)*){6}\\|(.*)").matcher(cef);
        assertTrue(header.matches(), cef);
        Matcher path = Pattern.compile(" filePath=((?:[^=\\\\]|\\\\.)*?) [A-Za-z0-9]+=")
                .matcher(header.group(2));
        assertTrue(path.find(), cef);
        String shown = path.group(1).replaceAll("\\\\(.)", "$1");
        assertTrue(VisibleText.of(name.replace("\uD800", "\uFFFD"), 1_023).startsWith(shown), shown);
        assertTrue(cef.length() < 4_000);
    }

    @Test
    void cefSaysWhoWroteWhatWhereAndHowGraveThatIs() {
        EncodedRecord alert = EncodedRecord.of(Samples.alert(
                Samples.write("Temp\\tool.exe", true), Variation.PSEXEC_SERVICE, Samples.rarity(20), List.of()));
        String cef = form(alert, "syslog+udp://127.0.0.1:514#format=cef");
        cef = cef.substring(cef.indexOf("CEF:"));
        String severity = Map.of("LOW", "3", "MEDIUM", "6", "HIGH", "9")
                .get(Variation.PSEXEC_SERVICE.severity().name());
        assertTrue(cef.contains("|" + Variation.PSEXEC_SERVICE.ruleId() + "|"), cef);
        assertTrue(cef.contains("|" + severity + "|rt="), cef);
        for (String part : List.of(
                " externalId=id-of-alert ",
                " cat=alert ",
                " act=smb-file-write ",
                " outcome=success ",
                " src=10.0.0.66 spt=50000 ",
                " dst=10.0.0.11 dpt=445 ",
                " dhost=FS01 ",
                " suser=j.miller sntdom=CORP filePath=Temp\\\\tool.exe fname=tool.exe fsize=145568 fileHash=000000",
                " cs1Label=Share cs1=\\\\\\\\fs01\\\\ADMIN$ ",
                " msg=a message")) {
            assertTrue(cef.contains(part), part + " in " + cef);
        }
    }

    @Test
    void whomTheServerTookTheClientForIsReportedInEachForm() {
        EncodedRecord record = EncodedRecord.of(Samples.byGuest());
        assertTrue(form(record, "syslog+udp://h:1").contains(" smb.logon=\"guest\""));
        String cef = form(record, "syslog+udp://h:1#format=cef");
        assertTrue(cef.contains(" cs6Label=Logon cs6=guest"), cef);
    }

    @ParameterizedTest
    @MethodSource("hostileNames")
    void syslogIsOneMessageOfRfc5424WhateverTheName(String name) throws IOException {
        for (String target : List.of("syslog+udp://h:1", "syslog+tcp://h:1", "syslog+tls://h:1#format=cef")) {
            String text = form(write(name), target);
            assertInert(text);
            Matcher parts = RFC5424.matcher(text);
            assertTrue(parts.matches(), text);
            assertEquals("134", parts.group("pri"), "local0, informational");
            assertEquals("smb-file-write", parts.group("msgid"));
            assertTrue(parts.group("data").contains(" event.id=\"id-of-write\""), text);
            assertTrue(text.getBytes(StandardCharsets.UTF_8).length <= (target.contains("udp") ? 2_048 : 8_192));
            boolean cut = parts.group("data").contains(" cut=\"");
            assertEquals(name.equals(LONG) && !target.contains("cef"), cut);
            if (!cut && !target.contains("cef")) {
                new ObjectMapper().readTree(parts.group("message"));
            }
        }
    }

    private static final Pattern RFC5424 = Pattern.compile("<(?<pri>\\d{1,3})>1 "
            + "\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,6})?Z "
            + "(?<host>[!-~]{1,255}) (?<app>[!-~]{1,48}) (?<proc>[!-~]{1,128}) (?<msgid>[!-~]{1,32}) "
            + "(?<data>\\[[^ =\\]\"]+( [^ =\\]\"]{1,32}=\"([^\"\\\\\\]]|\\\\[\"\\\\\\]])*\")*]) (?<message>.*)");

    @Test
    void syslogGivesSeverityAndSenderAsTheOptionsSay() {
        EncodedRecord alert = EncodedRecord.of(Samples.alert(
                Samples.write("tool.exe", true), Variation.PSEXEC_SERVICE, Samples.rarity(20), List.of()));
        String text = form(alert, "syslog+tcp://h:1#facility=13,hostname=sensor1,app-name=tap,bytes-max=1m");
        int severity = Map.of("LOW", 4, "MEDIUM", 3, "HIGH", 2)
                .get(Variation.PSEXEC_SERVICE.severity().name());
        assertTrue(text.startsWith("<" + (13 * 8 + severity) + ">1 "), text);
        assertTrue(
                text.contains("Z sensor1 tap " + ProcessHandle.current().pid() + " smb-file-write [sharetap@32473 "));
        assertTrue(text.contains(" rule.id=\"" + Variation.PSEXEC_SERVICE.ruleId() + "\""), text);
        assertFalse(text.contains(" cut="), text);
    }

    @Test
    void encodesARecordOnceForAllItsOutputs() {
        EncodedRecord record = write("a");
        assertTrue(record.json() == record.json() && record.cef() == record.cef());
        assertTrue(Outputs.formOf(target("file:/x")).apply(record) == record.json());
    }
}
