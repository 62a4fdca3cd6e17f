package io.sharetap.unseal;

import java.util.Arrays;

/** Finds a logon token in a message by its first bytes, whatever it is wrapped in. */
final class Token {
    private Token() {}

    /** The first place of these bytes in a message; -1 where there is none. */
    static int find(byte[] message, byte[] beginning) {
        int last = message.length - beginning.length;
        for (int at = 0; at <= last; at++) {
            if (message[at] == beginning[0]
                    && Arrays.equals(message, at, at + beginning.length, beginning, 0, beginning.length)) {
                return at;
            }
        }
        return -1;
    }
}
