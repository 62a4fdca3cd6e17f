package io.sharetap.rpc;

import static io.sharetap.rpc.Pdus.NDR;
import static io.sharetap.rpc.Pdus.NDR64;
import static io.sharetap.rpc.WmiObjects.instance;
import static io.sharetap.rpc.WmiObjects.join;
import static io.sharetap.rpc.WmiObjects.packed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.sharetap.base.Anomaly;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What calls to objects mean: activations, WMI, IDispatch. */
class ComCallsTest extends Association {
    private static final String MMC20 = "49b2791a-b1ae-4c90-9b8e-e860ba07f889";
    private static final byte[] THIS = new byte[28];
    private static final int PROPERTY_GET = 2;
    private static final int METHOD = 1;
    private static final byte[] OBJECT = new byte[16];

    private int calls = 1;

    private void bound(boolean wide, String... interfaces) {
        String syntax = wide ? NDR64 : NDR;
        String[] offered = new String[2 * interfaces.length];
        String[] answers = new String[interfaces.length];
        for (int i = 0; i < interfaces.length; i++) {
            offered[2 * i] = interfaces[i];
            offered[2 * i + 1] = syntax;
            answers[i] = syntax;
        }
        client(pdus.bind(PduReader.BIND, offered));
        server(pdus.bindAck(PduReader.BIND_ACK, answers));
    }

    private void call(int context, int opnum, Stub arguments, Stub answer) {
        calls++;
        client(pdus.request(calls, context, opnum, arguments.bytes()));
        server(pdus.response(calls, answer.bytes()));
    }

    private void callOf(int object, int context, int opnum, Stub arguments, Stub answer) {
        calls++;
        byte[] id = OBJECT.clone();
        id[15] = (byte) object;
        client(pdus.requestTo(id, calls, context, opnum, arguments.bytes()));
        server(pdus.response(calls, answer.bytes()));
    }

    private static Stub ok(boolean wide) {
        return new Stub(false, wide).u32(0).size(0).size(0).size(0).u32(0);
    }

    private static byte[] custom(byte[] data) {
        return Stub.little()
                .u32(0x574F454D)
                .u32(4)
                .raw(new byte[32])
                .u32(0)
                .u32(data.length)
                .raw(data)
                .bytes();
    }

    private static Stub interfacePointer(Stub stub, byte[] reference) {
        return stub.size(0x20000)
                .size(reference.length)
                .u32(reference.length)
                .raw(reference)
                .align(4);
    }

    private static Stub execMethod(boolean wide, String path, String method, byte[] parameters) {
        Stub call = new Stub(false, wide)
                .raw(THIS)
                .size(0)
                .bstr(path)
                .align(4)
                .bstr(method)
                .align(4)
                .u32(0)
                .size(0);
        return interfacePointer(call, custom(parameters)).size(0).size(0);
    }

    @ParameterizedTest
    @CsvSource({"false, false", "false, true", "true, false", "true, true"})
    void whatWmiIsAskedToRun(boolean wide, boolean wideText) {
        bound(wide, Pdus.WMI);
        String command = "cmd.exe /Q /c whoami 1> \\\\127.0.0.1\\ADMIN$\\__1700000000.5 2>&1";
        byte[] parameters = instance(
                wideText ? 6 : 2,
                wideText,
                "__PARAMETERS",
                "ProcessStartupInformation",
                null,
                "CommandLine",
                command,
                "CurrentDirectory",
                "C:\\");
        call(0, ComCalls.EXEC_METHOD, execMethod(wide, "Win32_Process", "Create", parameters), ok(wide));
        assertEquals("wmi called Win32_Process.Create " + command, said(0));
        assertEquals("impacket wmiexec", told.get(0).tool());
        assertEquals(0, ledger.of(Anomaly.RPC_ARGUMENTS_INVALID));
    }

    @Test
    void theTextThatIsRunIsTheOneOfItsPropertyWhateverStandsBefore() {
        bound(false, Pdus.WMI);
        byte[] parameters =
                instance(2, false, "__PARAMETERS", "Comment", "calc.exe", "CommandLine", "C:\\evil.exe", "Other", "x");
        call(0, ComCalls.EXEC_METHOD, execMethod(false, "Win32_Process", "Create", parameters), ok(false));
        assertEquals("wmi called Win32_Process.Create C:\\evil.exe", said(0));
    }

