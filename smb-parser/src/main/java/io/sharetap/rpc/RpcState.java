package io.sharetap.rpc;

import io.sharetap.base.Ledger;
import io.sharetap.base.Limits;
import io.sharetap.base.Moment;

/** Holds what all associations of one worker share. */
final class RpcState {
    final Limits limits;
    final Ledger ledger;
    final RpcSink sink;
    final RpcMemory memory;
    /** Shows the arguments of the call that is being read; valid until the next. */
    final NdrReader arguments = new NdrReader();

    final KnownServices services;
    final RecentWriters writers;
    final KnownServices tasks;
    final ActivatedClasses activated;
    /** Handles that are remembered in all associations. */
    int handles;

    private final ServiceCalls serviceCalls;
    private final TaskCalls taskCalls;
    private final RegistryCalls registryCalls;
    private final ComCalls comCalls;

    RpcState(Limits limits, Ledger ledger, RpcSink sink) {
        this.limits = limits;
        this.ledger = ledger;
        this.sink = sink;
        memory = new RpcMemory(limits, ledger);
        services = new KnownServices(limits.rpcHandlesMax());
        writers = new RecentWriters(limits.rpcHandlesMax());
        tasks = new KnownServices(limits.rpcHandlesMax());
        activated = new ActivatedClasses(limits.rpcHandlesMax());
        serviceCalls = new ServiceCalls(this);
        taskCalls = new TaskCalls(this);
        registryCalls = new RegistryCalls(this);
        comCalls = new ComCalls(this);
    }

    /** What a call means; null: nothing that is told, whatever the answer. {@code arguments} is null where sealed. */
    RpcCall.Meaning meaningOf(RpcCall call, NdrReader arguments) {
        return switch (call.meaning) {
            case SERVICES -> serviceCalls.meaningOf(call, arguments);
            case TASKS, AT -> taskCalls.meaningOf(call, arguments);
            case REGISTRY -> registryCalls.meaningOf(call, arguments);
            case WMI, ACTIVATION, DISPATCH -> comCalls.meaningOf(call, arguments);
            case ENDPOINT_MAPPER -> null;
        };
    }

    /** What comes over TCP without SMB is told where the client wrote files to the server minutes ago. */
    void tell(RemoteExecution execution, Moment now) {
        if (execution.session() != null || writers.wrote(execution.connection(), now)) {
            sink.onExecution(execution, now);
        }
    }

    /** A call that is sealed, told when it is answered, as what may be asked for by it. */
    RpcCall.Meaning sealed(RpcCall call, String via, String act) {
        return (answer, seen, now) -> tell(
                new RemoteExecution(
                        call.conversation.connection,
                        call.conversation.session,
                        via,
                        act,
                        null,
                        null,
                        null,
                        null,
                        call.operation(),
                        true,
                        seen),
                now);
    }
}
