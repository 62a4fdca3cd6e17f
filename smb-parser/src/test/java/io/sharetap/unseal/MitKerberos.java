package io.sharetap.unseal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/** What MIT Kerberos wrote: keytabs, and tokens of logons with the key that both sides had in the end. */
final class MitKerberos {
    private static final List<String[]> LINES = lines();

    /** One logon; {@code reply}: null where the client did not ask for it. */
    record Exchange(String keyType, byte[] request, byte[] reply, byte[] sessionKey) {
        @Override
        public String toString() {
            return keyType + (reply == null ? ", no reply" : ", a reply");
        }
    }

    private MitKerberos() {}

    private static List<String[]> lines() {
        try (InputStream file = MitKerberos.class.getResourceAsStream("kerberos.txt")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" "))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] keytab(String name) {
        return LINES.stream()
                .filter(words -> words[0].equals("keytab") && words[1].equals(name))
                .map(words -> HexFormat.of().parseHex(words[2]))
                .findFirst()
                .orElseThrow();
    }

    static List<Exchange> logons() {
        return LINES.stream()
                .filter(words -> words[0].equals("logon"))
                .map(words -> new Exchange(
                        words[1],
                        HexFormat.of().parseHex(words[2]),
                        words[3].equals("-") ? null : HexFormat.of().parseHex(words[3]),
                        HexFormat.of().parseHex(words[4])))
                .toList();
    }
}
