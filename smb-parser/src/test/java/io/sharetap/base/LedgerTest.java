package io.sharetap.base;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class LedgerTest {
    private static final int WRITE = 0x09;
    private static final int ACCESS_DENIED = 0xC000_0022;

    private final Ledger ledger = new Ledger();

    @Test
    void distinguishesAnswersByFamilyCommandAndStatus() {
        ledger.countStatus(true, WRITE, ACCESS_DENIED);
        ledger.countStatus(true, WRITE, ACCESS_DENIED);
        ledger.countStatus(true, WRITE, 0);
        ledger.countStatus(false, WRITE, 0);
        assertEquals(2, ledger.answers(true, WRITE, ACCESS_DENIED));
        assertEquals(1, ledger.answers(true, WRITE, 0));
        assertEquals(1, ledger.answers(false, WRITE, 0));
        assertEquals(0, ledger.answers(false, WRITE, ACCESS_DENIED));
    }

    @Test
    void aServerThatInventsStatusesFillsTheTableOnlySoFar() {
        int statuses = 100_000;
        ledger.countStatus(true, WRITE, 0);
        for (int status = 1; status <= statuses; status++) {
            ledger.countStatus(true, WRITE, status);
        }
        ledger.countStatus(true, WRITE, 0);
        assertEquals(2, ledger.answers(true, WRITE, 0));
        assertEquals(1, ledger.answers(true, WRITE, 1));
        assertEquals(0, ledger.answers(true, WRITE, statuses));
        assertEquals(statuses - 767, ledger.of(Count.SMB_STATUSES_UNSORTED));
    }
}
