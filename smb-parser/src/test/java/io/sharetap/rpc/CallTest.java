package io.sharetap.rpc;

import static io.sharetap.rpc.Pdus.FIRST;
import static io.sharetap.rpc.Pdus.LAST;
import static io.sharetap.rpc.Pdus.NDR;
import static io.sharetap.rpc.Pdus.NDR64;
import static io.sharetap.rpc.Pdus.SVCCTL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.Unpooled;
import io.sharetap.base.Anomaly;
import io.sharetap.base.ByteWindow;
import io.sharetap.base.Ledger;
import io.sharetap.base.Limits;
import io.sharetap.base.Moment;
import io.sharetap.tcp.Connection;
import io.sharetap.tcp.LimitsWith;
import io.sharetap.tcp.Side;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made of calls, and of what only looks like one. */
class CallTest {
    private static final Connection CONNECTION = new Connection(1, 0, 1, 50_000, -1, 0, 2, 445, -1, -1, true);
    private static final String PATH = "%SystemRoot%\\a.exe";

    private final Ledger ledger = new Ledger();
    private final List<RemoteExecution> told = new ArrayList<>();
    private final Moment now = new Moment().set(1, 1, 1);
    private RpcState state = new RpcState(Limits.defaults(), ledger, (execution, at) -> told.add(execution));
    private RpcConversation pipe = new RpcConversation(state, CONNECTION, null);
    private Pdus pdus = new Pdus(false);

    private void limit(Map<String, Integer> limits) {
        state = new RpcState(LimitsWith.changed(limits), ledger, (execution, at) -> told.add(execution));
        pipe = new RpcConversation(state, CONNECTION, null);
    }

    private void client(byte[] bytes) {
        send(Side.CLIENT, bytes);
    }

    private void server(byte[] bytes) {
        send(Side.SERVER, bytes);
    }

    private void send(Side from, byte[] bytes) {
        pipe.onBytes(from, new ByteWindow().wrap(Unpooled.wrappedBuffer(bytes), 0, bytes.length), now);
    }

    private void bound(String uuid) {
        client(pdus.bind(uuid));
        server(pdus.bindAck(PduReader.BIND_ACK, NDR));
    }

