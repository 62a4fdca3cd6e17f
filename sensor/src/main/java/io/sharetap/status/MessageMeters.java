package io.sharetap.status;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.sharetap.base.Dialect;
import io.sharetap.pipeline.RunResult;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Registers a counter for each SMB command that was seen, in each dialect. */
final class MessageMeters {
    private static final int COMMANDS = 256;

    /** [MS-SMB2] 2.2.1.2, Command. */
    private static final List<String> SMB2 = List.of(
            "negotiate",
            "session_setup",
            "logoff",
            "tree_connect",
            "tree_disconnect",
            "create",
            "close",
            "flush",
            "read",
            "write",
            "lock",
            "ioctl",
            "cancel",
            "echo",
            "query_directory",
            "change_notify",
            "query_info",
            "set_info",
            "oplock_break",
            "server_to_client_notification");

    private final MeterRegistry registry;
    private final SensorView view;
    private final Set<String> registered = new HashSet<>();

    MessageMeters(MeterRegistry registry, SensorView view) {
        this.registry = registry;
        this.view = view;
    }

    /** Registers counters for what was seen since the last call. */
    void register() {
        RunResult counts = view.pipeline().counts();
        for (int command = 0; command < COMMANDS; command++) {
            for (Dialect dialect : Dialect.values()) {
                register(counts, dialect, command, false);
                register(counts, dialect, command, true);
            }
        }
    }

    private void register(RunResult counts, Dialect dialect, int command, boolean answer) {
        String kind = answer ? "answer" : "request";
        if (counts.messages(dialect, command, answer) > 0 && registered.add(dialect.label() + command + kind)) {
            FunctionCounter.builder(
                            Meter.SMB_MESSAGES.dotted(),
                            view,
                            seen -> seen.pipeline().counts().messages(dialect, command, answer))
                    .description(Meter.SMB_MESSAGES.sentence())
                    .tags("dialect", dialect.label(), "command", nameOf(dialect.smb2(), command))
                    .tags("kind", kind)
                    .register(registry);
        }
    }

    /** The command's name; SMB1's commands are given by number, as it has many that nobody uses. */
    private static String nameOf(boolean smb2, int command) {
        return smb2 && command < SMB2.size() ? SMB2.get(command) : String.format(Locale.ROOT, "0x%02x", command);
    }
}
