package io.sharetap.output.deliver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Receivers that are slow, away, or stall for good: order is kept, what is lost is counted, and nobody waits. */
@Timeout(60)
class DeliveryTest {
    private static final long QUEUE_BYTES = 64 << 10;
    private static final long SPILL_BYTES = 16 << 20;
    private static final long WAIT_NANOS = 300_000_000L;
    /** For a receiver that takes all, and needs as long as the machine does. */
    private static final long PATIENT_NANOS = 50_000_000_000L;

    private static final int MANY = 5_000;

    @TempDir
    private Path folder;

    private final FakeReceiver receiver = new FakeReceiver();
    private final List<String> said = new ArrayList<>();
    private Delivery delivery;

    @AfterEach
    void close() {
        if (delivery != null) {
            delivery.close();
        }
    }

    private Delivery delivery(FakeReceiver to, boolean finite, long spillBytes) {
        return delivery(to, finite, spillBytes, WAIT_NANOS);
    }

    private Delivery delivery(FakeReceiver to, boolean finite, long spillBytes, long waitNanos) {
        Spill spill = spillBytes == 0 ? null : new Spill(folder.resolve("spill"), "x", spillBytes);
        delivery = new Delivery("x", to, spill, new Backlog.Terms(finite, QUEUE_BYTES, waitNanos), this::say);
        delivery.start();
        return delivery;
    }

    private void say(String line) {
        synchronized (said) {
            said.add(line);
        }
    }

    private void offer(int from, int to) {
        for (String text : FakeReceiver.texts(from, to)) {
            delivery.offer(FakeReceiver.message(text));
            assertTrue(delivery.counts().queuedBytes() <= QUEUE_BYTES);
        }
    }

    /** Likewise, no faster than the disk; the receiver is not waited for. */
    private void offerAsTheDiskTakesIt(int from, int to) throws InterruptedException {
        for (int i = from; i < to; i += 50) {
            offer(i, i + 50);
            while (delivery.counts().queuedBytes() > QUEUE_BYTES * 3 / 4) {
                Thread.sleep(1);
            }
        }
    }

    @Test
    void deliversInOrder() {
        delivery(receiver, false, SPILL_BYTES, PATIENT_NANOS);
        offer(0, 100);
        delivery.close();
        assertEquals(FakeReceiver.texts(0, 100), receiver.taken());
        assertEquals(100, delivery.counts().taken());
        assertFalse(Files.exists(folder.resolve("spill")), "nothing had to wait on disk");
    }

    @Test
    void deliversInOrderWhatWaitedForAReceiverThatWasAwayAtTheStart() throws InterruptedException {
        receiver.goAway(true);
        delivery(receiver, false, SPILL_BYTES);
        offerAsTheDiskTakesIt(0, MANY);
        awaitSpilled();
        receiver.goAway(false);
        receiver.awaitTaken(MANY);
        assertEquals(FakeReceiver.texts(0, MANY), receiver.taken());
        assertTrue(delivery.counts().reconnects() > 0);
        assertTrue(delivery.counts().lastErrorMillis() > 0);
        synchronized (said) {
            assertEquals("output x: away; records wait until it takes them again", said.get(0));
            assertTrue(said.contains("output x: takes records again"), said.toString());
        }
    }

    /** As one by UDP, of which the network says now and then that it is not there. */
    @Test
    void aReceiverThatComesAndGoesIsSaidAFewTimesAndThenCounted() throws InterruptedException {
        delivery(receiver, false, SPILL_BYTES, PATIENT_NANOS);
        for (int i = 0; i < 20; i++) {
            receiver.goAway(true);
            offer(i, i + 1);
            while (delivery.counts().up()) {
                Thread.sleep(1);
            }
            receiver.goAway(false);
            receiver.awaitTaken(i + 1);
            while (!delivery.counts().up()) {
                Thread.sleep(1);
            }
        }
        delivery.close();
        String away = "output x: away; records wait until it takes them again";
        String again = "output x: takes records again";
        String rest = "output x: 36 more changes within a minute, the last: takes records again";
        assertEquals(List.of(away, again, away, again, rest), said);
    }

    private void awaitSpilled() throws InterruptedException {
        while (delivery.counts().spilledRecords() == 0) {
            Thread.sleep(5);
        }
    }

    @Test
    void goesOnInOrderWhereItsReceiverDiesAndComesBackInBetween() throws InterruptedException {
        delivery(receiver, false, SPILL_BYTES);
        offerAsTheDiskTakesIt(0, 1_000);
        receiver.awaitTaken(500);
        receiver.goAway(true);
        offerAsTheDiskTakesIt(1_000, MANY);
        awaitSpilled();
        receiver.goAway(false);
        offerAsTheDiskTakesIt(MANY, MANY + 100);
        receiver.awaitTaken(MANY + 100);
        assertEquals(FakeReceiver.texts(0, MANY + 100), receiver.taken());
    }

