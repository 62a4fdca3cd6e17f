package io.sharetap.fleet;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a duration of the command line: {@code 14d}, {@code 60s}, {@code 5m}, or ISO 8601; none is negative. */
final class DurationConverter implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
        String upper = text.toUpperCase(Locale.ROOT);
        String prefix = upper.startsWith("P") ? "" : upper.endsWith("D") ? "P" : "PT";
        try {
            Duration duration = Duration.parse(prefix + upper);
            if (!duration.isNegative()) {
                return duration;
            }
        } catch (DateTimeParseException e) {
            // It is reported below.
        }
        throw new TypeConversionException("\"" + text + "\" is no duration such as 60s, 5m or 14d");
    }
}
