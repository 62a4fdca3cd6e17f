package io.sharetap;

import io.sharetap.pipeline.RunResult;
import java.util.Comparator;

/** Names one kind of SMB message; of requests the status is 0. */
record SmbMessageKind(boolean smb2, int command, boolean answer, int status) implements Comparable<SmbMessageKind> {
    private static final Comparator<SmbMessageKind> ORDER = Comparator.comparing(SmbMessageKind::smb2)
            .thenComparing(SmbMessageKind::command)
            .thenComparing(SmbMessageKind::answer)
            .thenComparing(SmbMessageKind::status, Integer::compareUnsigned);

    static SmbMessageKind request(boolean smb2, int command) {
        return new SmbMessageKind(smb2, command, false, 0);
    }

    static SmbMessageKind answer(boolean smb2, int command, int status) {
        return new SmbMessageKind(smb2, command, true, status);
    }

    /** How many of them Sharetap saw. */
    long in(RunResult run) {
        return answer ? run.answers(smb2, command, status) : run.messages(smb2, command, false);
    }

    boolean isOf(boolean anySmb2, int anyCommand, boolean anyAnswer) {
        return smb2 == anySmb2 && command == anyCommand && answer == anyAnswer;
    }

    @Override
    public int compareTo(SmbMessageKind other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        String name = "SMB" + (smb2 ? "2" : "1") + String.format(" %02x", command);
        return name + (answer ? String.format(" answer %08x", status) : " request");
    }
}
