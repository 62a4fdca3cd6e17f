package io.sharetap.rpc;

import io.sharetap.rpc.KnownServices.Service;

/** Reads calls to the service control manager: [MS-SCMR] 3.1.4. */
final class ServiceCalls {
    static final int DELETE = 2;
    static final int CHANGE_W = 11;
    static final int CREATE_W = 12;
    static final int OPEN_W = 16;
    static final int START_W = 19;
    static final int CHANGE_A = 23;
    static final int CREATE_A = 24;
    static final int OPEN_A = 28;
    static final int START_A = 31;
    static final int CREATE_WOW64_A = 44;
    static final int CREATE_WOW64_W = 45;
    static final int CREATE_WOW = 60;

    // Windows error codes, [MS-ERREF] 2.2.
    private static final long SUCCESS = 0;
    // Returned where the program is no service, but it was run all the same.
    private static final long SERVICE_REQUEST_TIMEOUT = 1_053;
    private static final long PROCESS_ABORTED = 1_067;

    private final RpcState shared;

    ServiceCalls(RpcState shared) {
        this.shared = shared;
    }

    RpcCall.Meaning meaningOf(RpcCall call, NdrReader arguments) {
        return switch (call.opnum) {
            case CREATE_W, CREATE_WOW64_W, CREATE_WOW -> create(call, arguments, true);
            case CREATE_A, CREATE_WOW64_A -> create(call, arguments, false);
            case CHANGE_W -> change(call, arguments, true);
            case CHANGE_A -> change(call, arguments, false);
            case OPEN_W -> open(call, arguments, true);
            case OPEN_A -> open(call, arguments, false);
            case START_W, START_A -> start(call, arguments);
            default -> null;
        };
    }

    private RpcCall.Meaning create(RpcCall call, NdrReader arguments, boolean unicode) {
        if (arguments == null) {
            return shared.sealed(call, "service", "created");
        }
        arguments.handle();
        String name = arguments.text(unicode);
        String displayName = arguments.optionalText(unicode);
        for (int i = 0; i < 4; i++) {
            arguments.u32(); // dwDesiredAccess, dwServiceType, dwStartType, dwErrorControl
        }
        String command = arguments.text(unicode);
        if (name == null) {
            return null;
        }
        Service service = new Service(name, displayName, command);
        return (answer, seen, now) -> {
            if (answer != null) {
                readTag(answer);
                NdrReader.Handle handle = answer.handle();
                if (answer.returned() != SUCCESS) {
                    return;
                }
                call.conversation.handles.put(handle, service);
            }
            shared.services.put(call.conversation.connection, service);
            shared.report(execution(call, "created", service, seen), now);
        };
    }

    /** lpdwTagId: a number behind a pointer that may be null. */
    private static void readTag(NdrReader answer) {
        if (answer.pointer()) {
            answer.u32();
        }
    }

    private RpcCall.Meaning change(RpcCall call, NdrReader arguments, boolean unicode) {
        if (arguments == null) {
            return shared.sealed(call, "service", "changed");
        }
        Service known = call.conversation.handles.get(arguments.handle(), Service.class);
        for (int i = 0; i < 3; i++) {
            arguments.u32(); // dwServiceType, dwStartType, dwErrorControl
        }
        String command = arguments.optionalText(unicode);
        if (command == null || command.isEmpty()) {
            return null; // the command is left unchanged
        }
        Service service = known == null
                ? new Service(null, null, command)
                : new Service(known.name(), known.displayName(), command);
        return (answer, seen, now) -> {
            if (answer == null || answer.returned() == SUCCESS) {
                shared.services.put(call.conversation.connection, service);
                shared.report(execution(call, "changed", service, seen), now);
            }
        };
    }

    private RpcCall.Meaning open(RpcCall call, NdrReader arguments, boolean unicode) {
        if (arguments == null) {
            return null;
        }
        arguments.handle();
        String name = arguments.text(unicode);
        if (name == null) {
            return null;
        }
        return (answer, seen, now) -> {
            if (answer != null) {
                NdrReader.Handle handle = answer.handle();
                if (answer.returned() == SUCCESS) {
                    call.conversation.handles.put(handle, new Service(name, null, null));
                }
            }
        };
    }

    private RpcCall.Meaning start(RpcCall call, NdrReader arguments) {
        if (arguments == null) {
            return shared.sealed(call, "service", "started");
        }
        Service opened = call.conversation.handles.get(arguments.handle(), Service.class);
        return (answer, seen, now) -> {
            if (answer != null && !ran(answer.returned())) {
                return;
            }
            Service service = opened == null || opened.name() == null
                    ? Service.UNKNOWN
                    : shared.services.of(call.conversation.connection, opened.name());
            shared.report(execution(call, "started", service, seen), now);
        };
    }

    private static boolean ran(long returned) {
        return returned == SUCCESS || returned == SERVICE_REQUEST_TIMEOUT || returned == PROCESS_ABORTED;
    }

    private static RemoteExecution execution(RpcCall call, String act, Service service, boolean seen) {
        String tool = RemoteTools.ofService(service.name(), service.command());
        return call.execution("service", act, service, tool, seen);
    }
}
