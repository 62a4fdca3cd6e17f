package io.sharetap.rpc;

import static io.sharetap.rpc.WmiObjects.instance;
import static io.sharetap.rpc.WmiObjects.join;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sharetap.base.Anomaly;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What calls to objects mean: activations, WMI. */
class ComCallsTest extends ObjectCalls {
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
        assertEquals("impacket wmiexec", reported.get(0).tool());
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
    void methodsThatRunNothingAreNoExecutions() {
        bound(false, Pdus.WMI);
        byte[] parameters = instance(2, false, "__PARAMETERS", "sSubKeyName", "SOFTWARE");
        call(0, ComCalls.EXEC_METHOD, execMethod(false, "StdRegProv", "EnumKey", parameters), ok(false));
        call(0, ComCalls.EXEC_METHOD, execMethod(false, "Win32_Process", "GetOwner", parameters), ok(false));
        call(
                0,
                ComCalls.EXEC_METHOD,
                execMethod(false, "Win32_Product", "GetOwner", parameters),
                Stub.little().u32(0x8004_1002L));
        assertEquals(List.of(), reported);
        assertEquals(List.of("StdRegProv.EnumKey", "Win32_Process.GetOwner"), mentioned);
    }

    @Test
    void methodsThatRunSomethingAreExecutionsThoughNoCommandIsKnown() {
        bound(false, Pdus.WMI);
        byte[] parameters = instance(2, false, "__PARAMETERS", "Reason", "5");
        String service = "\\\\fs01.corp\\root\\cimv2:Win32_Service.Name=\"a:b.c\"";
        call(0, ComCalls.EXEC_METHOD, execMethod(false, service, "StartService", parameters), ok(false));
        call(
                0,
                ComCalls.EXEC_METHOD,
                execMethod(false, "ROOT\\x:PS_ScheduledTask", "RegisterByXml", parameters),
                ok(false));
        call(0, ComCalls.EXEC_METHOD, execMethod(false, service, "StopService", parameters), ok(false));
        assertEquals("wmi called " + service + ".StartService null", said(0));
        assertEquals("wmi called ROOT\\x:PS_ScheduledTask.RegisterByXml null", said(1));
        assertEquals(List.of(service + ".StopService"), mentioned);
        byte[] command = instance(2, false, "__PARAMETERS", "CommandLine", "C:\\a.exe");
        call(0, ComCalls.EXEC_METHOD, execMethod(false, "Some_Agent", "Do", command), ok(false));
        assertEquals("wmi called Some_Agent.Do C:\\a.exe", said(2), "a command says that it is run");
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
        assertEquals(1, reported.size());
        assertEquals("wmi set CommandLineEventConsumer C:\\evil.exe", said(0));
    }

    @Test
    void brokenObjectsAreCountedAndTheCallIsReportedAllTheSame() {
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
        assertEquals(3, reported.size());
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
        assertEquals(2, reported.size());
        call(0, 4, activation(custom(properties(Pdus.SAMR))), Stub.little().u32(0));
        call(0, 4, activation(custom(properties(MMC20))), Stub.little().u32(0x8007_0005L));
        assertEquals(2, reported.size());
        assertEquals(0, ledger.of(Anomaly.RPC_ARGUMENTS_INVALID));
    }

    @Test
    void aClassThatOnlyStandsSomewhereAmongTheBytesIsNotActivated() {
        bound(false, Pdus.ACTIVATION);
        byte[] blob = custom(join(properties(Pdus.SAMR), pdus.uuid(MMC20)));
        call(0, 4, activation(blob), Stub.little().u32(0));
        assertEquals(List.of(), reported);
        byte[] broken = properties(MMC20);
        broken[8 + 16 + 4 + 2] = 1; // headerSize leads outside
        call(0, 4, activation(custom(broken)), Stub.little().u32(0));
        assertEquals(List.of(), reported);
        assertEquals(1, ledger.of(Anomaly.RPC_ARGUMENTS_INVALID));
    }
}
