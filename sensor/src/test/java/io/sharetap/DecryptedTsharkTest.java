package io.sharetap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.sharetap.base.Count;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * With the same secrets tshark and Sharetap see the same in each encrypted case: messages by command, direction and
 * status, the shares and paths of the files, and their bytes.
 */
class DecryptedTsharkTest {
    private static final int CASES_AT_LEAST = 10;
    private static final int KEY_DIGITS = 32;

    /** tshark 4.0 takes session keys of 16 bytes, and this one's has 32. */
    private static final String KEY_TOO_LONG = "decrypted-kerberos-aes256gcm";

    /** tshark 4.0 shows the WRITE, but exports no file of a compound whose parts are encrypted each for itself. */
    private static final Set<String> NOT_EXPORTED = Set.of(
            "decrypted-parts",
            "decrypted-parts-in-the-clear",
            "decrypted-parts-in-the-clear-samba",
            "decrypted-parts-samba");

    /** Its second channel is not joined to the session, and the one WRITE on it is not read. */
    private static final String NOT_JOINED = "decrypted-channel-of-another-address-cut";

    private static final List<String> UNREAD_THERE =
            List.of("SMB2 09 request 1 not 2", "SMB2 09 answer 00000000 1 not 2", "SMB2 09 answers 1 not 2");

    private static final String LOGONS_GRANTED = "smb2.cmd==1 && smb2.flags.response==1 && smb2.nt_status==0";
    private static final String CREATE_REQUESTS = "smb2.cmd==5 && smb2.flags.response==0";

    @TempDir
    private static Path folder;

    @TestFactory
    Stream<DynamicTest> seeTheSame() throws Exception {
        Needs.program("tshark", "--version");
        List<DynamicTest> tests = new ArrayList<>();
        for (PcapCase one : PcapCase.standard()) {
            Map<String, String> secrets = one.secretsIn(folder);
            if (!secrets.isEmpty() && !one.name().equals(KEY_TOO_LONG)) {
                tests.add(dynamicTest(one.name(), () -> seesTheSame(one, secrets)));
            }
        }
        assertTrue(tests.size() >= CASES_AT_LEAST, tests.size() + " cases");
        return tests.stream();
    }

    private static void seesTheSame(PcapCase one, Map<String, String> secrets) throws Exception {
        String[] theirSecrets = theirs(one.capture(), secrets);
        SharetapRun ours = SharetapRun.of(one.capture(), secrets);
        TsharkRun theirs =
                TsharkRun.exporting(one.capture(), Files.createDirectory(folder.resolve(one.name())), theirSecrets);
        assertTrue(ours.counts().of(Count.SMB_DECRYPTED_MESSAGES) > 0);
        List<String> differences = TsharkTest.differences(ours.counts(), theirs.messages());
        if (one.name().equals(NOT_JOINED)) {
            assertEquals(UNREAD_THERE, differences);
            return;
        }
        assertEquals(List.of(), differences);
        assertTrue(ours.executables().size() > 0);
        assertEquals(NOT_EXPORTED.contains(one.name()) ? Set.of() : ours.executables(), theirs.executables());
        assertEquals(namesByTshark(one.capture(), theirSecrets), ours.paths());
    }

    /** The same for tshark: the password of the one account, or the key that it learns itself by the keytab. */
    private static String[] theirs(Path capture, Map<String, String> secrets) throws IOException {
        List<String> options = new ArrayList<>();
        if (secrets.containsKey("keytab")) {
            options.addAll(List.of("-o", "uat:smb2_seskey_list:" + learnt(capture, secrets.get("keytab"))));
        }
        List<String> lines = secrets.containsKey("keys") ? Files.readAllLines(Path.of(secrets.get("keys"))) : List.of();
        for (String line : lines) {
            if (line.startsWith("password ")) {
                options.addAll(List.of("-o", "ntlmssp.nt_password:" + line.split(" ", 3)[2]));
            }
        }
        return options.toArray(String[]::new);
    }

    /** {@code \\server\share} and path of whatever a CREATE names. */
    private static Set<String> namesByTshark(Path capture, String... more) throws IOException {
        Set<String> names = new TreeSet<>();
        fields(capture, CREATE_REQUESTS, "f", "smb2.tree", "smb2.filename", more).stream()
                .filter(columns -> !columns[1].isEmpty())
                .forEach(columns -> names.add(columns[0] + "\\" + columns[1]));
        return names;
    }

    /** What the server chose as the session's key in its AP-REP, as tshark wants to be told it. */
    private static String learnt(Path capture, String keytab) throws IOException {
        String[] secrets = {"-o", "kerberos.decrypt:TRUE", "-o", "kerberos.file:" + keytab};
        String[] logon = fields(capture, LOGONS_GRANTED, "l", "smb2.sesid", "kerberos.keyvalue", secrets)
                .get(0);
        long number = Long.reverseBytes(Long.parseUnsignedLong(logon[0].substring(2), 16));
        return "%016x,%s,\"\",\"\"".formatted(number, logon[1].substring(0, KEY_DIGITS));
    }

    /** Two fields of each frame; of those that are there several times, the first (f) or the last (l). */
    private static List<String[]> fields(
            Path capture, String filter, String occurrence, String one, String other, String... more)
            throws IOException {
        List<String> command = new ArrayList<>(List.of("tshark", "-n", "-r", capture.toString(), "-Y", filter));
        command.addAll(List.of("-T", "fields", "-e", one, "-e", other, "-E", "occurrence=" + occurrence));
        command.addAll(List.of(more));
        Process tshark = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String out = new String(tshark.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return out.lines().map(line -> line.split("\t", -1)).toList();
    }
}
