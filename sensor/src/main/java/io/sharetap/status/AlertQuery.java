package io.sharetap.status;

import io.sharetap.alert.Alert;
import io.sharetap.alert.Severity;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Says which alerts are wanted.
 *
 * @param severities any of these
 * @param sinceNanos raised at this event time or later
 * @param host whose client or destination has this address or name; null: any
 * @param rule with this {@code rule.id}; null: any
 * @param beforeId older than this one; null: from the latest on
 * @param limit the most
 */
record AlertQuery(Set<Severity> severities, long sinceNanos, String host, String rule, String beforeId, int limit) {
    static final int LIMIT_UNLESS_SAID = 100;

    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final List<String> NAMES = List.of("severity", "since", "host", "rule", "before", "limit");

    /**
     * Reads a query string.
     *
     * @throws IllegalArgumentException with a message for people
     */
    static AlertQuery of(Map<String, String> said) {
        for (String name : said.keySet()) {
            if (!NAMES.contains(name)) {
                throw new IllegalArgumentException("there is no parameter of this name; there are "
                        + String.join(", ", NAMES) + ", each of them once");
            }
        }
        return new AlertQuery(
                severities(said.get("severity")),
                since(said.get("since")),
                said.get("host"),
                said.get("rule"),
                said.get("before"),
                limit(said.get("limit")));
    }

    private static Set<Severity> severities(String text) {
        if (text == null) {
            return EnumSet.allOf(Severity.class);
        }
        Set<Severity> severities = EnumSet.noneOf(Severity.class);
        for (String each : text.split(",")) {
            try {
                severities.add(Severity.valueOf(each.toUpperCase(Locale.ROOT)));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("severity is low, medium or high, or several with commas", e);
            }
        }
        return severities;
    }

    private static long since(String text) {
        if (text == null) {
            return Long.MIN_VALUE;
        }
        try {
            Instant instant = OffsetDateTime.parse(text).toInstant();
            return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), SECOND_NANOS), instant.getNano());
        } catch (DateTimeException | ArithmeticException e) {
            throw new IllegalArgumentException("since is a time as in 2026-11-24T10:00:00Z", e);
        }
    }

    private static int limit(String text) {
        if (text == null) {
            return LIMIT_UNLESS_SAID;
        }
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= RecentAlerts.ALERTS_MAX) {
                return limit;
            }
        } catch (NumberFormatException e) {
            // It is refused below.
        }
        throw new IllegalArgumentException("limit is a whole number from 1 to " + RecentAlerts.ALERTS_MAX);
    }

    boolean wants(Alert alert) {
        return severities.contains(alert.variation().severity())
                && alert.epochNanos() >= sinceNanos
                && (host == null || RecentAlerts.concerns(alert, host))
                && (rule == null || rule.equals(alert.variation().ruleId()));
    }
}
