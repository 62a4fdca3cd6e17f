package io.sharetap.rpc;

import io.sharetap.base.Hosts;
import io.sharetap.base.Ledger;
import io.sharetap.base.Limits;
import io.sharetap.base.Moment;
import io.sharetap.rpc.KnownServices.Service;
import io.sharetap.smb.SmbSession;
import io.sharetap.tcp.Connection;

/** Holds what all associations of one worker share. */
final class RpcState {
    /** So long after a write calls over TCP are told. */
    private static final long OF_LATE_NANOS = 600_000_000_000L;

    final Limits limits;
    final Ledger ledger;
    final RpcSink sink;
    final RpcMemory memory;
    /** Shows the arguments of the call that is being read; valid until the next. */
    final NdrReader arguments = new NdrReader();

    final KnownServices services;
    /** When clients last wrote a file to servers, by the capture's clock. */
    private final Latest<Hosts, Time> written;

    final KnownServices tasks;
    /** The class that a client had a server activate last. */
    final Latest<Hosts, String> activated;

    /** Handles that are remembered in all associations. */
    int handles;

    /** A time that is set anew with each file. */
    private static final class Time {
        private long nanos;
    }

    private final ServiceCalls serviceCalls;
    private final TaskCalls taskCalls;
    private final RegistryCalls registryCalls;
    private final ComCalls comCalls;
    private final DispatchCalls dispatchCalls;

    RpcState(Limits limits, Ledger ledger, RpcSink sink) {
        this.limits = limits;
        this.ledger = ledger;
        this.sink = sink;
        memory = new RpcMemory(limits, ledger);
        services = new KnownServices(limits.rpcHandlesMax());
        written = new Latest<>(limits.rpcHandlesMax());
        tasks = new KnownServices(limits.rpcHandlesMax());
        activated = new Latest<>(limits.rpcHandlesMax());
        serviceCalls = new ServiceCalls(this);
        taskCalls = new TaskCalls(this);
        registryCalls = new RegistryCalls(this);
        comCalls = new ComCalls(this);
        dispatchCalls = new DispatchCalls(this);
    }

    /** What a call means; null: nothing that is told, whatever the answer. {@code arguments} is null where sealed. */
    RpcCall.Meaning meaningOf(RpcCall call, NdrReader arguments) {
        return switch (call.meaning) {
            case SERVICES -> serviceCalls.meaningOf(call, arguments);
            case TASKS, AT -> taskCalls.meaningOf(call, arguments);
            case REGISTRY -> registryCalls.meaningOf(call, arguments);
            case DISPATCH -> dispatchCalls.meaningOf(call, arguments);
            case WMI, ACTIVATION -> comCalls.meaningOf(call, arguments);
            case ENDPOINT_MAPPER -> null;
        };
    }

    /** The client of this connection wrote a file to its server. */
    void onWrite(Connection connection, Moment now) {
        Time last = written.get(connection.home());
        if (last == null) {
            last = new Time();
            written.put(connection.home(), last);
        }
        last.nanos = now.clockNanos();
    }

    private boolean wroteOfLate(Connection connection, Moment now) {
        Time last = written.get(connection.home());
        return last != null && now.clockNanos() - last.nanos <= OF_LATE_NANOS;
    }

    /** What comes over TCP without SMB is told where the client wrote files to the server minutes ago. */
    private boolean isTold(Connection connection, SmbSession session, Moment now) {
        return session != null || wroteOfLate(connection, now);
    }

    void tell(RemoteExecution execution, Moment now) {
        if (isTold(execution.connection(), execution.session(), now)) {
            sink.onExecution(execution, now);
        }
    }

    /** A method was called that runs nothing. */
    void mention(RpcCall call, String method, Moment now) {
        RpcConversation of = call.conversation;
        if (isTold(of.connection, of.session, now)) {
            sink.onObjectCall(of.connection, of.session, method, now);
        }
    }

    /** A call that is sealed, told when it is answered, as what may be asked for by it. */
    RpcCall.Meaning sealed(RpcCall call, String via, String act) {
        return (answer, seen, now) -> tell(call.execution(via, act, Service.UNKNOWN, null, seen), now);
    }
}