    @Test
    void methodsWithoutACommandAreToldByTheirName() {
        bound(false, Pdus.WMI);
        byte[] parameters = instance(2, false, "__PARAMETERS", "Reason", "5");
        call(0, ComCalls.EXEC_METHOD, execMethod(false, "Win32_OperatingSystem", "Reboot", parameters), ok(false));
        assertEquals("wmi called Win32_OperatingSystem.Reboot null", said(0));
    }

    @Test
    void consumersOfEventsRunThingsAndOtherObjectsDoNot() {
        bound(false, Pdus.WMI);
        byte[] filter = custom(instance(2, false, "__EventFilter", "Name", "f", "Query", "SELECT *"));
        call(0, ComCalls.PUT_INSTANCE, interfacePointer(Stub.little().raw(THIS).size(0), filter), ok(false));
        byte[] consumer = custom(instance(
                2,
                false,
                "CommandLineEventConsumer",
                "Name",
                "c",
                "CommandLineTemplate",
                "C:\\evil.exe",
                "ExecutablePath",
                null));
        call(0, ComCalls.PUT_INSTANCE, interfacePointer(Stub.little().raw(THIS).size(0), consumer), ok(false));
        assertEquals(1, told.size());
        assertEquals("wmi set CommandLineEventConsumer C:\\evil.exe", said(0));
    }

    @Test
    void brokenObjectsAreCountedAndTheCallIsToldAllTheSame() {
        bound(false, Pdus.WMI);
        byte[] good = instance(2, false, "__PARAMETERS", "CommandLine", "C:\\a.exe");
        byte[] longer = good.clone();
        longer[4]++;
        byte[] noSignature = good.clone();
        noSignature[0]++;
        byte[] tooMany = good.clone();
        tooMany[8 + 1 + 13 + 8 + 3] = 1; // PropertyCount
        for (byte[] broken : List.of(longer, noSignature, tooMany)) {
            call(0, ComCalls.EXEC_METHOD, execMethod(false, "Win32_Process", "Create", broken), ok(false));
        }
        assertEquals(3, ledger.of(Anomaly.RPC_ARGUMENTS_INVALID));
        assertEquals(3, told.size());
        assertEquals("wmi called Win32_Process.Create null", said(2));
    }

    @Test
    void aTextThatLeadsOutsideIsCountedAndTheOthersAreRead() {
        bound(false, Pdus.WMI);
        byte[] parameters = instance(2, false, "__PARAMETERS", "CommandLine", "C:\\a.exe", "Other", "x");
        // behind the second value: one of 4 bytes' high byte, qualifiers of 5 bytes, the heap's length and its 27 bytes
        parameters[parameters.length - 27 - 4 - 5 - 1] = 1;
        call(0, ComCalls.EXEC_METHOD, execMethod(false, "Win32_Process", "Create", parameters), ok(false));
        assertEquals("wmi called Win32_Process.Create C:\\a.exe", said(0));
        assertEquals(1, ledger.of(Anomaly.RPC_ARGUMENTS_INVALID));
    }

    /** ActivationPropertiesIn: the property that names the class stands second. */
    private byte[] properties(String classId) {
        byte[] first = join(new byte[16], new byte[24]);
        byte[] instantiation = join(new byte[16], pdus.uuid(classId), new byte[24]);
        byte[] ids = join(
                pdus.uuid("000001a5-0000-0000-c000-000000000046"), pdus.uuid("000001ab-0000-0000-c000-000000000046"));
        byte[] sizes = packed(2, first.length, instantiation.length);
        int headerBytes = 16 + 20 + 16 + 12 + 4 + ids.length + sizes.length;
        byte[] header = join(new byte[16], packed(0, headerBytes, 0, 2, 2), new byte[16], packed(1, 2, 0, 2), ids);
        return join(packed(0, 0), header, sizes, first, instantiation);
    }

