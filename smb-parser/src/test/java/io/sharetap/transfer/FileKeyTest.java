package io.sharetap.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sharetap.base.NamesOfOneHash;
import io.sharetap.smb.MadeOpens;
import io.sharetap.smb.SmbSession;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FileKeyTest {
    private final SmbSession session = MadeOpens.session(MadeOpens.connection(1, 2), 7);

    @Test
    void takesNamesThatDifferInCaseForOne() {
        assertEquals(key("ADMIN$", "Temp\\A.exe"), key("admin$", "temp\\a.EXE"));
        assertEquals(key("C$", "a.txt:s"), key("C$", "a.txt:S"));
    }

    @Test
    void distinguishesSharesStreamsAndServers() {
        assertNotEquals(key("C$", "a.exe"), key("D$", "a.exe"));
        assertNotEquals(key("C$", "a.txt"), key("C$", "a.txt:s"));
        SmbSession other = MadeOpens.session(MadeOpens.connection(1, 3), 7);
        assertNotEquals(key("C$", "a.exe"), FileKey.of(MadeOpens.openUnanswered(other, "C$", null), "a.exe"));
    }

    @Test
    void takesATreeWithoutANameForOneOfItsSession() {
        SmbSession other = MadeOpens.session(MadeOpens.connection(1, 2), 8);
        assertEquals(key(null, "a.exe"), key(null, "a.exe"));
        assertNotEquals(key(null, "a.exe"), FileKey.of(MadeOpens.openUnanswered(other, null, null), "a.exe"));
    }

    @Test
    void hasNoKeyForAnUnknownPath() {
        assertNull(key("C$", null));
    }

    @Test
    void namesWithOneHashOfStringsHaveManyHashes() {
        Set<Integer> ofPaths = new HashSet<>();
        Set<Integer> ofShares = new HashSet<>();
        for (String name : NamesOfOneHash.make()) {
            ofPaths.add(key("C$", name).hashCode());
            ofShares.add(key(name, "a.exe").hashCode());
        }
        assertTrue(ofPaths.size() > 1_000, ofPaths.size() + " hashes");
        assertTrue(ofShares.size() > 1_000, ofShares.size() + " hashes");
    }

    private FileKey key(String share, String path) {
        return FileKey.of(MadeOpens.openUnanswered(session, share, null), path);
    }
}
