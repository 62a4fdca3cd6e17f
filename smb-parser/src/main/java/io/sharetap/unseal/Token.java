package io.sharetap.unseal;

import java.util.Arrays;

/** Finds a token of a logon in a message by the bytes that it begins with, whatever it is wrapped in. */
final class Token {
    private Token() {}

    /** Where these bytes stand first in a message; -1: nowhere. */
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
