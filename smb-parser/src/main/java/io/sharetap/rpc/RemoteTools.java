package io.sharetap.rpc;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Knows remote execution tools by the pipes that they open and by what they have run. */
final class RemoteTools {
    /** NAME-HOST-PID-stdin, and so on: pipes of PsExec, whatever the name of its service. */
    private static final Pattern PSEXEC_STREAM = Pattern.compile("([^-]+)-(.+)-(\\d+)-(?:stdin|stdout|stderr)");

    /** RemCom's pipes as impacket opens them: the host is four random letters. */
    private static final Pattern IMPACKET_STREAM = Pattern.compile("(?i)RemCom_std(?:in|out|err)[a-z]{4}\\d+");

    private static final String SMBEXEC_BEGINNING = "%comspec% /q /c echo ";
    private static final String SMBEXEC_OUTPUT = " ^> ";
    private static final String SMBEXEC_ERRORS = "2^>^&1";
    private static final Pattern ATEXEC =
            Pattern.compile("(?i)cmd(?:\\.exe)? /c .* > %windir%\\\\temp\\\\[a-z]{8}\\.tmp 2>&1", Pattern.DOTALL);
    /** A command of wmiexec or dcomexec, which read its output back from a share. */
    private static final Pattern REDIRECTED = Pattern.compile(
            "(?i)cmd\\.exe /q /c .* 1> \\\\\\\\127\\.0\\.0\\.1\\\\[^\\\\]+\\\\__[0-9.]+ 2>&1.*", Pattern.DOTALL);

    static final String PSEXEC = "PsExec";
    private static final String PSEXEC_SERVICE = "PSEXESVC";

    private RemoteTools() {}

    /**
     * A tool's pipe.
     *
     * @param service the name of its service; null: the pipe does not tell
     */
    record ToolPipe(String tool, String service) {}

    /**
     * The tool that opens a pipe of this name; null where none is known.
     *
     * @param clientName the client's own name, as it appears in PsExec's pipes; null: unknown
     */
    static ToolPipe ofPipe(String pipe, String clientName) {
        if (pipe == null) {
            return null;
        }
        String name = pipe.toLowerCase(Locale.ROOT);
        Matcher stream = PSEXEC_STREAM.matcher(pipe);
        if (stream.matches()) {
            int host = clientName == null ? -1 : name.lastIndexOf('-' + clientName.toLowerCase(Locale.ROOT) + '-');
            String service = host > 0 ? pipe.substring(0, host) : stream.group(1);
            return isPsexecs(service) ? new ToolPipe(PSEXEC, PSEXEC_SERVICE) : new ToolPipe("renamed PsExec", service);
        }
        if (isPsexecs(pipe)) {
            return new ToolPipe(PSEXEC, PSEXEC_SERVICE);
        }
        if (IMPACKET_STREAM.matcher(pipe).matches()) {
            return new ToolPipe("impacket psexec", null);
        }
        if (name.startsWith("remcom_")) {
            return new ToolPipe("RemCom", null);
        }
        if (name.startsWith("paexec")) {
            return new ToolPipe("PAExec", null);
        }
        if (name.startsWith("csexec")) {
            return new ToolPipe("CSExec", null);
        }
        return name.equals("ahexec") || name.startsWith("ahexec_") ? new ToolPipe("winexe", "winexesvc") : null;
    }

    /** PSEXESVC, or its name before version 2. */
    private static boolean isPsexecs(String service) {
        return service.equalsIgnoreCase("PSEXESVC") || service.equalsIgnoreCase("psexecsvc");
    }

    /** The tool that creates such a service; null where none is known. */
    static String ofService(String name, String command) {
        String lower = name == null ? "" : name.toLowerCase(Locale.ROOT);
        if (command != null && isSmbexec(command)) {
            return "impacket smbexec";
        }
        if (lower.equals("psexesvc")) {
            return PSEXEC;
        }
        if (lower.startsWith("paexec")) {
            return "PAExec";
        }
        return switch (lower) {
            case "remcomsvc" -> "RemCom";
            case "csexecsvc" -> "CSExec";
            case "winexesvc" -> "winexe";
            default -> null;
        };
    }

    /**
     * Whether the command writes a batch file whose output goes to a share, or to a folder named by a variable, as
     * smbexec's does. It is looked through once: a regular expression takes seconds for what is made to look alike.
     */
    private static boolean isSmbexec(String command) {
        int from = SMBEXEC_BEGINNING.length();
        int errorsAt = command.lastIndexOf(SMBEXEC_ERRORS);
        if (errorsAt < 0 || !command.regionMatches(true, 0, SMBEXEC_BEGINNING, 0, from)) {
            return false;
        }
        int at = command.indexOf(SMBEXEC_OUTPUT, from);
        while (at >= 0 && at < errorsAt) {
            int end = endOfPlace(command, at + SMBEXEC_OUTPUT.length());
            if (end >= 0) {
                return end <= errorsAt;
            }
            at = command.indexOf(SMBEXEC_OUTPUT, at + 1);
        }
        return false;
    }

    /** Where the beginning of a place, {@code %} or {@code \\HOST\}, ends; -1: there is none. */
    private static int endOfPlace(String command, int at) {
        if (command.startsWith("%", at)) {
            return at + 1;
        }
        int hostAt = at + 2;
        int end = command.startsWith("\\\\", at) ? command.indexOf('\\', hostAt) : -1;
        return end > hostAt ? end + 1 : -1;
    }

    /** The tool that registers a task with this command; null where none is known. */
    static String ofTask(String command) {
        return command != null && ATEXEC.matcher(command).matches() ? "impacket atexec" : null;
    }

    /** The tool that makes WMI run this command; null where none is known. */
    static String ofProcess(String command) {
        return isRedirected(command) ? "impacket wmiexec" : null;
    }

    /** The tool that makes a DCOM object run this command; null where none is known. */
    static String ofDispatch(String command) {
        return isRedirected(command) ? "impacket dcomexec" : null;
    }

    private static boolean isRedirected(String command) {
        return command != null && REDIRECTED.matcher(command).matches();
    }
}
