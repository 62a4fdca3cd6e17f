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
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What is told of calls is what tshark's own dissection of them says: operation, names and paths. */
class CallsTsharkTest {
    /** Operations by the end of tshark's name for their request. */
    private static final Set<String> TOLD = Set.of(
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
    private static final Set<String> NOT_SHOWN = Set.of("executed-in-pieces", "executed-wmiexec", "executed-dcom");

    private static final String[] FIELDS = {
        "_ws.col.Info",
        "svcctl.servicename",
        "svcctl.displayname",
        "svcctl.binarypathname",
        "atsvc.atsvc_JobInfo.command"
    };

    @TestFactory
    Stream<DynamicTest> sayTheSame() throws IOException, InterruptedException {
        Needs.program("tshark", "--version");
        List<Path> captures = new ArrayList<>();
        for (PcapCase one : PcapCase.all()) {
            if (one.name().startsWith("executed-") && !NOT_SHOWN.contains(one.name())) {
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

    private static List<String> theirs(Path capture) throws IOException {
        List<String> command = new ArrayList<>(List.of("tshark", "-r", capture.toString(), "-T", "fields"));
        command.addAll(
                List.of("-E", "separator=|", "-Y", "dcerpc.pkt_type==0 && (ip.src==10.20.1.66 || ip.src==10.20.0.66)"));
        for (String field : FIELDS) {
            command.addAll(List.of("-e", field));
        }
        Process tshark = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String out = new String(tshark.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return out.lines()
                .filter(line -> !line.contains("|Refused|")) // by the server, which shows in its answer
                .filter(line -> TOLD.contains(line.substring(0, line.indexOf('|'))))
                .map(line -> line.substring(line.indexOf('|') + 1).equals("|||")
                        ? line.substring(0, line.indexOf('|'))
                        : line)
                .toList();
    }

    /** In tshark's words. */
    private static List<String> ours(Path capture) throws IOException {
        ProgramRun run =
                ProgramRun.of("replay", "--no-progress", "--format", "json", "--activation", "0d", capture.toString());
        assertEquals(0, run.exitCode(), run.err());
        List<String> told = new ArrayList<>();
        for (JsonNode record : PcapCase.records(run.out())) {
            JsonNode execution = record.at("/smb/execution");
            if (!execution.path("operation").isMissingNode()) {
                told.add(inTheirWords(execution));
            }
        }
        return told;
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
