package io.sharetap.event;

import java.util.Locale;

/**
 * Says that a client made a server run something, or set it up to ({@code smb-execution-observed}). Texts are null
 * where unknown.
 *
 * @param smb the session in which the client asked for it; null: unknown, or it came without SMB
 * @param via {@code service}, {@code task}, {@code run-key}, {@code registry}, {@code wmi}, {@code dcom}, {@code pipe}
 * @param act such as {@code created}, {@code started}, {@code registered}, {@code run}, {@code set}
 * @param name of the service, task, registry value, class or pipe
 * @param displayName of the service
 * @param command that is run
 * @param tool remote execution tool that is known to work in this way; null: none
 * @param operation the call, such as {@code svcctl RStartServiceW}; null: there was none
 * @param sealed whether the call was encrypted, so that only its operation is known
 * @param answered whether the server was seen to confirm it
 * @param written the write of an alert to which the execution belongs; null: none
 */
public record ExecutionObserved(
        long epochNanos,
        long position,
        String id,
        Endpoints endpoints,
        SmbContext smb,
        String via,
        String act,
        String name,
        String displayName,
        String command,
        String tool,
        String operation,
        boolean sealed,
        boolean answered,
        Written written)
        implements SensorEvent {

    /**
     * The write of an alert that was raised before.
     *
     * @param alertId {@code event.id} of the alert
     * @param path of the file inside its share; null: unknown
     * @param epochNanos when the file was written
     */
    public record Written(String alertId, String path, long epochNanos) {}

    /** An execution of which no more is known. */
    public ExecutionObserved(
            long epochNanos, long position, String id, Endpoints endpoints, String via, String name, String command) {
        this(epochNanos, position, id, endpoints, null, via, null, name, null, command, null, null, false, true, null);
    }

    /** This execution, between hosts of which more is known. */
    public ExecutionObserved with(Endpoints hosts) {
        return with(hosts, written);
    }

    /** This execution, assigned to the write of an alert. */
    public ExecutionObserved with(Written of) {
        return with(endpoints, of);
    }

    private ExecutionObserved with(Endpoints hosts, Written of) {
        return new ExecutionObserved(
                epochNanos,
                position,
                id,
                hosts,
                smb,
                via,
                act,
                name,
                displayName,
                command,
                tool,
                operation,
                sealed,
                answered,
                of);
    }

    /** The execution in words: {@code service "X" was started, running "C:\x.exe"}. */
    public String inWords() {
        StringBuilder text = new StringBuilder(96);
        text.append(via == null ? "something" : via);
        if (name != null) {
            text.append(" \"").append(name).append('"');
        }
        text.append(" was ").append(act == null ? "run" : act);
        if (command != null) {
            text.append(", which runs \"").append(command).append('"');
        }
        if (tool != null) {
            text.append(", as ").append(tool).append(" does");
        }
        if (sealed) {
            text.append(" (the call was encrypted)");
        }
        return text.append(answered ? "" : " (no answer was seen)").toString();
    }

    /** {@code 21.030 s after the write of tool.exe}; null where it belongs to no alert's write. */
    public String sinceWrite() {
        if (written == null) {
            return null;
        }
        double seconds = Math.abs(epochNanos - written.epochNanos()) / 1e9;
        return String.format(
                Locale.ROOT,
                "%.3f s %s the write of %s",
                seconds,
                epochNanos < written.epochNanos() ? "before" : "after",
                written.path() == null ? "a file whose name was not seen" : FilePath.name(written.path()));
    }

    @Override
    public IpAddress client() {
        return endpoints.client();
    }

    @Override
    public IpAddress destination() {
        return endpoints.destination();
    }
}
