package io.sharetap.detect;

import static io.sharetap.score.Writes.NOON;
import static io.sharetap.score.Writes.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sharetap.alert.ClientActivity;
import io.sharetap.event.ClientAct;
import io.sharetap.event.ClientAct.Kind;
import io.sharetap.event.Endpoints;
import io.sharetap.event.ExecutionObserved;
import io.sharetap.event.IpAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClientActsTest {
    private static final long MINUTE = 60_000_000_000L;

    private final ClientActs acts = new ClientActs(60 * MINUTE, 5_000);

    private static Endpoints hosts(String client, String destination) {
        return new Endpoints(
                IpAddress.parse(client), 1, null, null, IpAddress.parse(destination), 445, null, null, null, -1);
    }

    private void act(long nanos, String destination, Kind kind, String what) {
        acts.add(new ClientAct(nanos, 1, "x", hosts("10.0.0.1", destination), null, kind, what));
    }

    private ClientActivity activity() {
        return acts.upTo(write().build(), NOON);
    }

    @Test
    void whatAClientDidInTheLastHour() {
        act(NOON - 61 * MINUTE, "10.0.0.9", Kind.SHARE, "old");
        act(NOON - 5 * MINUTE, "10.0.0.2", Kind.SHARE, "C$");
        act(NOON - 4 * MINUTE, "10.0.0.3", Kind.SHARE, "C$");
        act(NOON - 4 * MINUTE, "10.0.0.3", Kind.SHARE, "C$");
        act(NOON - 3 * MINUTE, "10.0.0.3", Kind.REFUSED_LOGON, "CORP\\admin");
        act(NOON - 2 * MINUTE, "10.0.0.3", Kind.REFUSED_LOGON, "CORP\\admin");
        act(NOON - 2 * MINUTE, "10.0.0.2", Kind.REFUSED_OPEN, "C$\\secret");
        act(NOON - 2 * MINUTE, "10.0.0.2", Kind.PIPE, "IPC$\\svcctl");
        act(NOON - 2 * MINUTE, "10.0.0.2", Kind.PROGRAM_READ, "C$\\a.exe");
        acts.add(new ExecutionObserved(NOON - MINUTE, 1, "e", hosts("10.0.0.1", "10.0.0.2"), "service", "x", null));
        acts.add(write().build());
        acts.add(new ClientAct(NOON, 1, "y", hosts("10.0.0.7", "10.0.0.8"), null, Kind.SHARE, "other client"));
        ClientActivity activity = activity();
        assertEquals(new ClientActivity.Counted(2, List.of("10.0.0.2", "10.0.0.3")), activity.hosts());
        assertEquals(new ClientActivity.Counted(2, List.of("\\\\10.0.0.3\\C$", "\\\\10.0.0.2\\C$")), activity.shares());
        assertEquals(new ClientActivity.Counted(2, List.of("CORP\\admin on \\\\10.0.0.3")), activity.refusedLogons());
        assertEquals(1, activity.refusedOpens().count());
        assertEquals(List.of("\\\\10.0.0.2\\IPC$\\svcctl"), activity.pipes().examples());
        assertEquals(1, activity.programsRead().count());
        assertEquals(
                List.of("\\\\10.0.0.2\\C$\\Tools\\tool.exe"),
                activity.programsWritten().examples());
        assertEquals(0, activity.serverSideCopies().count());
        assertEquals(1, activity.executions().count());
        assertFalse(activity.partial());
    }

    @Test
    void ofOneClientAThousandAreRemembered() {
        for (int i = 0; i < 1_010; i++) {
            act(NOON - MINUTE + i, "10.0.0.2", Kind.REFUSED_OPEN, "C$\\" + i);
        }
        assertEquals(1_000, activity().refusedOpens().count());
        assertEquals(5, activity().refusedOpens().examples().size());
        assertEquals(
                "\\\\10.0.0.2\\C$\\1009", activity().refusedOpens().examples().get(0));
        assertTrue(activity().partial());
        assertEquals(10, acts.evictions());
    }

    @Test
    void whatIsKeptOfANameIsBounded() {
        act(NOON, "10.0.0.2", Kind.PIPE, "x".repeat(5_000));
        assertEquals(201, acts.all().get(0).what().length());
    }
}
