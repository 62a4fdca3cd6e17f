package io.sharetap.rpc;

import static io.sharetap.rpc.Pdus.FIRST;
import static io.sharetap.rpc.Pdus.LAST;
import static io.sharetap.rpc.Pdus.NDR;
import static io.sharetap.rpc.Pdus.NDR64;
import static io.sharetap.rpc.Pdus.SVCCTL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made of calls: their ways over the wire, their answers. */
class CallTest extends Association {
    @ParameterizedTest
    @CsvSource({"false, false", "true, false", "false, true", "true, true"})
    void aServiceThatIsCreatedAndStartedInEitherByteOrderAndEitherWayToWriteArguments(boolean big, boolean wide) {
        pdus = new Pdus(big);
        client(pdus.bind(PduReader.BIND, SVCCTL, NDR, SVCCTL, NDR64));
        server(pdus.bindAck(PduReader.BIND_ACK, wide ? null : NDR, wide ? NDR64 : null));
        int context = wide ? 1 : 0;
        client(pdus.request(2, context, ServiceCalls.CREATE_W, createW(new Stub(big, wide), "evil", PATH)));
        server(pdus.response(2, created(new Stub(big, wide), 7, 0)));
        client(pdus.request(
                3,
                context,
                ServiceCalls.START_W,
                new Stub(big, wide).handle(7).u32(0).size(0).bytes()));
        server(pdus.response(3, new Stub(big, wide).u32(0).bytes()));
        assertEquals(2, reported.size());
        assertEquals("service created evil " + PATH, said(0));
        assertEquals("service started evil " + PATH, said(1));
        assertEquals("Shown", reported.get(0).displayName());
        assertEquals("svcctl RCreateServiceW", reported.get(0).operation());
        assertTrue(reported.get(0).answered());
        assertEquals(0, state.memory.taken());
    }

    @Test
    void wherePiecesAreCutChangesNothing() {
        byte[] asked = pdus.request(2, 0, ServiceCalls.CREATE_W, createW(Stub.little(), "evil", PATH));
        byte[] answer = pdus.response(2, created(Stub.little(), 7, 0));
        bound(SVCCTL);
        for (int cut = 0; cut <= asked.length; cut++) {
            client(Arrays.copyOf(asked, cut));
            client(Arrays.copyOfRange(asked, cut, asked.length));
            int half = cut % answer.length;
            server(Arrays.copyOf(answer, half));
            server(Arrays.copyOfRange(answer, half, answer.length));
            assertEquals(cut + 1, reported.size());
        }
        assertEquals("service created evil " + PATH, said(asked.length));
    }

    @Test
    void fragmentsOfACallAndOfItsAnswer() {
        byte[] stub = createW(Stub.little(), "evil", PATH);
        byte[] answer = created(Stub.little(), 7, 0);
        bound(SVCCTL);
        client(pdus.request(FIRST, 2, 0, ServiceCalls.CREATE_W, Arrays.copyOf(stub, 40), new byte[0]));
        client(pdus.request(0, 2, 0, ServiceCalls.CREATE_W, Arrays.copyOfRange(stub, 40, 80), new byte[0]));
        client(pdus.request(LAST, 2, 0, ServiceCalls.CREATE_W, Arrays.copyOfRange(stub, 80, stub.length), new byte[0]));
        server(pdus.response(FIRST, 2, Arrays.copyOf(answer, 8), new byte[0]));
        server(pdus.response(LAST, 2, Arrays.copyOfRange(answer, 8, answer.length), new byte[0]));
        assertEquals("service created evil " + PATH, said(0));
        assertEquals(0, state.memory.taken());
    }

    @Test
    void aSealedCallIsReportedByItsOperation() {
        bound(SVCCTL);
        client(pdus.request(3, 2, 0, ServiceCalls.START_W, new byte[64], Pdus.verifier(6, 0)));
        server(pdus.response(3, 2, new byte[16], Pdus.verifier(6, 0)));
        assertEquals("service started null null", said(0));
        assertTrue(reported.get(0).sealed());
        client(pdus.request(3, 3, 0, ServiceCalls.CREATE_W, new byte[64], Pdus.verifier(6, 0)));
        server(pdus.fault(3));
        client(pdus.request(3, 4, 0, ServiceCalls.OPEN_W, new byte[64], Pdus.verifier(6, 0)));
        server(pdus.response(3, 4, new byte[16], Pdus.verifier(6, 0)));
        assertEquals(1, reported.size());
    }

    @Test
    void aSignedCallIsReadWithoutItsPadding() {
        bound(SVCCTL);
        byte[] stub = createW(Stub.little(), "evil", PATH);
        client(pdus.request(3, 2, 0, ServiceCalls.CREATE_W, stub, Pdus.verifier(5, 12)));
        server(pdus.response(3, 2, created(Stub.little(), 7, 0), Pdus.verifier(5, 4)));
        assertEquals("service created evil " + PATH, said(0));
    }

