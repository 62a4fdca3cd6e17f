package io.sharetap.output;

import io.sharetap.output.deliver.Delivery;
import io.sharetap.output.deliver.Message;
import java.io.OutputStream;
import java.util.Arrays;

/** Sends each piece that is written as one message. */
public final class DeliveredStream extends OutputStream {
    private final Delivery delivery;

    public DeliveredStream(Delivery delivery) {
        this.delivery = delivery;
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) {
        delivery.offer(Message.of(Message.Kind.EVENT, Arrays.copyOfRange(bytes, from, from + count)));
    }
}
