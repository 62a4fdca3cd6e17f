package io.sharetap.event;

/** Turns addresses into text and back: reads dotted IPv4 and RFC 4291, 2.2, and writes the one form of RFC 5952. */
final class IpAddressText {
    private static final int GROUPS = 8;
    private static final int LONGEST = 45;

    private IpAddressText() {}

    static String of(IpAddress address) {
        StringBuilder text = new StringBuilder(LONGEST);
        if (address.isIpv4()) {
            int bits = (int) address.low();
            for (int shift = 24; shift >= 0; shift -= 8) {
                text.append(bits >>> shift & 0xFF).append(shift == 0 ? "" : ".");
            }
            return text.toString();
        }
        int zerosFrom = longestZeroRun(address);
        for (int i = 0; i < GROUPS; i++) {
            if (i == zerosFrom) {
                text.append("::");
                i = endOfZeros(address, i) - 1;
                continue;
            }
            if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
                text.append(':');
            }
            text.append(Integer.toHexString(address.group(i)));
        }
        return text.toString();
    }

    /** RFC 5952, 4.2: the longest run of two or more zero groups, the first of equals; -1: none. */
    private static int longestZeroRun(IpAddress address) {
        int best = -1;
        int bestLength = 1;
        for (int i = 0; i < GROUPS; i++) {
            int end = endOfZeros(address, i);
            if (end - i > bestLength) {
                best = i;
                bestLength = end - i;
            }
            i = Math.max(i, end - 1);
        }
        return best;
    }

    private static int endOfZeros(IpAddress address, int from) {
        int end = from;
        while (end < GROUPS && address.group(end) == 0) {
            end++;
        }
        return end;
    }

    static IpAddress parse(String text) {
        if (text.isEmpty() || text.length() > LONGEST) {
            return null;
        }
        if (text.indexOf(':') < 0) {
            long bits = parseDotted(text, 0);
            return bits < 0 ? null : IpAddress.ofIpv4((int) bits);
        }
        return parseGroups(text);
    }

    private static IpAddress parseGroups(String text) {
        int[] groups = new int[GROUPS];
        int count = 0;
        int gapAt = -1;
        int at = 0;
        if (text.startsWith("::")) {
            gapAt = 0;
            at = 2;
        }
        while (at < text.length()) {
            int end = text.indexOf(':', at);
            end = end < 0 ? text.length() : end;
            if (end == text.length() && text.indexOf('.', at) >= 0) {
                long bits = parseDotted(text, at);
                if (bits < 0 || count > GROUPS - 2) {
                    return null;
                }
                groups[count++] = (int) (bits >>> 16);
                groups[count++] = (int) bits & 0xFFFF;
                break;
            }
            int group = parseGroup(text, at, end);
            if (group < 0 || count == GROUPS) {
                return null;
            }
            groups[count++] = group;
            if (end == text.length()) {
                break;
            }
            at = end + 1;
            if (at == text.length()) {
                return null;
            }
            if (text.charAt(at) == ':') {
                if (gapAt >= 0) {
                    return null;
                }
                gapAt = count;
                at++;
            }
        }
        return join(groups, count, gapAt);
    }

    private static IpAddress join(int[] groups, int count, int gapAt) {
        if (gapAt < 0 ? count != GROUPS : count == GROUPS) {
            return null;
        }
        long high = 0;
        long low = 0;
        for (int i = 0; i < GROUPS; i++) {
            int behindGap = i - (GROUPS - count);
            int group = gapAt < 0 || i < gapAt ? groups[i] : behindGap >= gapAt ? groups[behindGap] : 0;
            high = high << 16 | low >>> 48;
            low = low << 16 | group;
        }
        return new IpAddress(high, low);
    }

    private static int parseGroup(String text, int from, int to) {
        if (to == from || to - from > 4) {
            return -1;
        }
        int group = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            int digit = c < 128 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                return -1;
            }
            group = group << 4 | digit;
        }
        return group;
    }

    /** The 32 bits, or -1. A leading zero is refused, as some programs read such numbers as octal. */
    private static long parseDotted(String text, int from) {
        long bits = 0;
        int at = from;
        for (int part = 0; part < 4; part++) {
            int end = at;
            int number = 0;
            while (end < text.length() && end - at < 3 && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
                number = number * 10 + text.charAt(end++) - '0';
            }
            boolean leadingZero = end - at > 1 && text.charAt(at) == '0';
            boolean separated = part == 3 ? end == text.length() : end < text.length() && text.charAt(end) == '.';
            if (end == at || leadingZero || number > 255 || !separated) {
                return -1;
            }
            bits = bits << 8 | number;
            at = end + 1;
        }
        return bits;
    }
}