    private static byte[] createW(Stub stub, String name, String path) {
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

    private static byte[] created(Stub stub, int handle, long returned) {
        return stub.size(0).handle(handle).u32(returned).bytes();
    }

    private static byte[] returned(long code) {
        return Stub.little().u32(code).bytes();
    }

    private String said(int index) {
        RemoteExecution one = told.get(index);
        return one.via() + ' ' + one.act() + ' ' + one.name() + ' ' + one.command();
    }

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
        assertEquals(2, told.size());
        assertEquals("service created evil " + PATH, said(0));
        assertEquals("service started evil " + PATH, said(1));
        assertEquals("Shown", told.get(0).displayName());
        assertEquals("svcctl RCreateServiceW", told.get(0).operation());
        assertTrue(told.get(0).answered());
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
            assertEquals(cut + 1, told.size());
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
    void aSealedCallIsToldByItsOperation() {
        bound(SVCCTL);
        client(pdus.request(3, 2, 0, ServiceCalls.START_W, new byte[64], Pdus.verifier(6, 0)));
        server(pdus.response(3, 2, new byte[16], Pdus.verifier(6, 0)));
        assertEquals("service started null null", said(0));
        assertTrue(told.get(0).sealed());
        client(pdus.request(3, 3, 0, ServiceCalls.CREATE_W, new byte[64], Pdus.verifier(6, 0)));
        server(pdus.fault(3));
        client(pdus.request(3, 4, 0, ServiceCalls.OPEN_W, new byte[64], Pdus.verifier(6, 0)));
        server(pdus.response(3, 4, new byte[16], Pdus.verifier(6, 0)));
        assertEquals(1, told.size());
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
    void whatTheServerRefusesIsNotTold() {
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
        assertEquals(List.of(), told);
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
    void whatIsNotAnsweredIsToldAtTheEnd() {
        client(pdus.bind(SVCCTL));
        client(pdus.request(2, 0, ServiceCalls.CREATE_W, createW(Stub.little(), "evil", PATH)));
        assertEquals(0, told.size());
        pipe.onEnd(now);
        assertEquals("service created evil " + PATH, said(0));
        assertFalse(told.get(0).answered());
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
        assertEquals(List.of(), told);
        client(pdus.bind(PduReader.ALTER_CONTEXT, SVCCTL, NDR));
        server(pdus.bindAck(PduReader.ALTER_CONTEXT_RESPONSE, NDR));
        client(pdus.request(3, 0, ServiceCalls.CREATE_W, createW(Stub.little(), "evil", PATH)));
        server(pdus.response(3, created(Stub.little(), 7, 0)));
        assertEquals(1, told.size());
    }

    @Test
    void tasks() {
        bound(Pdus.TASKS);
        String xml = "<?xml version=\"1.0\"?><Task><Actions Context=\"a\">\r\n<Exec><Command>cmd.exe</Command>"
                + "<Arguments>/C whoami &gt; %windir%\\Temp\\AbCdEfGh.tmp 2&gt;&amp;1</Arguments></Exec></Actions></Task>";
        Stub register = Stub.little()
                .optional("\\AbCdEfGh")
                .text(xml)
                .u32(6)
                .size(0)
                .u32(0)
                .u32(0)
                .size(0);
        client(pdus.request(2, 0, 1, register.bytes()));
        server(pdus.response(
                2, Stub.little().size(0x20000).text("\\AbCdEfGh").size(0).u32(0).bytes()));
        client(pdus.request(
                3, 0, 12, Stub.little().text("\\AbCdEfGh").u32(0).size(0).u32(0).bytes()));
        server(pdus.response(3, Stub.little().raw(new byte[16]).u32(0).bytes()));
        String command = "cmd.exe /C whoami > %windir%\\Temp\\AbCdEfGh.tmp 2>&1";
        assertEquals("task registered \\AbCdEfGh " + command, said(0));
        assertEquals("task run \\AbCdEfGh " + command, said(1));
        assertEquals("impacket atexec", told.get(0).tool());
        client(pdus.request(4, 0, 1, register.bytes()));
        server(pdus.response(4, Stub.little().size(0).size(0).u32(0x8007_0005L).bytes()));
        assertEquals(2, told.size());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void jobsOfAt(boolean wide) {
        client(pdus.bind(PduReader.BIND, Pdus.ATSVC, wide ? NDR64 : NDR));
        server(pdus.bindAck(PduReader.BIND_ACK, wide ? NDR64 : NDR));
        Stub job = new Stub(false, wide)
                .optional("\\\\dc1")
                .align(wide ? 8 : 4)
                .size(36_000_000)
                .u32(0);
        client(pdus.request(
                2, 0, 0, job.raw(new byte[2]).size(0x20008).text("C:\\a.exe /q").bytes()));
        server(pdus.response(2, Stub.little().u32(1).u32(0).bytes()));
        assertEquals("task registered null C:\\a.exe /q", said(0));
    }

    private void openKey(int callId, int opnum, byte[] stub, int handle) {
        client(pdus.request(callId, 0, opnum, stub));
        server(pdus.response(callId, Stub.little().handle(handle).u32(0).bytes()));
    }

    private void set(int callId, int handle, String value, int type, String data) {
        byte[] text = (data + '\0').getBytes(java.nio.charset.StandardCharsets.UTF_16LE);
        Stub set = Stub.little()
                .handle(handle)
                .counted(value)
                .u32(type)
                .size(text.length)
                .raw(text)
                .u32(text.length);
        client(pdus.request(callId, 0, RegistryCalls.SET_VALUE, set.bytes()));
        server(pdus.response(callId, returned(0)));
    }

    @Test
    void keysThatRunThings() {
        bound(Pdus.WINREG);
        openKey(
                2,
                RegistryCalls.OPEN_LOCAL_MACHINE,
                Stub.little().size(0).u32(0x2000000).bytes(),
                1);
        Stub open = Stub.little().handle(1).counted("SOFTWARE\\Microsoft\\Windows\\CurrentVersion");
        openKey(3, RegistryCalls.OPEN_KEY, open.u32(0).u32(0x20006).bytes(), 2);
        openKey(
                4,
                RegistryCalls.CREATE_KEY,
                Stub.little().handle(2).counted("Run").size(0).u32(0).bytes(),
                3);
        set(5, 3, "Updater", 1, "C:\\a.exe");
        Stub service = Stub.little()
                .handle(1)
                .counted("SYSTEM\\CurrentControlSet\\Services\\Evil")
                .u32(0)
                .u32(0);
        openKey(6, RegistryCalls.OPEN_KEY, service.bytes(), 4);
        set(7, 4, "ImagePath", 2, "%SystemRoot%\\b.exe");
        set(8, 4, "Description", 1, "nothing");
        set(9, 3, "Number", 4, "x");
        set(10, 9, "Unknown", 1, "C:\\c.exe");
        assertEquals(2, told.size());
        assertEquals("run-key set Updater C:\\a.exe", said(0));
        assertEquals("service changed Evil %SystemRoot%\\b.exe", said(1));
    }

    @Test
    void whatWmiIsAskedToRun() {
        bound(Pdus.WMI);
        String command = "cmd.exe /Q /c whoami 1> \\\\127.0.0.1\\ADMIN$\\__1700000000.5 2>&1";
        byte[] object = ("\0__PARAMETERS\0\0abstract\0\0CommandLine\0\0string\0\0__PARAMETERS\0\0" + command
                        + "\0\0C:\\\0")
                .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        Stub call = Stub.little()
                .raw(new byte[28])
                .size(0)
                .bstr("Win32_Process")
                .align(4)
                .bstr("Create")
                .u32(0)
                .size(0);
        client(pdus.request(
                2,
                0,
                24,
                call.size(0x20000)
                        .size(object.length)
                        .u32(object.length)
                        .raw(object)
                        .bytes()));
        server(pdus.response(2, Stub.little().raw(new byte[8]).size(0).u32(0).bytes()));
        assertEquals("wmi called Win32_Process.Create " + command, said(0));
        assertEquals("impacket wmiexec", told.get(0).tool());
    }

    @Test
    void classesThatAreActivatedAndCalled() {
        client(pdus.bind(PduReader.BIND, Pdus.ACTIVATION, NDR, Pdus.DISPATCH, NDR));
        server(pdus.bindAck(PduReader.BIND_ACK, NDR, NDR));
        byte[] mmc20 = pdus.uuid("49b2791a-b1ae-4c90-9b8e-e860ba07f889");
        client(pdus.request(
                2,
                0,
                4,
                Stub.little().raw(new byte[64]).raw(mmc20).raw(new byte[20]).bytes()));
        server(pdus.response(2, returned(0)));
        client(pdus.request(3, 1, 6, new byte[64]));
        server(pdus.response(3, returned(0)));
        assertEquals("dcom activated MMC20.Application null", said(0));
        assertEquals("dcom called MMC20.Application null", said(1));
    }

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
        assertEquals(1, told.size());
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
        assertEquals(List.of(), told);
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
        assertEquals(1, told.size());
    }

    @Test
    void callsThatWaitAreBounded() {
        bound(SVCCTL);
        for (int call = 2; call < 40; call++) {
            client(pdus.request(call, 0, ServiceCalls.CREATE_W, createW(Stub.little(), "evil" + call, PATH)));
        }
        assertEquals(6, ledger.of(Anomaly.RPC_CALLS_FULL));
        pipe.onEnd(now);
        assertEquals(32, told.size());
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
