package io.sharetap.rpc;

import static io.sharetap.rpc.Pdus.NDR;

import io.netty.buffer.Unpooled;
import io.sharetap.base.ByteWindow;
import io.sharetap.base.Ledger;
import io.sharetap.base.Limits;
import io.sharetap.base.Moment;
import io.sharetap.smb.SmbSession;
import io.sharetap.tcp.Connection;
import io.sharetap.tcp.LimitsWith;
import io.sharetap.tcp.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One association, and what is told of it. */
abstract class Association {
    static final Connection CONNECTION = new Connection(1, 0, 1, 50_000, -1, 0, 2, 445, -1, -1, true);
    static final String PATH = "%SystemRoot%\\a.exe";

    final Ledger ledger = new Ledger();
    final List<RemoteExecution> reported = new ArrayList<>();
    /** Methods that run nothing. */
    final List<String> mentioned = new ArrayList<>();

    final Moment now = new Moment().set(1, 1, 1);
    RpcState state;
    RpcConversation pipe;
    Pdus pdus = new Pdus(false);

    Association() {
        begin(Limits.defaults());
    }

    /** Over TCP, of a client that wrote to its server just now. */
    private void begin(Limits limits) {
        state = new RpcState(limits, ledger, new RpcSink() {
            @Override
            public void onExecution(RemoteExecution execution, Moment at) {
                reported.add(execution);
            }

            @Override
            public void onObjectCall(Connection connection, SmbSession session, String method, Moment at) {
                mentioned.add(method);
            }
        });
        state.onWrite(CONNECTION, now);
        pipe = new RpcConversation(state, CONNECTION, null);
    }

    void limit(Map<String, Integer> limits) {
        begin(LimitsWith.changed(limits));
    }

    void client(byte[] bytes) {
        send(Side.CLIENT, bytes);
    }

    void server(byte[] bytes) {
        send(Side.SERVER, bytes);
    }

    void send(Side from, byte[] bytes) {
        pipe.onBytes(from, new ByteWindow().wrap(Unpooled.wrappedBuffer(bytes), 0, bytes.length), now);
    }

    void bound(String uuid) {
        client(pdus.bind(uuid));
        server(pdus.bindAck(PduReader.BIND_ACK, NDR));
    }

    static byte[] createW(Stub stub, String name, String path) {
        stub.handle(1)
                .text(name)
                .optional("Shown")
                .u32(0xF01FF)
                .u32(0x10)
                .u32(3)
                .u32(0)
                .text(path);
        return stub.size(0).size(0).size(0).u32(0).size(0).size(0).u32(0).bytes();
    }

    static byte[] created(Stub stub, int handle, long returned) {
        return stub.size(0).handle(handle).u32(returned).bytes();
    }

    static byte[] returned(long code) {
        return Stub.little().u32(code).bytes();
    }

    String said(int index) {
        RemoteExecution one = reported.get(index);
        return one.via() + ' ' + one.act() + ' ' + one.name() + ' ' + one.command();
    }
}
