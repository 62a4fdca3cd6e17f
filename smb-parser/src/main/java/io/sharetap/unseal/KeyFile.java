package io.sharetap.unseal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
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
    private static final String PASSWORD = "password ";
    private static final String NT_HASH = "nthash ";
    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final int SESSION_ID_BYTES = 8;
    private static final int FIELDS = 4;

    private final Map<Long, Secrets.OfSession> sessions = new HashMap<>();
    private final List<Account> accounts = new ArrayList<>();

    private KeyFile() {}

    /**
     * Reads a file's text in UTF-8, with or without a byte order mark. Secrets become no strings, which would stay in
     * memory until the next collection of garbage.
     *
     * @throws IllegalArgumentException a line makes no sense; the message names its number, and nothing of its content
     */
    public static Secrets read(byte[] text) {
        KeyFile file = new KeyFile();
        CharBuffer characters = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(text));
        try {
            file.lines(characters);
        } finally {
            Arrays.fill(characters.array(), '\0');
        }
        return new Secrets(file.sessions, file.accounts);
    }

    private void lines(CharBuffer text) {
        int from = text.length() > 0 && text.charAt(0) == BYTE_ORDER_MARK ? 1 : 0;
        for (int number = 1; from <= text.length(); number++) {
            int end = indexOf(text, '\n', from);
            int to = end > from && end < text.length() && text.charAt(end - 1) == '\r' ? end - 1 : end;
            try {
                line(text.subSequence(from, to));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("line " + number + ": " + e.getMessage());
            }
            from = end + 1;
        }
    }

    /** The first index of {@code wanted} that is not below {@code from}; the text's length where there is none. */
    private static int indexOf(CharBuffer text, char wanted, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) != wanted) {
            at++;
        }
        return at;
    }

    private void line(CharBuffer line) {
        CharBuffer text = stripped(line);
        if (text.isEmpty() || text.charAt(0) == '#') {
            return;
        }
        for (String kind : List.of(PASSWORD, NT_HASH)) {
            if (startsWith(text, kind)) {
                account(kind, line.subSequence(text.position() - line.position() + kind.length(), line.length()));
                return;
            }
        }
        session(text);
    }

    private static CharBuffer stripped(CharBuffer text) {
        int from = 0;
        int to = text.length();
        while (from < to && Character.isWhitespace(text.charAt(from))) {
            from++;
        }
        while (to > from && Character.isWhitespace(text.charAt(to - 1))) {
            to--;
        }
        return text.subSequence(from, to);
    }

    private static boolean startsWith(CharBuffer text, String beginning) {
        return text.length() >= beginning.length() && beginning.contentEquals(text.subSequence(0, beginning.length()));
    }

    private void account(String kind, CharBuffer nameAndSecret) {
        int space = indexOf(nameAndSecret, ' ', 0);
        if (space == 0 || space == nameAndSecret.length()) {
            throw new IllegalArgumentException("a name and a secret must follow, each after one space");
        }
        String name = nameAndSecret.subSequence(0, space).toString();
        CharBuffer secret = nameAndSecret.subSequence(space + 1, nameAndSecret.length());
        int slash = name.indexOf('\\');
        String domain = slash < 0 ? null : name.substring(0, slash);
        byte[] hash = kind.equals(PASSWORD) ? Account.ntHash(secret) : ntHash(stripped(secret));
        accounts.add(new Account(name.substring(slash + 1), domain, hash));
    }

    private static byte[] ntHash(CharBuffer digits) {
        if (digits.length() != 2 * Account.HASH_BYTES || !isHexadecimal(digits)) {
            throw new IllegalArgumentException(
                    "an NT hash has 32 hexadecimal digits, and no other (LM) hash in front of it");
        }
        return bytes(digits);
    }

    private static boolean isHexadecimal(CharBuffer text) {
        return text.chars().allMatch(HexFormat::isHexDigit);
    }

    /** The value of an even number of hexadecimal digits. */
    private static byte[] bytes(CharBuffer digits) {
        byte[] bytes = new byte[digits.length() / 2];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (HexFormat.fromHexDigit(digits.charAt(2 * i)) << 4
                    | HexFormat.fromHexDigit(digits.charAt(2 * i + 1)));
        }
        return bytes;
    }

    private void session(CharBuffer text) {
        List<CharBuffer> fields = new ArrayList<>();
        for (int from = 0;
                from <= text.length();
                from += fields.get(fields.size() - 1).length() + 1) {
            fields.add(text.subSequence(from, indexOf(text, ',', from)));
        }
        if (fields.size() != FIELDS && fields.size() != 2) {
            throw new IllegalArgumentException(
                    "it is neither \"password USER …\", nor \"nthash USER …\", nor a session's"
                            + " number and keys (four fields between commas)");
        }
        List<byte[]> parts = new ArrayList<>();
        for (CharBuffer field : fields) {
            CharBuffer digits = stripped(unquoted(stripped(field)));
            if (!isHexadecimal(digits) || digits.length() % 2 != 0) {
                throw new IllegalArgumentException("a number is not hexadecimal");
            }
            parts.add(bytes(digits));
        }
        while (parts.size() < FIELDS) {
            parts.add(new byte[0]);
        }
        session(parts.get(0), parts.get(1), parts.get(2), parts.get(3));
    }

    private static CharBuffer unquoted(CharBuffer text) {
        boolean quoted = text.length() >= 2 && text.charAt(0) == '"' && text.charAt(text.length() - 1) == '"';
        return quoted ? text.subSequence(1, text.length() - 1) : text;
    }

    private void session(byte[] id, byte[] key, byte[] fromServer, byte[] fromClient) {
        if (id.length != SESSION_ID_BYTES) {
            throw new IllegalArgumentException("a session's number has 16 hexadecimal digits");
        }
        boolean both = fromServer.length > 0 && fromServer.length == fromClient.length;
        if (!both && (fromServer.length > 0 || fromClient.length > 0 || key.length == 0)
                || Stream.of(key, fromServer)
                        .anyMatch(each -> !List.of(0, 16, 32).contains(each.length))) {
            throw new IllegalArgumentException(
                    "a key has 32 or 64 hexadecimal digits; give a session's key, or both directions'");
        }
        sessions.put(
                ByteBuffer.wrap(id).order(ByteOrder.LITTLE_ENDIAN).getLong(),
                new Secrets.OfSession(
                        key.length == 0 ? null : key, both ? CipherKeys.given(fromClient, fromServer) : null));
    }
}