    @Test
    void whatTheServerRefusesIsNotReported() {
        bound(SVCCTL);
        client(pdus.request(2, 0, ServiceCalls.CREATE_W, createW(Stub.little(), "evil", PATH)));
        server(pdus.response(2, created(Stub.little(), 0, 1073)));
        client(pdus.request(3, 0, ServiceCalls.CREATE_W, createW(Stub.little(), "evil", PATH)));
        server(pdus.fault(3));
        client(pdus.request(
                4,
                0,
                ServiceCalls.START_W,
                Stub.little().handle(7).u32(0).size(0).bytes()));
        server(pdus.response(4, returned(5)));
        assertEquals(List.of(), reported);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1053, 1067})
    void aProgramThatIsNoServiceRanAllTheSame(long code) {
        bound(SVCCTL);
        client(pdus.request(
                2,
                0,
                ServiceCalls.OPEN_W,
                Stub.little().handle(1).text("evil").u32(0xF01FF).bytes()));
        server(pdus.response(2, Stub.little().handle(9).u32(0).bytes()));
        client(pdus.request(
                3,
                0,
                ServiceCalls.START_A,
                Stub.little().handle(9).u32(0).size(0).bytes()));
        server(pdus.response(3, returned(code)));
        assertEquals("service started evil null", said(0));
    }

    @Test
    void overTcpItIsReportedForTenMinutesAfterAWrite() {
        bound(SVCCTL);
        long written = now.clockNanos();
        now.set(1, 1, written + 600_000_000_000L);
        client(pdus.request(2, 0, ServiceCalls.CREATE_W, createW(Stub.little(), "evil", PATH)));
        server(pdus.response(2, created(Stub.little(), 7, 0)));
        assertEquals(1, reported.size());
        now.set(1, 1, written + 600_000_000_001L);
        client(pdus.request(3, 0, ServiceCalls.CREATE_W, createW(Stub.little(), "evil", PATH)));
        server(pdus.response(3, created(Stub.little(), 7, 0)));
        assertEquals(1, reported.size());
    }

    @Test
    void whatIsNotAnsweredIsReportedAtTheEnd() {
        client(pdus.bind(SVCCTL));
        client(pdus.request(2, 0, ServiceCalls.CREATE_W, createW(Stub.little(), "evil", PATH)));
        assertEquals(0, reported.size());
        pipe.onEnd(now);
        assertEquals("service created evil " + PATH, said(0));
        assertFalse(reported.get(0).answered());
    }

    @Test
    void narrowTextsAndAnotherBinaryOfAServiceThatIsThere() {
        bound(SVCCTL);
        Stub create = Stub.little()
                .handle(1)
                .narrow("evil")
                .size(0)
                .u32(0)
                .u32(0)
                .u32(0)
                .u32(0)
                .narrow(PATH);
        client(pdus.request(2, 0, ServiceCalls.CREATE_WOW64_A, create.size(0).bytes()));
        server(pdus.response(2, created(Stub.little(), 7, 0)));
        Stub change = Stub.little().handle(7).u32(-1).u32(-1).u32(-1).optional("C:\\b.exe");
        client(pdus.request(3, 0, ServiceCalls.CHANGE_W, change.bytes()));
        server(pdus.response(3, Stub.little().size(0).u32(0).bytes()));
        client(pdus.request(
                4,
                0,
                ServiceCalls.START_W,
                Stub.little().handle(7).u32(0).size(0).bytes()));
        server(pdus.response(4, returned(0)));
        assertEquals("service created evil " + PATH, said(0));
        assertEquals("service changed evil C:\\b.exe", said(1));
        assertEquals("service started evil C:\\b.exe", said(2));
    }

    @Test
    void aContextThatTheServerRefusedMeansNothing() {
        client(pdus.bind(PduReader.BIND, SVCCTL, NDR));
        server(pdus.bindAck(PduReader.BIND_ACK, (String) null));
        client(pdus.request(2, 0, ServiceCalls.CREATE_W, createW(Stub.little(), "evil", PATH)));
        server(pdus.response(2, created(Stub.little(), 7, 0)));
        assertEquals(List.of(), reported);
        client(pdus.bind(PduReader.ALTER_CONTEXT, SVCCTL, NDR));
        server(pdus.bindAck(PduReader.ALTER_CONTEXT_RESPONSE, NDR));
        client(pdus.request(3, 0, ServiceCalls.CREATE_W, createW(Stub.little(), "evil", PATH)));
        server(pdus.response(3, created(Stub.little(), 7, 0)));
        assertEquals(1, reported.size());
    }
}
