package io.sharetap.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.sharetap.base.Anomaly;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is called by name, as scripts do, and with which texts. */
class DispatchCallsTest extends ObjectCalls {
    private static final int PROPERTY_GET = 2;
    private static final int METHOD = 1;

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
            variant(asked, type, wide);
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
        assertEquals(2, reported.size());
        assertEquals("dcom called MMC20.Application.ExecuteShellCommand cmd.exe /c calc", said(1));
        assertNull(reported.get(1).tool());
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

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void argumentsByReferenceAreFollowed(boolean wide) {
        bound(wide, Pdus.DISPATCH);
        callOf(1, 0, DispatchCalls.NAMES, names(wide, "ShellExecute"), number(wide, 9));
        Stub asked = new Stub(false, wide).raw(THIS).size(0).u32(9).raw(new byte[16]);
        asked.u32(0x409).u32(METHOD).size(3).size(0).u32(3).u32(0).size(3);
        asked.size(0x20000).size(0x20004).size(0x20008);
        variant(asked, 0x4003, wide).size(1).u32(1);
        variant(asked, 0x400C, wide).size(1).size(2);
        variant(asked, 8, wide).bstr("/q");
        variant(asked, 0x4008, wide).size(1).bstr("a.exe");
        callOf(1, 0, DispatchCalls.INVOKE, asked.u32(0).size(0).size(0), ok(wide));
        assertEquals("dcom called ShellExecute a.exe /q", said(0));
        assertEquals(0, ledger.of(Anomaly.RPC_ARGUMENTS_INVALID));
    }

    @Test
    void anArgumentThatRefersToOnesThatReferIsNotFollowed() {
        bound(false, Pdus.DISPATCH);
        Stub asked = Stub.little().raw(THIS).size(0).u32(9).raw(new byte[16]);
        asked.u32(0x409).u32(METHOD).size(1).size(0).u32(1).u32(0).size(1).size(0x20000);
        for (int i = 0; i < 50; i++) {
            variant(asked, 0x400C, false).size(1).size(2);
        }
        callOf(1, 0, DispatchCalls.INVOKE, asked, ok(false));
        assertEquals("dcom called null null", said(0));
    }

    private static Stub variant(Stub stub, int type, boolean wide) {
        return stub.align(8).u32(5).u32(0).u16(type).raw(new byte[6]).u32(type).align(wide ? 8 : 1);
    }

    @Test
    void interfacesThatBeginAsIDispatchDoAreReadLikewise() {
        bound(false, "6efc2da2-b38c-457e-9abb-ed2d189b8c38");
        callOf(1, 0, DispatchCalls.NAMES, names(false, "ExecuteShellCommand"), number(false, 54));
        callOf(1, 0, DispatchCalls.INVOKE, invoke(false, 54, METHOD, "cmd.exe", "C:\\", "/c calc", "7"), ok(false));
        assertEquals("dcom called ExecuteShellCommand cmd.exe /c calc", said(0));
    }

    @Test
    void whatHasNoNameIsIdentifiedByWhatItIsGiven() {
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
        assertEquals(2, reported.size());
        assertEquals("dcom called null a.exe", said(0));
        assertEquals("dcom called null null", said(1));
    }

    @Test
    void whatIsCalledWithArgumentsThatCannotBeReadIsReportedAllTheSame() {
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
