package io.sharetap.detect;

import io.sharetap.event.IpAddress;
import io.sharetap.event.LeasedHost;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads lease tables: dnsmasq's, ISC dhcpd's ({@code dhcpd.leases(5)}), Kea's memfile, and a user's own CSV with the
 * columns {@code address,from,to,host} (RFC 3339; {@code to} may be empty).
 */
final class LeaseFormats {
    /** No server writes longer lines. */
    private static final int LINE_CHARS_MAX = 2_048;

    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final Pattern ISC_BLOCK =
            Pattern.compile("(lease|ia-na|ia-ta|iaaddr)\\s+(\"(?:[^\"\\\\]|\\\\.)*\"|\\S+)\\s*\\{");
    /** Statements at the top of the file, before any lease. */
    private static final Pattern ISC_HEAD = Pattern.compile("(authoring-byte-order|server-duid)\\s.*;");

    private static final Pattern ISC_DATE =
            Pattern.compile("\\d (\\d{4})/(\\d{2})/(\\d{2}) (\\d{2}):(\\d{2}):(\\d{2})");
    private static final Pattern OCTAL = Pattern.compile("[0-3][0-7]{2}");
    private static final Pattern MAC = Pattern.compile("(?:[0-9A-Fa-f]{1,2}[:-]){5}[0-9A-Fa-f]{1,2}");

    private final LeaseTable table;

    private LeaseFormats(LeaseTable table) {
        this.table = table;
    }

    static void read(String text, LeaseTable table) {
        LeaseFormats formats = new LeaseFormats(table);
        List<String> all = text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList();
        List<String> lines =
                all.stream().filter(line -> line.length() <= LINE_CHARS_MAX).toList();
        for (int i = lines.size(); i < all.size(); i++) {
            table.refuseLine();
        }
        if (lines.isEmpty()) {
            return;
        }
        String first = lines.get(0).toLowerCase(Locale.ROOT);
        if (first.startsWith("address,")) {
            formats.readCsv(first.split(",", -1), lines.subList(1, lines.size()));
        } else if (lines.stream().anyMatch(LeaseFormats::isIsc)) {
            formats.readIsc(lines);
        } else {
            lines.forEach(formats::readDnsmasq);
        }
    }

    private static boolean isIsc(String line) {
        return ISC_BLOCK.matcher(line).lookingAt() || ISC_HEAD.matcher(line).matches();
    }

    /** {@code EXPIRY MAC ADDRESS NAME CLIENT-ID}; for IPv6 {@code EXPIRY IAID ADDRESS NAME DUID}. */
    private void readDnsmasq(String line) {
        String[] fields = line.split("\\s+");
        if (fields[0].equals("duid")) {
            return; // the server's own DUID
        }
        try {
            IpAddress address = fields.length == 5 ? IpAddress.parse(fields[2]) : null;
            long expiry = Long.parseLong(fields[0]);
            String id = address != null && address.isIpv4() ? fields[1] : fields[fields.length - 1];
            long to = expiry == 0 ? LeaseTable.NEVER : nanos(expiry);
            add(address, LeaseTable.ALWAYS, to, id, fields.length == 5 && !fields[3].equals("*") ? fields[3] : null);
        } catch (IllegalArgumentException | ArithmeticException e) {
            table.refuseLine();
        }
    }

    private static long nanos(long seconds) {
        return Math.multiplyExact(seconds, SECOND_NANOS);
    }

    private void add(IpAddress address, long fromNanos, long toNanos, String id, String name) {
        if (address == null || id == null || id.isBlank() || id.equals("*")) {
            throw new IllegalArgumentException("no address or no host");
        }
        table.add(address, fromNanos, toNanos, LeasedHost.of(idText(id), name));
    }

    /** The id as text; hardware addresses in the form of ECS, however they were written. */
    private static String idText(String id) {
        if (!MAC.matcher(id).matches()) {
            return id;
        }
        StringBuilder text = new StringBuilder();
        for (String part : id.split("[:-]")) {
            text.append(text.isEmpty() ? "" : "-")
                    .append(part.length() == 1 ? "0" : "")
                    .append(part.toUpperCase(Locale.ROOT));
        }
        return text.toString();
    }

    private void readCsv(String[] header, List<String> lines) {
        Map<String, Integer> columns = new HashMap<>();
        for (int i = 0; i < header.length; i++) {
            columns.put(header[i].strip(), i);
        }
        boolean kea = columns.containsKey("valid_lifetime");
        List<String[]> rows = new ArrayList<>();
        lines.forEach(line -> rows.add(line.split(",", -1)));
        if (!kea && columns.containsKey("from")) {
            rows.sort(Comparator.comparing(row -> cell(row, columns, "from")));
        }
        for (String[] row : rows) {
            try {
                if (kea) {
                    readKea(row, columns);
                } else {
                    readOwn(row, columns);
                }
            } catch (DateTimeException | IllegalArgumentException | ArithmeticException e) {
                table.refuseLine();
            }
        }
    }

    private static String cell(String[] row, Map<String, Integer> columns, String name) {
        Integer at = columns.get(name);
        return at == null || at >= row.length ? "" : row[at].strip();
    }

