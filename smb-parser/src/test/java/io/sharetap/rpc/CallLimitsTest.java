package io.sharetap.rpc;

import static io.sharetap.rpc.Pdus.FIRST;
import static io.sharetap.rpc.Pdus.LAST;
import static io.sharetap.rpc.Pdus.NDR;
import static io.sharetap.rpc.Pdus.SVCCTL;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sharetap.base.Anomaly;
import io.sharetap.tcp.Side;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What only looks like a call, and what is too much. */
class CallLimitsTest extends Association {
    @Test
    void otherInterfacesGoByWithoutBeingKept() {
        bound(Pdus.SAMR);
        client(pdus.request(FIRST, 2, 0, 5, new byte[4_000], new byte[0]));
        assertEquals(0, state.memory.taken());
        assertEquals(0, ledger.of(Anomaly.RPC_PDU_INVALID));
    }

    @Test
    void bytesThatAreNoPduAreCountedAndPassedOver() {
        client(new byte[100]);
        assertEquals(0, ledger.of(Anomaly.RPC_PDU_INVALID)); // a pipe of something else
        bound(SVCCTL);
        client(new byte[100]);
        assertEquals(1, ledger.of(Anomaly.RPC_PDU_INVALID));
        pipe.onGap(Side.CLIENT);
        client(pdus.request(2, 0, ServiceCalls.CREATE_W, createW(Stub.little(), "evil", PATH)));
        server(pdus.response(2, created(Stub.little(), 7, 0)));
        assertEquals(1, reported.size());
    }

    @Test
    void aBindThatIsShorterThanItSays() {
        byte[] bind = pdus.bind(SVCCTL);
        bind[24] = 9;
        client(bind);
        assertEquals(1, ledger.of(Anomaly.RPC_BIND_INVALID));
    }

    @Test
    void aFragmentWithoutItsFirst() {
        bound(SVCCTL);
        client(pdus.request(LAST, 2, 0, ServiceCalls.CREATE_W, new byte[8], new byte[0]));
        assertEquals(1, ledger.of(Anomaly.RPC_FRAGMENT_INVALID));
    }

    @Test
    void argumentsThatAreNone() {
        bound(SVCCTL);
        client(pdus.request(2, 0, ServiceCalls.CREATE_W, new byte[21]));
        server(pdus.response(2, created(Stub.little(), 7, 0)));
        assertEquals(1, ledger.of(Anomaly.RPC_ARGUMENTS_INVALID));
        assertEquals(List.of(), reported);
    }

    @Test
    void aCallIsBounded() {
        limit(Map.of("rpcBytesPerCall", 1_000));
        bound(SVCCTL);
        client(pdus.request(FIRST, 2, 0, ServiceCalls.CREATE_W, new byte[600], new byte[0]));
        client(pdus.request(0, 2, 0, ServiceCalls.CREATE_W, new byte[600], new byte[0]));
        assertEquals(1, ledger.of(Anomaly.RPC_CALL_TOO_LONG));
        assertEquals(0, state.memory.taken());
    }

    @Test
    void callsOfAllPipesAreBounded() {
        limit(Map.of("rpcBytesMax", 1_000));
        bound(SVCCTL);
        client(pdus.request(2, 0, ServiceCalls.CREATE_W, new byte[2_000]));
        assertEquals(1, ledger.of(Anomaly.RPC_MEMORY_FULL));
        client(pdus.request(3, 0, ServiceCalls.CREATE_W, createW(Stub.little(), "evil", PATH)));
        server(pdus.response(3, created(Stub.little(), 7, 0)));
        assertEquals(1, reported.size());
    }

    @Test
    void callsThatWaitAreBounded() {
        bound(SVCCTL);
        for (int call = 2; call < 40; call++) {
            client(pdus.request(call, 0, ServiceCalls.CREATE_W, createW(Stub.little(), "evil" + call, PATH)));
        }
        assertEquals(6, ledger.of(Anomaly.RPC_CALLS_FULL));
        pipe.onEnd(now);
        assertEquals(32, reported.size());
    }

    @Test
    void contextsAreBounded() {
        String[] many = new String[160];
        Arrays.setAll(many, i -> i % 2 == 0 ? SVCCTL : NDR);
        client(pdus.bind(PduReader.BIND, many));
        assertEquals(16, ledger.of(Anomaly.RPC_CONTEXTS_FULL));
    }

    @Test
    void handlesAreBounded() {
        limit(Map.of("rpcHandlesMax", 2));
        bound(SVCCTL);
        for (int handle = 1; handle <= 3; handle++) {
            byte[] open = Stub.little().handle(1).text("s" + handle).u32(0).bytes();
            client(pdus.request(handle + 1, 0, ServiceCalls.OPEN_W, open));
            server(pdus.response(handle + 1, Stub.little().handle(handle).u32(0).bytes()));
        }
        assertEquals(1, ledger.of(Anomaly.RPC_HANDLES_FULL));
        client(pdus.request(
                9,
                0,
                ServiceCalls.START_W,
                Stub.little().handle(3).u32(0).size(0).bytes()));
        server(pdus.response(9, returned(0)));
        assertEquals("service started s3 null", said(0));
        pipe.onEnd(now);
        assertEquals(0, state.handles);
    }
}
