package io.sharetap.base;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashSet;
import java.util.Set;

/** Makes names as somebody would who wants all of them in one place of a table. */
public final class NamesOfOneHash {
    private static final int BITS = 10;

    private NamesOfOneHash() {}

    /** 1,024 names with one {@link String#hashCode}. */
    public static Set<String> make() {
        Set<String> names = new HashSet<>();
        for (int number = 0; number < 1 << BITS; number++) {
            StringBuilder name = new StringBuilder();
            for (int bit = 0; bit < BITS; bit++) {
                name.append((number >> bit & 1) == 0 ? "az" : "b[");
            }
            names.add(name.toString());
        }
        assertEquals(1 << BITS, names.size());
        assertEquals(1, names.stream().mapToInt(String::hashCode).distinct().count());
        return names;
    }
}