    /**
     * Reads a row of Kea. A lease that was released or reclaimed appears once more with a lifetime of 0, and claims to
     * have expired when it began; the true end is not told. Nobody else had the address before its next lease.
     */
    private void readKea(String[] row, Map<String, Integer> columns) {
        String hardware = cell(row, columns, "hwaddr");
        String duid = cell(row, columns, "duid");
        String client = cell(row, columns, "client_id");
        String id = !duid.isEmpty() ? duid : !hardware.isEmpty() ? hardware : client;
        long expire = Long.parseLong(cell(row, columns, "expire"));
        long lifetime = Long.parseLong(cell(row, columns, "valid_lifetime"));
        boolean declined = cell(row, columns, "state").equals("1");
        if (!declined && lifetime > 0) {
            String name = cell(row, columns, "hostname").replace("&#x2c", ",");
            long to = lifetime == 0xFFFF_FFFFL ? LeaseTable.NEVER : nanos(expire);
            add(
                    IpAddress.parse(cell(row, columns, "address")),
                    nanos(expire - lifetime),
                    to,
                    id,
                    name.isEmpty() ? null : name);
        }
    }

    private void readOwn(String[] row, Map<String, Integer> columns) {
        String to = cell(row, columns, "to");
        String name = cell(row, columns, "name");
        String host = cell(row, columns, "host");
        add(
                IpAddress.parse(cell(row, columns, "address")),
                nanos(Instant.parse(cell(row, columns, "from"))),
                to.isEmpty() ? LeaseTable.NEVER : nanos(Instant.parse(to)),
                host,
                name.isEmpty() ? null : name);
    }

    private static long nanos(Instant instant) {
        return Math.addExact(nanos(instant.getEpochSecond()), instant.getNano());
    }

    private void readIsc(List<String> lines) {
        IscLease lease = null;
        String duid = null;
        for (String line : lines) {
            Matcher block = ISC_BLOCK.matcher(line);
            if (block.lookingAt()) {
                boolean ofAssociation = block.group(1).startsWith("ia-");
                duid = ofAssociation ? duidOf(block.group(2)) : duid;
                lease = new IscLease(ofAssociation ? null : block.group(2), duid, lease);
                duid = block.group(1).equals("lease") ? null : duid;
            } else if (lease != null && line.startsWith("}")) {
                finish(lease);
                lease = lease.address == null ? null : lease.outer;
            } else if (lease != null) {
                read(lease, line.replaceFirst("\\s*;.*$", ""));
            }
        }
    }

    private void read(IscLease lease, String statement) {
        try {
            lease.read(statement);
        } catch (DateTimeException | IllegalArgumentException | ArithmeticException e) {
            table.refuseLine();
        }
    }

    private void finish(IscLease lease) {
        if (lease.address == null || lease.abandoned) {
            return;
        }
        try {
            add(IpAddress.parse(lease.address), lease.fromNanos(), lease.toNanos, lease.id(), lease.name);
        } catch (IllegalArgumentException e) {
            table.refuseLine();
        }
    }

    /** The DUID, which follows the association's id of four bytes. */
    private static String duidOf(String quoted) {
        String text = quoted.replaceAll("^\"|\"$", "");
        StringBuilder hex = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            int value = text.charAt(i);
            if (value == '\\'
                    && OCTAL.matcher(text).region(i + 1, text.length()).lookingAt()) {
                value = Integer.parseInt(text.substring(i + 1, i + 4), 8);
                i += 3;
            } else if (value == '\\' && i + 1 < text.length()) {
                value = text.charAt(++i);
            }
            hex.append(hex.isEmpty() ? "" : ":").append(String.format("%02x", value & 0xFF));
        }
        int behindId = 4 * 3;
        return hex.length() > behindId ? hex.substring(behindId) : hex.toString();
    }

    /** Gathers the statements of one block. */
    private static final class IscLease {
        private final String address;
        private final String duid;
        private final IscLease outer;
        private long startsNanos = LeaseTable.ALWAYS;
        private long toNanos = LeaseTable.NEVER;
        private String hardware;
        private String uid;
        private String name;
        private boolean abandoned;

        IscLease(String address, String duid, IscLease outer) {
            this.address = address;
            this.duid = duid;
            this.outer = outer;
        }

        long fromNanos() {
            return startsNanos == LeaseTable.ALWAYS && outer != null ? outer.startsNanos : startsNanos;
        }

        String id() {
            return duid != null ? duid : hardware != null ? hardware : uid;
        }

        void read(String statement) {
            String[] words = statement.split("\\s+", 2);
            String rest = words.length < 2 ? "" : words[1].strip();
            switch (words[0]) {
                case "starts" -> startsNanos = time(rest, startsNanos);
                case "cltt" -> startsNanos = startsNanos == LeaseTable.ALWAYS ? time(rest, startsNanos) : startsNanos;
                case "ends" -> toNanos = time(rest, toNanos);
                case "hardware" -> hardware = rest.replaceFirst("^\\S+\\s+", "");
                case "uid" -> uid = rest;
                case "client-hostname" -> name = rest.replaceAll("^\"|\"$", "");
                case "binding" -> abandoned = rest.equals("state abandoned");
                default -> {
                    // Says nothing on who had the address.
                }
            }
        }

        private static long time(String text, long otherwise) {
            if (text.startsWith("epoch ")) {
                return nanos(Long.parseLong(text.substring("epoch ".length()).strip()));
            }
            Matcher date = ISC_DATE.matcher(text);
            if (text.equals("never") || !date.lookingAt()) {
                return otherwise;
            }
            int[] parts = new int[6];
            for (int i = 0; i < parts.length; i++) {
                parts[i] = Integer.parseInt(date.group(i + 1));
            }
            return nanos(LocalDateTime.of(parts[0], parts[1], parts[2], parts[3], parts[4], parts[5])
                    .toEpochSecond(ZoneOffset.UTC));
        }
    }
}
