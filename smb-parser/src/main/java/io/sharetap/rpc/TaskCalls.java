package io.sharetap.rpc;

import io.sharetap.rpc.KnownServices.Service;
import io.sharetap.tcp.Connection;

/** Reads calls to the task scheduler ([MS-TSCH] 3.2.5.4) and to its predecessor (3.2.5.2). */
final class TaskCalls {
    private static final int REGISTER = 1; // SchRpcRegisterTask
    private static final int XML_CHARS_MAX = 1 << 17;
    private static final int VALIDATE_ONLY = 0x1; // flags of SchRpcRegisterTask: nothing is registered

    private final RpcState shared;

    TaskCalls(RpcState shared) {
        this.shared = shared;
    }

    RpcCall.Meaning meaningOf(RpcCall call, NdrReader arguments) {
        if (call.meaning == RpcInterface.AT) {
            return arguments == null ? shared.sealed(call, "task", "registered") : addJob(call, arguments);
        }
        if (call.opnum == REGISTER) {
            return arguments == null ? shared.sealed(call, "task", "registered") : register(call, arguments);
        }
        return arguments == null ? shared.sealed(call, "task", "run") : run(call, arguments);
    }

    private RpcCall.Meaning register(RpcCall call, NdrReader arguments) {
        String path = arguments.optionalText(true);
        String xml = arguments.text(true, XML_CHARS_MAX);
        long flags = arguments.u32();
        if (xml == null || (flags & VALIDATE_ONLY) != 0) {
            return null;
        }
        Service task = new Service(path, null, TaskXml.commandOf(xml));
        String tool = RemoteTools.ofTask(task.command());
        return (answer, seen, now) -> {
            if (answer != null && (int) answer.returned() < 0) {
                return;
            }
            shared.tasks.put(call.conversation.connection, task);
            shared.report(call.execution("task", "registered", task, tool, seen), now);
        };
    }

    private RpcCall.Meaning run(RpcCall call, NdrReader arguments) {
        String path = arguments.text(true);
        if (path == null) {
            return null;
        }
        Connection connection = call.conversation.connection;
        return (answer, seen, now) -> {
            if (answer == null || (int) answer.returned() >= 0) {
                Service task = shared.tasks.of(connection, path);
                shared.report(call.execution("task", "run", task, RemoteTools.ofTask(task.command()), seen), now);
            }
        };
    }

    /** NetrJobAdd: the server's name, then AT_INFO, which is followed by its command. */
    private RpcCall.Meaning addJob(RpcCall call, NdrReader arguments) {
        arguments.optionalText(true);
        arguments.alignToPointer();
        arguments.size(); // JobTime, as wide as a pointer
        arguments.u32(); // DaysOfMonth
        arguments.skip(2); // DaysOfWeek, Flags
        String command = arguments.optionalText(true);
        if (command == null) {
            return null;
        }
        Service job = new Service(null, null, command);
        return (answer, seen, now) -> {
            if (answer == null || answer.returned() == 0) {
                shared.report(call.execution("task", "registered", job, RemoteTools.ofTask(command), seen), now);
            }
        };
    }
}
