package io.sharetap.pe;

import static org.junit.jupiter.api.Assertions.assertNull;

import io.sharetap.base.Ledger;
import org.junit.jupiter.api.Test;

class PeInspectorTest {
    private final PeInspector inspector = new PeInspector(new Ledger(), null);

    @Test
    void takesAnMsDosProgramForNone() {
        byte[] file = new byte[200];
        file[0] = 'M';
        file[1] = 'Z';
        file[0x3C] = (byte) 128;
        assertNull(inspector.inspect(new ArrayContent(file)));
    }
}
