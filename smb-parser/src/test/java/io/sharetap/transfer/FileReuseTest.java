package io.sharetap.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sharetap.smb.MadeOpens;
import io.sharetap.smb.SmbOpen;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A file that takes the place of a forgotten one is as one that was made for it. */
class FileReuseTest {
    private static final byte[] PROGRAM = {'M', 'Z', 1, 2, 3};

    /** Each file has its own of these; of a run that is no more nothing is read. */
    private static final List<String> OWN = List.of(
            "FileInAssembly.lead",
            "FileInAssembly.inQueue",
            "FileInAssembly.inQueueOfPair",
            "FileInAssembly.inContent",
            "FileInAssembly.inContentOfPair",
            "ByteStates.second",
            "ByteStates.secondState");

    private static final Set<Class<?>> PARTS =
            Set.of(ChangeOrder.class, Certainty.class, FileContent.class, FirstBytes.class, ByteStates.class);

    private final Bench bench = new Bench(MadeLimits.with(Map.of("filesMax", 1L)), null);

    @Test
    void remembersNothingOfTheFileThatWasForgotten() throws ReflectiveOperationException {
        SmbOpen open = bench.create("old.exe");
        bench.write(open, 0, PROGRAM);
        bench.close(open);
        open = bench.open("old.exe", 5);
        bench.write(open, 9, PROGRAM);
        bench.assembler.onCopy(null, 0, open, 3, 4, bench.tick());
        bench.assembler.onDeletePending(open, true, bench.tick());
        bench.assembler.onDoubt(open, bench.tick());
        bench.assembler.onEndOfFile(open, 40_000, bench.tick());
        bench.refuse(bench.send(open, 0, PROGRAM));
        bench.assembler.onRename(open, "older.exe", bench.tick());
        bench.assembler.onLink(open, "link.exe", bench.tick());
        bench.send(open, 5, PROGRAM);
        FileInAssembly file = fileOf(open);
        Map<String, Object> inUse = contentsOf(file);
        HostPair pair = new HostPair.Table().enter(MadeOpens.connection(3, 4));
        FileKey key = new FileKey(0, 1, 0, 2, "share", "new.txt", 7);
        Map<String, Object> made = contentsOf(new FileInAssembly(stateOf(bench.assembler), pair, key, "new.txt"));

        bench.assembler.onPathRename(open, "older.exe", null, bench.tick());
        file.reuse(pair, key, "new.txt");
        assertEquals(made, contentsOf(file));
        made.entrySet().removeAll(inUse.entrySet());
        assertTrue(made.size() > 30, "what was otherwise before: " + made.keySet());
    }

    @Test
    void leadsNoOpenOfTheForgottenFileToTheNext() {
        SmbOpen old = bench.create("old.exe");
        bench.write(old, 0, PROGRAM);
        FileInAssembly file = fileOf(old);
        SmbOpen open = bench.create("new.txt");
        bench.send(open, 0, new byte[] {'t'});
        assertSame(file, fileOf(open));

        bench.close(old);
        assertEquals(1, file.opens);
        assertEquals(1, file.writers);
        assertTrue(file.firstPending != null);
    }

    private static FileInAssembly fileOf(SmbOpen open) {
        return ((OpenFile) open.attachment).file();
    }

    private static AssemblyState stateOf(FileAssembler assembler) throws ReflectiveOperationException {
        Field state = FileAssembler.class.getDeclaredField("state");
        state.setAccessible(true);
        return (AssemblyState) state.get(assembler);
    }

    /** Every field that a file and its parts have, but for those in which none is like another. */
    private static Map<String, Object> contentsOf(FileInAssembly file) throws IllegalAccessException {
        Map<String, Object> contents = new TreeMap<>();
        putFields(file, contents);
        return contents;
    }

    private static void putFields(Object part, Map<String, Object> contents) throws IllegalAccessException {
        for (Field field : part.getClass().getDeclaredFields()) {
            String name = part.getClass().getSimpleName() + '.' + field.getName();
            if (!Modifier.isStatic(field.getModifiers()) && !OWN.contains(name)) {
                field.setAccessible(true);
                if (PARTS.contains(field.getType())) {
                    putFields(field.get(part), contents);
                } else {
                    contents.put(name, field.get(part));
                }
            }
        }
    }
}