    private static Stub activation(byte[] reference) {
        return interfacePointer(Stub.little().raw(THIS).size(0).size(0), reference);
    }

    @Test
    void theClassOfAnActivationIsTheOneOfItsProperty() {
        bound(false, Pdus.ACTIVATION);
        call(0, 4, activation(custom(properties(MMC20))), Stub.little().u32(0));
        assertEquals("dcom activated MMC20.Application null", said(0));
        call(
                0,
                3,
                interfacePointer(Stub.little().raw(THIS).size(0), custom(properties(MMC20))),
                Stub.little().u32(0));
        assertEquals(2, told.size());
        call(0, 4, activation(custom(properties(Pdus.SAMR))), Stub.little().u32(0));
        call(0, 4, activation(custom(properties(MMC20))), Stub.little().u32(0x8007_0005L));
        assertEquals(2, told.size());
        assertEquals(0, ledger.of(Anomaly.RPC_ARGUMENTS_INVALID));
    }

    @Test
    void aClassThatOnlyStandsSomewhereAmongTheBytesIsNotActivated() {
        bound(false, Pdus.ACTIVATION);
        byte[] blob = custom(join(properties(Pdus.SAMR), pdus.uuid(MMC20)));
        call(0, 4, activation(blob), Stub.little().u32(0));
        assertEquals(List.of(), told);
        byte[] broken = properties(MMC20);
        broken[8 + 16 + 4 + 2] = 1; // headerSize leads outside
        call(0, 4, activation(custom(broken)), Stub.little().u32(0));
        assertEquals(List.of(), told);
        assertEquals(1, ledger.of(Anomaly.RPC_ARGUMENTS_INVALID));
    }

    private static Stub names(boolean wide, String name) {
        Stub asked = new Stub(false, wide).raw(THIS).size(0).raw(new byte[16]);
        return asked.size(1).size(0x20000).text(name).u32(1).u32(0x409);
    }

    private static Stub number(boolean wide, int number) {
        return new Stub(false, wide).u32(0).size(0).size(1).u32(number).u32(0);
    }

