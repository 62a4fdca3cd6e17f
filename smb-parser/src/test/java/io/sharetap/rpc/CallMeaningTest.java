package io.sharetap.rpc;

import static io.sharetap.rpc.Pdus.NDR;
import static io.sharetap.rpc.Pdus.NDR64;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the calls of tasks, of the registry and of objects mean. */
class CallMeaningTest extends Association {
    @Test
    void tasks() {
        bound(Pdus.TASKS);
        String xml = "<?xml version=\"1.0\"?><Task><Actions Context=\"a\">\r\n<Exec><Command>cmd.exe</Command>"
                + "<Arguments>/C whoami &gt; %windir%\\Temp\\AbCdEfGh.tmp 2&gt;&amp;1</Arguments></Exec>"
                + "</Actions></Task>";
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
        assertEquals("impacket atexec", reported.get(0).tool());
        client(pdus.request(4, 0, 1, register.bytes()));
        server(pdus.response(4, Stub.little().size(0).size(0).u32(0x8007_0005L).bytes()));
        assertEquals(2, reported.size());
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
        assertEquals(2, reported.size());
        assertEquals("run-key set Updater C:\\a.exe", said(0));
        assertEquals("service changed Evil %SystemRoot%\\b.exe", said(1));
    }
}
