package io.sharetap.rpc;

import io.sharetap.rpc.KnownServices.Service;

/** Reads activations of objects ([MS-DCOM] 3.1.2.5.2) and calls to WMI ([MS-WMI] 3.1.4.3). */
final class ComCalls {
    static final int PUT_INSTANCE = 14;
    static final int PUT_INSTANCE_ASYNC = 15;
    static final int EXEC_METHOD = 24;
    static final int EXEC_METHOD_ASYNC = 25;

    private static final int CREATE_INSTANCE = 4; // RemoteCreateInstance; 3 is RemoteGetClassObject

    /** Names of method parameters that hold what is run. */
    private static final String[] COMMANDS = {"commandline", "pathname", "command", "packagelocation"};

    /** Likewise, properties of the classes by which WMI runs something when an event occurs. */
    private static final String[] CONSUMER_COMMANDS = {"commandlinetemplate", "executablepath", "scripttext"};

    private final RpcState shared;

    ComCalls(RpcState shared) {
        this.shared = shared;
    }

    RpcCall.Meaning meaningOf(RpcCall call, NdrReader arguments) {
        if (call.meaning == RpcInterface.ACTIVATION) {
            return arguments == null ? shared.sealed(call, "dcom", "activated") : activation(call, arguments);
        }
        boolean puts = call.opnum == PUT_INSTANCE || call.opnum == PUT_INSTANCE_ASYNC;
        if (arguments == null) {
            return puts ? null : shared.sealed(call, "wmi", "called");
        }
        ObjectReferences.skipThis(arguments);
        return puts ? consumer(call, arguments) : method(call, arguments);
    }

    private RpcCall.Meaning activation(RpcCall call, NdrReader arguments) {
        ObjectReferences.skipThis(arguments);
        if (call.opnum == CREATE_INSTANCE) {
            arguments.interfacePointer(); // pUnkOuter
        }
        PackedReader properties = ObjectReferences.customData(arguments.interfacePointer());
        ComClass found = properties == null ? null : ComClass.of(ObjectReferences.activatedClass(properties));
        failWith(arguments, properties);
        if (found == null) {
            return null;
        }
        return (answer, seen, now) -> {
            if (answer != null && (int) answer.returned() < 0) {
                return;
            }
            shared.activated.put(call.conversation.connection.home(), found.title);
            if (found != ComClass.WMI_LOGIN) {
                shared.report(
                        call.execution("dcom", "activated", new Service(found.title, null, null), null, seen), now);
            }
        };
    }

    /** Passes a fault inside of an argument on to the arguments as a whole. */
    private static void failWith(NdrReader arguments, PackedReader inside) {
        if (inside != null && inside.broken()) {
            arguments.fail();
        }
    }

    private static WmiObject object(NdrReader arguments) {
        PackedReader data = ObjectReferences.customData(arguments.interfacePointer());
        WmiObject object = data == null ? null : WmiObject.read(data);
        failWith(arguments, data);
        return object;
    }

    /** ExecMethod: the object's path and the method's name are BSTRs, the parameters an object of [MS-WMIO]. */
    private RpcCall.Meaning method(RpcCall call, NdrReader arguments) {
        String path = arguments.bstr();
        String method = arguments.bstr();
        if (path == null || method == null) {
            return null;
        }
        arguments.u32(); // lFlags
        arguments.interfacePointer(); // pCtx
        WmiObject parameters = object(arguments);
        String command = parameters == null ? null : parameters.first(COMMANDS);
        String name = path + '.' + method;
        return command != null || WmiMethods.runs(path, method)
                ? reported(call, "called", name, command, RemoteTools.ofProcess(command))
                : (answer, seen, now) -> {
                    if (answer == null || (int) answer.returned() >= 0) {
                        shared.mention(call, name, now);
                    }
                };
    }

    /** PutInstance, as far as it makes the server run something whenever an event occurs. */
    private RpcCall.Meaning consumer(RpcCall call, NdrReader arguments) {
        WmiObject instance = object(arguments);
        boolean runs = instance != null
                && ("CommandLineEventConsumer".equalsIgnoreCase(instance.className())
                        || "ActiveScriptEventConsumer".equalsIgnoreCase(instance.className()));
        return runs ? reported(call, "set", instance.className(), instance.first(CONSUMER_COMMANDS), null) : null;
    }

    private RpcCall.Meaning reported(RpcCall call, String act, String name, String command, String tool) {
        return (answer, seen, now) -> {
            if (answer == null || (int) answer.returned() >= 0) {
                shared.report(call.execution("wmi", act, new Service(name, null, command), tool, seen), now);
            }
        };
    }
}
