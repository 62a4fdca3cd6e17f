package io.sharetap.tcp;

import io.sharetap.base.Limits;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Map;

/** Makes limits that are the default ones but for a few, by the names of their fields. */
public final class LimitsWith {
    private LimitsWith() {}

    public static Limits changed(Map<String, ? extends Number> changes) {
        RecordComponent[] components = Limits.class.getRecordComponents();
        try {
            Object[] values = new Object[components.length];
            for (int i = 0; i < values.length; i++) {
                Object old = components[i].getAccessor().invoke(Limits.defaults());
                Number changed = changes.get(components[i].getName());
                values[i] = changed == null ? old : old instanceof Long ? (Object) changed.longValue() : changed;
            }
            Class<?>[] types =
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            return Limits.class.getDeclaredConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}