    /** Texts, or numbers, in the order in which they are written. */
    private static Stub invoke(boolean wide, int number, int flags, Object... arguments) {
        Stub asked = new Stub(false, wide).raw(THIS).size(0).u32(number).raw(new byte[16]);
        asked.u32(0x409)
                .u32(flags)
                .size(arguments.length)
                .size(0)
                .u32(arguments.length)
                .u32(0);
        if (arguments.length > 0) {
            asked.size(arguments.length);
            for (int i = 0; i < arguments.length; i++) {
                asked.size(0x20000 + 4L * i);
            }
        }
        for (int i = arguments.length - 1; i >= 0; i--) {
            int type = arguments[i] instanceof String ? 8 : (Integer) arguments[i];
            asked.align(8).u32(5).u32(0).u16(type).raw(new byte[6]).u32(type).align(wide ? 8 : 1);
            if (type == 8) {
                asked.bstr((String) arguments[i]);
            } else if (type == 2) {
                asked.u16(1);
            } else if (type == 3) {
                asked.u32(1);
            } else if (type == 5) {
                asked.align(8).raw(new byte[8]);
            } else if (type == 17) {
                asked.raw(new byte[1]);
            }
        }
        return asked.u32(0).size(0).size(0);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatIsCalledByItsName(boolean wide) {
        bound(wide, Pdus.ACTIVATION, Pdus.DISPATCH);
        call(
                0,
                4,
                interfacePointer(new Stub(false, wide).raw(THIS).size(0).size(0), custom(properties(MMC20))),
                ok(wide));
        callOf(1, 1, DispatchCalls.NAMES, names(wide, "Document"), number(wide, 1));
        callOf(1, 1, DispatchCalls.INVOKE, invoke(wide, 1, PROPERTY_GET), ok(wide));
        callOf(2, 1, DispatchCalls.NAMES, names(wide, "ExecuteShellCommand"), number(wide, 54));
        callOf(2, 1, DispatchCalls.INVOKE, invoke(wide, 54, METHOD, "cmd.exe", "C:\\", "/c calc", "7"), ok(wide));
        callOf(1, 1, DispatchCalls.NAMES, names(wide, "Quit"), number(wide, 54));
        callOf(1, 1, DispatchCalls.INVOKE, invoke(wide, 54, METHOD), ok(wide));
        assertEquals(2, told.size());
        assertEquals("dcom called MMC20.Application.ExecuteShellCommand cmd.exe /c calc", said(1));
        assertNull(told.get(1).tool());
    }

    @Test
    void argumentsOfOtherKindsArePassedOver() {
        bound(false, Pdus.DISPATCH);
        callOf(1, 0, DispatchCalls.NAMES, names(false, "ShellExecute"), number(false, 9));
        Stub call = invoke(false, 9, METHOD, "a.exe", "/q", 0, 2, 3, 5, 17, 1);
        callOf(1, 0, DispatchCalls.INVOKE, call, ok(false));
        assertEquals("dcom called ShellExecute a.exe /q", said(0));
        assertEquals(0, ledger.of(Anomaly.RPC_ARGUMENTS_INVALID));
    }

    @Test
    void whatHasNoNameIsToldByWhatItIsGiven() {
        bound(false, Pdus.DISPATCH);
        callOf(1, 0, DispatchCalls.INVOKE, invoke(false, 9, METHOD, "a.exe"), ok(false));
        callOf(1, 0, DispatchCalls.INVOKE, invoke(false, 9, METHOD, "a.exe", 0x200C), ok(false)); // an array
        callOf(1, 0, DispatchCalls.INVOKE, invoke(false, 9, PROPERTY_GET), ok(false));
        callOf(
                1,
                0,
                DispatchCalls.INVOKE,
                invoke(false, 9, METHOD),
                Stub.little().u32(0x8002_0009L));
        assertEquals(2, told.size());
        assertEquals("dcom called null a.exe", said(0));
        assertEquals("dcom called null null", said(1));
    }

    @Test
    void whatIsCalledWithArgumentsThatAreNotToldApartIsToldAllTheSame() {
        bound(false, Pdus.DISPATCH);
        callOf(1, 0, DispatchCalls.NAMES, names(false, "ShellExecute"), number(false, 9));
        callOf(1, 0, DispatchCalls.INVOKE, invoke(false, 9, METHOD, "a.exe", 0x200C), ok(false)); // an array
        assertEquals("dcom called ShellExecute null", said(0));
    }

    @Test
    void argumentsThatAreTooManyAreCounted() {
        bound(false, Pdus.DISPATCH);
        Stub asked = Stub.little().raw(THIS).size(0).u32(9).raw(new byte[16]);
        asked.u32(0).u32(METHOD).size(1).size(0).u32(0xFFFF_FFFFL).u32(0).size(0xFFFF_FFFFL);
        callOf(1, 0, DispatchCalls.INVOKE, asked, ok(false));
        assertEquals(1, ledger.of(Anomaly.RPC_ARGUMENTS_INVALID));
        callOf(
                1,
                0,
                DispatchCalls.NAMES,
                Stub.little().raw(THIS).size(0).raw(new byte[16]).size(0xFFFF_FFFFL),
                ok(false));
        assertEquals(2, ledger.of(Anomaly.RPC_ARGUMENTS_INVALID));
    }

    @Test
    void whatStandsBeforeTheArgumentsMayBeExtended() {
        bound(false, Pdus.DISPATCH);
        Stub extended = Stub.little().raw(THIS).size(0x20000).u32(1).u32(0).size(0x20004);
        extended.size(2).size(0x20008).size(0).size(8).raw(new byte[16]).u32(8).raw(new byte[8]);
        byte[] plain = invoke(false, 9, METHOD, "a.exe").bytes();
        // what follows keeps its place modulo eight
        byte[] rest = Arrays.copyOfRange(plain, 32, plain.length);
        assertEquals(0, extended.bytes().length % 8);
        callOf(1, 0, DispatchCalls.INVOKE, extended.raw(rest), ok(false));
        assertEquals("dcom called null a.exe", said(0));
    }
}
