package io.sharetap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import io.sharetap.cli.ProgramRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is told of calls is what tshark's own dissection of them says: operation, names and paths. */
class CallsTsharkTest {
    /** Operations by the end of tshark's name for their request. */
    private static final Set<String> REPORTED = Set.of(
            "CreateServiceW request",
            "CreateServiceA request",
            "StartServiceW request",
            "StartServiceA request",
            "ChangeServiceConfigW request",
            "JobAdd request",
            "SchRpcRegisterTask request",
            "SchRpcRun request",
            "SetValue request, Updater",
            "SetValue request, ImagePath");

    /** Of a PDU in several WRITEs tshark shows fragments alone, and it does not know WMI's methods. */
    private static final Set<String> NOT_SHOWN =
            Set.of("executed-in-pieces", "executed-wmiexec", "executed-wmi-consumer");

    /** Calls to objects, by the classes that are activated and the texts that are given. */
    private static final Map<String, String> CLASSES = Map.of(
            "MMC20.Application", "49b2791a-b1ae-4c90-9b8e-e860ba07f889",
            "ShellWindows", "9ba05972-f6a8-11cf-a442-00a0c90a8f39");

    private static final String[] FIELDS = {
        "_ws.col.Info",
        "svcctl.servicename",
        "svcctl.displayname",
        "svcctl.binarypathname",
        "atsvc.atsvc_JobInfo.command"
    };

    @ParameterizedTest
    @ValueSource(strings = {"executed-dcom", "executed-dcomexec", "executed-impacket-dcom"})
    void sayTheSameOfObjects(String name) throws IOException, InterruptedException {
        Needs.program("tshark", "--version");
        Path capture = PcapCase.all().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow()
                .capture();
        List<String> theirs = theirObjects(capture);
        assertEquals(2, theirs.size(), theirs.toString());
        assertEquals(theirs, ourObjects(capture));
    }

    /**
     * Of each activation its class, of each call that is given texts the first and those that follow in its command.
     */
    private static List<String> theirObjects(Path capture) throws IOException {
        List<String> said = new ArrayList<>();
        String member = "";
        for (String line : tshark(
                        capture, "_ws.col.Info", "isystemactivator.properties.instninfo.clsid", "dcom.vt.bstr")
                .lines()
                .toList()) {
            String[] fields = line.split("\\|", -1);
            if (fields[0].startsWith("GetIDsOfNames request")) {
                member = fields[0].substring(fields[0].indexOf('"') + 1, fields[0].lastIndexOf('"'));
            } else if (CLASSES.containsValue(fields[1])) {
                said.add("activated " + fields[1]);
            } else if (fields[0].startsWith("Invoke") && !fields[2].isEmpty()) {
                List<String> texts = texts(fields[2]);
                int second = member.equals("ExecuteShellCommand") ? 2 : 1;
                said.add("called " + member + ": " + texts.get(0) + ' ' + texts.get(second));
            }
        }
        return said;
    }

    /** In the order in which they were written: on the wire the last comes first. Each is shown behind an empty one. */
    private static List<String> texts(String shown) {
        String[] all = shown.split(";", -1);
        List<String> texts = new ArrayList<>();
        for (int i = all.length - 1; i > 0; i -= 2) {
            texts.add(all[i]);
        }
        return texts;
    }

    private static List<String> ourObjects(Path capture) throws IOException {
        List<String> said = new ArrayList<>();
        for (JsonNode execution : executions(capture)) {
            String name = text(execution, "name");
            if (text(execution, "act").equals("activated")) {
                said.add("activated " + CLASSES.get(name));
            } else if (text(execution, "via").equals("dcom")) {
                said.add("called " + name.substring(name.lastIndexOf('.') + 1) + ": " + text(execution, "command"));
            }
        }
        return said;
    }

    @TestFactory
    Stream<DynamicTest> sayTheSame() throws IOException, InterruptedException {
        Needs.program("tshark", "--version");
        List<Path> captures = new ArrayList<>();
        for (PcapCase one : PcapCase.all()) {
            if (one.name().startsWith("executed-") && !one.name().contains("dcom") && !NOT_SHOWN.contains(one.name())) {
                captures.add(one.capture());
            }
        }
        assertTrue(captures.size() > 10, captures.toString());
        return captures.stream()
                .map(capture -> dynamicTest(nameOf(capture), () -> {
                    List<String> theirs = theirs(capture);
                    assertEquals(nameOf(capture).contains("client-activity"), theirs.isEmpty());
                    assertEquals(theirs, ours(capture));
                }));
    }

    private static String nameOf(Path capture) {
        return capture.getParent().getFileName() + "/" + capture.getFileName();
    }

    /** The requests of a capture's client, a line each. */
    private static String tshark(Path capture, String... fields) throws IOException {
        List<String> command = new ArrayList<>(List.of("tshark", "-r", capture.toString(), "-T", "fields"));
        command.addAll(List.of("-E", "separator=|", "-E", "aggregator=;"));
        command.addAll(List.of("-Y", "dcerpc.pkt_type==0 && (ip.src==10.20.1.66 || ip.src==10.20.0.66)"));
        for (String field : fields) {
            command.addAll(List.of("-e", field));
        }
        Process tshark = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        return new String(tshark.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static List<String> theirs(Path capture) throws IOException {
        return tshark(capture, FIELDS)
                .lines()
                .filter(line -> !line.contains("|Refused|")) // by the server, which shows in its answer
                .filter(line -> REPORTED.contains(line.substring(0, line.indexOf('|'))))
                .map(line -> line.substring(line.indexOf('|') + 1).equals("|||")
                        ? line.substring(0, line.indexOf('|'))
                        : line)
                .toList();
    }

    /** What records say of what was run. */
    private static List<JsonNode> executions(Path capture) throws IOException {
        ProgramRun run =
                ProgramRun.of("replay", "--no-progress", "--format", "json", "--activation", "0d", capture.toString());
        assertEquals(0, run.exitCode(), run.err());
        return PcapCase.records(run.out()).stream()
                .map(record -> record.at("/smb/execution"))
                .filter(execution -> !execution.path("operation").isMissingNode())
                .toList();
    }

    /** In tshark's words. */
    private static List<String> ours(Path capture) throws IOException {
        return executions(capture).stream().map(CallsTsharkTest::inTheirWords).toList();
    }

    private static String inTheirWords(JsonNode execution) {
        String operation = execution.get("operation").asText();
        String call = operation.substring(operation.indexOf(' ') + 1);
        if (call.startsWith("RCreateService")) {
            return call.substring(1) + " request|" + text(execution, "name") + '|' + text(execution, "display_name")
                    + '|' + text(execution, "command") + '|';
        }
        if (operation.startsWith("svcctl")) {
            return call.substring(1) + " request";
        }
        if (operation.startsWith("atsvc")) {
            return "JobAdd request||||" + text(execution, "command");
        }
        if (operation.startsWith("winreg")) {
            boolean service = text(execution, "via").equals("service");
            return "SetValue request, " + (service ? "ImagePath" : text(execution, "name"));
        }
        return call + " request";
    }

    private static String text(JsonNode execution, String name) {
        return execution.path(name).asText();
    }
}
