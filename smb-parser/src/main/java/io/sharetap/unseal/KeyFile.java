package io.sharetap.unseal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Reads a file of keys, a line each; empty lines and those that begin with # count for nothing:
 *
 * <pre>
 * SESSIONID,SESSIONKEY,SERVERTOCLIENT,CLIENTTOSERVER     as Wireshark's smb2_seskey_list; hexadecimal, maybe in quotes,
 *                                                        the session's number in the order of its bytes on the wire
 * password [DOMAIN\]USER PASSWORD                        the password goes to the end of the line
 * nthash [DOMAIN\]USER 32-HEXADECIMAL-DIGITS
 * </pre>
 */
public final class KeyFile {
    private static final int SESSION_ID_BYTES = 8;
    private static final int FIELDS = 4;

    private final Map<Long, Secrets.OfSession> sessions = new HashMap<>();
    private final List<Account> accounts = new ArrayList<>();

    private KeyFile() {}

    /**
     * Reads a file's text in UTF-8.
     *
     * @throws IllegalArgumentException a line makes no sense; the message names its number, and nothing of its content
     */
    public static Secrets read(byte[] text) {
        KeyFile file = new KeyFile();
        String[] lines = new String(text, StandardCharsets.UTF_8).split("\r?\n", -1);
        for (int i = 0; i < lines.length; i++) {
            try {
                file.line(lines[i]);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("line " + (i + 1) + ": " + file.reason(e));
            }
        }
        return new Secrets(file.sessions, file.accounts);
    }

    /**
     * The reason for people. Messages of other classes may quote the secrets that they were given, so they are
     * replaced.
     */
    private String reason(IllegalArgumentException e) {
        return e instanceof Wrong ? e.getMessage() : "a number is not hexadecimal";
    }

    private void line(String line) {
        String text = line.strip();
        if (text.isEmpty() || text.startsWith("#")) {
            return;
        }
        if (text.startsWith("password ") || text.startsWith("nthash ")) {
            account(line.stripLeading().split(" ", 3));
        } else {
            session(text.split(",", -1));
        }
    }

    private void account(String[] words) {
        if (words.length != 3 || words[1].isEmpty()) {
            throw new Wrong("a name and a secret must follow, each after one space");
        }
        int slash = words[1].indexOf('\\');
        String domain = slash < 0 ? null : words[1].substring(0, slash);
        byte[] hash = words[0].equals("password") ? Account.ntHash(words[2]) : ntHash(words[2].strip());
        accounts.add(new Account(words[1].substring(slash + 1), domain, hash));
    }

    private static byte[] ntHash(String digits) {
        if (digits.length() != 2 * Account.HASH_BYTES || !digits.chars().allMatch(HexFormat::isHexDigit)) {
            throw new Wrong("an NT hash has 32 hexadecimal digits, and no other (LM) hash in front of it");
        }
        return HexFormat.of().parseHex(digits);
    }

    private void session(String[] fields) {
        if (fields.length != FIELDS && fields.length != 2) {
            throw new Wrong("it is neither \"password USER …\", nor \"nthash USER …\", nor a session's number and keys"
                    + " (four fields between commas)");
        }
        List<byte[]> parts = Stream.concat(Arrays.stream(fields), Stream.of("", ""))
                .map(field -> HexFormat.of().parseHex(field.replace("\"", "").strip()))
                .toList();
        if (parts.get(0).length != SESSION_ID_BYTES) {
            throw new Wrong("a session's number has 16 hexadecimal digits");
        }
        byte[] fromServer = parts.get(2);
        byte[] fromClient = parts.get(3);
        boolean both = fromServer.length > 0 && fromServer.length == fromClient.length;
        if (!both && (fromServer.length > 0 || fromClient.length > 0 || parts.get(1).length == 0)
                || Stream.of(parts.get(1), fromServer)
                        .anyMatch(key -> !List.of(0, 16, 32).contains(key.length))) {
            throw new Wrong("a key has 32 or 64 hexadecimal digits; give a session's key, or both directions'");
        }
        long number =
                ByteBuffer.wrap(parts.get(0)).order(ByteOrder.LITTLE_ENDIAN).getLong();
        sessions.put(
                number,
                new Secrets.OfSession(
                        parts.get(1).length == 0 ? null : parts.get(1),
                        both ? CipherKeys.given(fromClient, fromServer) : null));
    }

    /** What is wrong with a line, in a message that quotes nothing of it. */
    private static final class Wrong extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        Wrong(String message) {
            super(message);
        }
    }
}
