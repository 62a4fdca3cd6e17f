package io.sharetap.config;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns the components of a Java record into settings, and settings into the record: a room adds a component to its
 * record, and it can be set. Units follow from the names: {@code idleNanos} is a duration, {@code reorderBytes…} a
 * size.
 */
final class RecordSettings {
    private static final String NANOS = "-nanos";

    private RecordSettings() {}

    /** Adds a setting for each component of {@code standard}; components of types without a setting are skipped. */
    static void addTo(List<Setting> settings, String prefix, Record standard, Map<String, String> otherNames) {
        for (RecordComponent component : standard.getClass().getRecordComponents()) {
            Object value = valueOf(component, standard);
            String key = keyOf(prefix, component, otherNames);
            if (value instanceof Record nested) {
                addTo(settings, key, nested, otherNames);
            } else if (kindOf(component) != null
                    && settings.stream().noneMatch(setting -> setting.key().equals(key))) {
                settings.add(new Setting(key, kindOf(component), textOf(component, value)));
            }
        }
    }

    /**
     * The record with the settings' values.
     *
     * @param given holds the values
     * @param otherNames keys that have another name, or share another key's value
     */
    static <T extends Record> T build(T standard, String prefix, GivenSettings given, Map<String, String> otherNames) {
        RecordComponent[] components = standard.getClass().getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        Object[] arguments = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            RecordComponent component = components[i];
            types[i] = component.getType();
            String key = keyOf(prefix, component, otherNames);
            Object value = valueOf(component, standard);
            if (value instanceof Record nested) {
                arguments[i] = build(nested, key, given, otherNames);
            } else if (kindOf(component) != null) {
                arguments[i] = converted(types[i], given.of(key), key);
            } else {
                arguments[i] = value;
            }
        }
        return construct(standard, types, arguments, message -> wording(message, standard, prefix, given, otherNames));
    }

    @SuppressWarnings("unchecked")
    private static <T extends Record> T construct(
            T standard, Class<?>[] types, Object[] arguments, UnaryOperator<String> wording) {
        try {
            Constructor<?> constructor = standard.getClass().getDeclaredConstructor(types);
            return (T) constructor.newInstance(arguments);
        } catch (InvocationTargetException e) {
            throw new WrongSetting(wording.apply(e.getCause().getMessage()));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("no constructor for " + standard.getClass(), e);
        }
    }

    /** Rewords a message of the record, so that it names the setting and its origin instead of the component. */
    private static String wording(
            String message, Record standard, String prefix, GivenSettings given, Map<String, String> otherNames) {
        for (RecordComponent component : standard.getClass().getRecordComponents()) {
            String key = keyOf(prefix, component, otherNames);
            String last = key.substring(key.lastIndexOf('.') + 1);
            Matcher named = Pattern.compile("\\b(" + component.getName() + "|" + last + ")\\b(?=.* is )")
                    .matcher(message);
            if (kindOf(component) != null && named.find()) {
                return given.of(key).origin() + ": " + key + message.substring(named.end());
            }
        }
        return prefix + ": " + message;
    }

    private static Object converted(Class<?> type, GivenSettings.Given given, String key) {
        if (type != int.class) {
            return given.value();
        }
        long number = (Long) given.value();
        if (number != (int) number) {
            throw new WrongSetting(given.origin() + ": " + key + " is at most " + Integer.MAX_VALUE);
        }
        return (int) number;
    }

    private static Object valueOf(RecordComponent component, Record record) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("no accessor " + component.getName(), e);
        }
    }

    private static ValueKind kindOf(RecordComponent component) {
        Class<?> type = component.getType();
        if (type == boolean.class) {
            return ValueKind.FLAG;
        }
        if (type == double.class) {
            return ValueKind.DECIMAL;
        }
        if (type != int.class && type != long.class) {
            return null;
        }
        if (component.getName().endsWith("Nanos")) {
            return ValueKind.DURATION;
        }
        return component.getName().contains("Bytes") ? ValueKind.SIZE : ValueKind.WHOLE;
    }

    private static String textOf(RecordComponent component, Object value) {
        ValueKind kind = kindOf(component);
        if (kind == ValueKind.DURATION) {
            return ValueKind.durationText(((Number) value).longValue());
        }
        return kind == ValueKind.SIZE ? ValueKind.sizeText(((Number) value).longValue()) : value.toString();
    }

    /** {@code connectionIdleNanos} of {@code limits} becomes {@code limits.connection-idle}, or its other name. */
    private static String keyOf(String prefix, RecordComponent component, Map<String, String> otherNames) {
        String name = withHyphens(component.getName());
        String key = prefix + "." + (name.endsWith(NANOS) ? name.substring(0, name.length() - NANOS.length()) : name);
        return otherNames.getOrDefault(key, key);
    }

    /** {@code connectionIdle} becomes {@code connection-idle}. */
    private static String withHyphens(String name) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char letter = name.charAt(i);
            if (letter >= 'A' && letter <= 'Z') {
                text.append('-').append((char) (letter + 'a' - 'A'));
            } else {
                text.append(letter);
            }
        }
        return text.toString();
    }
}
