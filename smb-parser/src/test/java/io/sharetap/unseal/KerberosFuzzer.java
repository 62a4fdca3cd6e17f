package io.sharetap.unseal;

import java.util.Arrays;

/**
 * Fuzz target: by the first byte a keytab, or a message of a logon, or what a client with a ticket put into the sealed
 * parts of its tokens. The parts are cut by the second and third byte, in steps of 4 bytes.
 */
public final class KerberosFuzzer {
    private static final int STEP_BYTES = 4;
    private static final Keytab REAL = Keytab.read(MitKerberos.keytab("all"));
    private static final Keytab FORGED = ForgedLogon.keytab();

    private KerberosFuzzer() {}

    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length < 3) {
            return;
        }
        byte[] rest = Arrays.copyOfRange(input, 3, input.length);
        int first = Math.min(STEP_BYTES * (input[1] & 0xFF), rest.length);
        int second = Math.min(first + STEP_BYTES * (input[2] & 0xFF), rest.length);
        switch (input[0]) {
            case 'k':
                keytab(rest);
                break;
            case 'm':
                check(KerberosLogon.requestIn(rest), KerberosLogon.replyIn(rest), REAL);
                break;
            default:
                check(
                        ForgedLogon.request(Arrays.copyOf(rest, first), Arrays.copyOfRange(rest, first, second)),
                        second == rest.length ? null : ForgedLogon.reply(Arrays.copyOfRange(rest, second, rest.length)),
                        FORGED);
                break;
        }
    }

    private static void keytab(byte[] file) {
        try {
            if (!Keytab.read(file).toString().matches("[1-9][0-9]* keys")) {
                throw new AssertionError("no key");
            }
        } catch (IllegalArgumentException e) {
            if (!e.getMessage().matches("(it|the entry at byte \\d+) [a-z].*")) {
                throw new AssertionError("not in our words", e);
            }
        }
    }

    private static void check(byte[] request, byte[] reply, Keytab keytab) {
        KerberosLogon logon = request == null ? null : KerberosLogon.open(request, keytab);
        if (logon == null) {
            return;
        }
        if (logon.clientName() == null || keytab == REAL && !logon.toString().equals("alice@TEST.EXAMPLE")) {
            throw new AssertionError("client " + logon);
        }
        byte[] key = logon.sessionKey(reply);
        if (key != null && key.length != 16 && key.length != 32) {
            throw new AssertionError("a key of " + key.length + " bytes");
        }
    }
}
