package io.sharetap.transfer;

import io.sharetap.base.Limits;
import java.lang.reflect.RecordComponent;
import java.util.Map;

/** Makes limits that are like the usual ones but for a few. */
final class MadeLimits {
    private MadeLimits() {}

    static Limits content(long perFile, long memory, long spool) {
        return with(Map.of("contentBytesPerFile", perFile, "contentBytesMax", memory, "spoolBytesMax", spool));
    }

    static Limits ranges(long perFile, long inAll) {
        return with(Map.of("rangesPerFileMax", perFile, "rangesMax", inAll));
    }

    static Limits with(Map<String, Long> changed) {
        RecordComponent[] parts = Limits.class.getRecordComponents();
        Class<?>[] types = new Class<?>[parts.length];
        Object[] values = new Object[parts.length];
        int found = 0;
        try {
            for (int i = 0; i < parts.length; i++) {
                types[i] = parts[i].getType();
                values[i] = parts[i].getAccessor().invoke(Limits.defaults());
                Long wanted = changed.get(parts[i].getName());
                if (wanted != null) {
                    found++;
                    values[i] = types[i] == int.class ? (Object) wanted.intValue() : wanted;
                }
            }
            if (found != changed.size()) {
                throw new AssertionError("no such limit among " + changed.keySet());
            }
            return Limits.class.getConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
