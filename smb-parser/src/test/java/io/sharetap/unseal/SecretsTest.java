package io.sharetap.unseal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Secrets whose place others take are overwritten when nobody uses them, and not before. */
class SecretsTest {
    private static final int ROUNDS = 2_000;
    private static final int USERS = 2;

    @Test
    void keysAreOverwrittenWhenTheLastUserHasLeft() {
        Keytab keytab = Keytab.read(MitKerberos.keytab("late"));
        Secrets secrets = Secrets.of(keytab);
        byte[] key = keytab.candidates(17, 300, null, null).get(0).key();
        assertTrue(secrets.enter());
        assertTrue(secrets.enter());
        secrets.retire();
        assertFalse(secrets.enter());
        secrets.leave();
        assertFalse(isZeros(key));
        secrets.leave();
        assertArrayEquals(new byte[16], key);
    }

    @Test
    void keysThatNobodyUsesAreOverwrittenAtOnce() {
        Secrets secrets = KeyFile.read(line(1).getBytes(StandardCharsets.US_ASCII));
        byte[] key = secrets.proof(Long.reverseBytes(1), null, null).sessionKey();
        assertFalse(isZeros(key));
        secrets.retire();
        assertTrue(isZeros(key));
        secrets.retire();
        assertFalse(secrets.enter());
    }

    /** Threads that use whatever is in force never see a key that was overwritten. */
    @Test
    void nobodyUsesWhatWasOverwritten() throws InterruptedException {
        AtomicReference<Secrets> inForce = new AtomicReference<>(made(0));
        AtomicReference<String> fault = new AtomicReference<>();
        CountDownLatch begun = new CountDownLatch(USERS);
        Thread[] users = new Thread[USERS];
        for (int i = 0; i < USERS; i++) {
            users[i] = new Thread(() -> {
                begun.countDown();
                while (inForce.get() != null) {
                    use(inForce.get(), fault);
                }
            });
            users[i].start();
        }
        begun.await();
        for (int round = 1; round <= ROUNDS; round++) {
            inForce.getAndSet(made(round)).retire();
        }
        inForce.set(null);
        for (Thread user : users) {
            user.join();
        }
        assertEquals(null, fault.get());
    }

    private static void use(Secrets secrets, AtomicReference<String> fault) {
        if (secrets == null || !secrets.enter()) {
            return;
        }
        if (isZeros(secrets.proof(Long.reverseBytes(1), null, null).sessionKey())) {
            fault.set("a key that was overwritten");
        }
        secrets.leave();
    }

    private static Secrets made(int number) {
        return KeyFile.read(line(number).getBytes(StandardCharsets.US_ASCII));
    }

    private static String line(int number) {
        return "%016x,%032x,,\n".formatted(1, number + 1);
    }

    private static boolean isZeros(byte[] key) {
        int bits = 0;
        for (byte each : key) {
            bits |= each;
        }
        return bits == 0;
    }
}