    @Test
    void neverWaitsForAReceiverThatStallsForGoodAndKeepsAllForTheNextRun() throws InterruptedException {
        receiver.stall();
        delivery(receiver, false, SPILL_BYTES);
        offer(0, 10);
        receiver.awaitStall();
        offerAsTheDiskTakesIt(10, MANY + 10); // comes back though nothing was taken
        assertEquals(0, delivery.counts().taken());
        delivery.close();
        assertEquals(0, delivery.counts().lostInAll());
        assertEquals(MANY + 10, delivery.counts().spilledRecords());
        FakeReceiver next = new FakeReceiver();
        delivery(next, false, SPILL_BYTES);
        offer(MANY + 10, MANY + 20);
        next.awaitTaken(MANY + 20);
        assertEquals(FakeReceiver.texts(0, MANY + 20), next.taken());
    }

    @Test
    void countsAsLostWhatFindsNoRoomAndGoesOnWithTheRest() throws InterruptedException {
        receiver.stall();
        delivery(receiver, false, 1 << 20);
        int offered = 40_000;
        offerAsTheDiskTakesIt(0, 10_000);
        offer(10_000, offered);
        long lost = delivery.counts().lostInAll();
        assertTrue(lost > 0);
        receiver.goOn();
        receiver.awaitTaken((int) (offered - lost));
        delivery.close();
        OutputCounts counts = delivery.counts();
        assertEquals(offered, counts.taken() + counts.lostInAll(), counts.toString());
        List<Integer> numbers = receiver.taken().stream()
                .map(text -> Integer.valueOf(text.substring("record ".length())))
                .toList();
        assertEquals(numbers.stream().sorted().distinct().toList(), numbers);
        assertTrue(said.toString().contains("records were lost: "), said.toString());
    }

    @Test
    void countsAsLostWhatMemoryHasNoRoomForWhereThereIsNoDisk() throws InterruptedException {
        receiver.stall();
        delivery(receiver, false, 0);
        offer(0, MANY);
        OutputCounts counts = delivery.counts();
        assertEquals(MANY, counts.queuedRecords() + counts.lost().get(Loss.QUEUE_FULL));
        receiver.goOn();
        delivery.close();
        assertEquals(receiver.taken(), FakeReceiver.texts(0, receiver.taken().size()));
    }

    @Test
    void waitsForASlowReceiverWhereTheInputIsFinite() throws InterruptedException {
        delivery = new Delivery(
                "x",
                receiver,
                new Spill(folder.resolve("spill"), "x", SPILL_BYTES),
                new Backlog.Terms(true, QUEUE_BYTES, 30_000_000_000L),
                this::say);
        receiver.stall();
        delivery.start();
        Thread input = new Thread(() -> offer(0, MANY));
        input.start();
        while (input.getState() != Thread.State.TIMED_WAITING) {
            Thread.sleep(5);
        }
        assertTrue(delivery.counts().queuedRecords() < MANY);
        receiver.goOn();
        input.join();
        delivery.close();
        assertEquals(FakeReceiver.texts(0, MANY), receiver.taken());
        assertFalse(Files.exists(folder.resolve("spill")), "who can wait needs no disk");
    }

    @Test
    void waitsForADeadReceiverOnceWhereTheInputIsFinite() {
        receiver.goAway(true);
        delivery(receiver, true, SPILL_BYTES);
        offer(0, MANY);
        delivery.close();
        assertEquals(MANY, delivery.counts().spilledRecords());
        assertTrue(said.contains("output x: " + MANY + " records wait on disk; the next run sends them first"));
    }

    @Test
    void hasOnDiskWhatIsToOutliveAKill() throws IOException, InterruptedException {
        receiver.stall();
        delivery(receiver, false, SPILL_BYTES);
        offer(0, 50);
        receiver.awaitStall();
        offer(50, 100);
        delivery.settle();
        assertEquals(0, delivery.counts().queuedRecords());
        Path copy = Files.createDirectories(folder.resolve("copy"));
        try (Stream<Path> files = Files.list(folder.resolve("spill"))) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        receiver.goOn();
        receiver.awaitTaken(100);
        assertEquals(FakeReceiver.texts(0, 100), receiver.taken());
        FakeReceiver afterKill = new FakeReceiver();
        Delivery next = new Delivery(
                "x",
                afterKill,
                new Spill(copy, "x", SPILL_BYTES),
                new Backlog.Terms(false, QUEUE_BYTES, WAIT_NANOS),
                this::say);
        next.start();
        afterKill.awaitTaken(100);
        next.close();
        assertEquals(FakeReceiver.texts(0, 100), afterKill.taken());
    }

    @Test
    void countsAFaultOfOursAndGoesOn() {
        delivery(receiver, false, SPILL_BYTES, PATIENT_NANOS);
        delivery.offer(FakeReceiver.message("poison"));
        offer(0, 3);
        delivery.close();
        assertEquals(FakeReceiver.texts(0, 3), receiver.taken());
        assertEquals(1, delivery.counts().lost().get(Loss.FAULT));
    }

    @Test
    void isLeftWithoutADiskWhereAnotherHasItsFolder() throws IOException {
        Spill other = new Spill(folder.resolve("spill"), "x", SPILL_BYTES);
        other.append(List.of(FakeReceiver.message("kept by another")));
        delivery(receiver, false, SPILL_BYTES, PATIENT_NANOS);
        offer(0, 3);
        delivery.close();
        assertEquals(FakeReceiver.texts(0, 3), receiver.taken());
        assertTrue(said.get(0).startsWith("output x: nothing can be kept on disk: "), said.toString());
        other.close();
    }
}
