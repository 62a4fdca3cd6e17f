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
    /** For so long after a client wrote a file, its calls over TCP are reported. */
    private static final long OF_LATE_NANOS = 600_000_000_000L;

    final Limits limits;
    final Ledger ledger;
    final RpcSink sink;
    final RpcMemory memory;
    /** Reads the arguments of the current call; valid until the next. */
    final NdrReader arguments = new NdrReader();

    final KnownServices services;
    /** When each client last wrote a file to each server, by the capture's clock. */
    private final Latest<Hosts, Time> written;

    final KnownServices tasks;
    /** The class that each client last made each server activate. */
    final Latest<Hosts, String> activated;

    /** The number of handles remembered in all associations. */
    int handles;

    /** A time that is updated in place, so that a write allocates nothing. */
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

    /**
     * The meaning of a call; null where nothing will be reported, whatever the answer. {@code arguments} is null where
     * the call is sealed.
     */
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

    /** Notes that the client of this connection wrote a file to its server. */
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

    /** Calls over TCP without SMB are reported only within minutes after the client wrote a file to the server. */
    private boolean isReported(Connection connection, SmbSession session, Moment now) {
        return session != null || wroteOfLate(connection, now);
    }

    void report(RemoteExecution execution, Moment now) {
        if (isReported(execution.connection(), execution.session(), now)) {
            sink.onExecution(execution, now);
        }
    }

    /** Reports a call of a method that runs nothing. */
    void mention(RpcCall call, String method, Moment now) {
        RpcConversation of = call.conversation;
        if (isReported(of.connection, of.session, now)) {
            sink.onObjectCall(of.connection, of.session, method, now);
        }
    }

    /** The meaning of a sealed call: when it is answered, it is reported as what such calls can ask for. */
    RpcCall.Meaning sealed(RpcCall call, String via, String act) {
        return (answer, seen, now) -> report(call.execution(via, act, Service.UNKNOWN, null, seen), now);
    }
}
