package io.sharetap.smb;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class OpensByPathTest {
    private static final String[] PATHS = {"a", "A", "b", "d", "d\\x", "D\\X", "d\\\u00E9\u017F", "D\\\u00C9S", "e\\x"};

    private final Talk talk = new Talk();
    private final Smb2Messages smb2 = talk.smb2;
    private long messages = 10_000;

    @BeforeEach
    void connect() {
        talk.connected();
    }

    private static Set<SmbOpen> othersOf(SmbOpen open) {
        List<SmbOpen> shown = new ArrayList<>();
        open.eachOther(shown::add);
        Set<SmbOpen> others = new HashSet<>(shown);
        assertEquals(shown.size(), others.size(), "each is shown once");
        return others;
    }

    @Test
    void anOlderOpenOfTheFileIsFoundHoweverManyOthersThereAre() {
        talk.opened(9, "a");
        for (int i = 0; i < 1_000; i++) {
            talk.opened(10 + i, "other" + i);
        }
        talk.opened(5_000, "A");
        List<SmbOpen> opens = talk.sink.opens;
        assertEquals(Set.of(opens.get(0)), othersOf(opens.get(opens.size() - 1)));
    }

    @Test
    void opensOfAnotherShareOrOfADirectoryOrOfOtherHostsAreNotOfTheFile() {
        talk.opened(9, "a");
        talk.client(smb2.create(50, "a", 1, 0, new byte[0])).server(smb2.createAnswer(50, 10, 1, 0));
        talk.client(smb2.in(0x51, 0).treeConnect(51, "\\\\server\\elsewhere"));
        talk.server(smb2.in(0x51, 8).treeConnectAnswer(51, 1));
        talk.opened(11, "a");
        talk.withServer(0xFFFF_0A00_0009L).on(2);
        smb2.in(0x51, 7);
        talk.connected().opened(12, "a");
        assertEquals(4, talk.sink.opens.size());
        talk.sink.opens.stream()
                .filter(open -> !open.directory())
                .forEach(open -> assertEquals(Set.of(), othersOf(open), open + " of " + open.treeId()));
    }

    /** Opens, closes and renames in any order: what is shown is what a look at all of them finds. */
    @RepeatedTest(20)
    void othersAreThoseOfThePathAtAnyTime(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        List<SmbOpen> there = new ArrayList<>();
        for (int step = 0; step < 400; step++) {
            int what = random.nextInt(8);
            SmbOpen one = there.isEmpty() ? null : there.get(random.nextInt(there.size()));
            if (one == null || what < 4) {
                talk.opened(step + 1, PATHS[random.nextInt(PATHS.length)]);
                there.add(talk.sink.opens.get(talk.sink.opens.size() - 1));
            } else if (what < 6) {
                messages++;
                talk.client(smb2.close(messages, one.volatileFileId())).server(smb2.closeAnswer(messages, -1));
                there.remove(one);
            } else {
                byte[] name = Smb2Messages.renameTo(PATHS[random.nextInt(PATHS.length)]);
                messages++;
                talk.client(smb2.setInfo(messages, one.volatileFileId(), 10, name));
                talk.server(smb2.setInfoAnswer(messages));
            }
            there.forEach(open -> assertEquals(expected(there, open), othersOf(open), open.path()));
        }
    }

    private static Set<SmbOpen> expected(List<SmbOpen> there, SmbOpen open) {
        Set<SmbOpen> others = new HashSet<>();
        for (SmbOpen other : there) {
            boolean named = !other.replaced() && !open.replaced();
            if (other != open && named && other.path().equalsIgnoreCase(open.path())) {
                others.add(other);
            }
        }
        return others;
    }
}
