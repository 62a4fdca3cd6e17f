package io.sharetap.output.deliver;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.function.Consumer;

/**
 * Writes messages to a stream that is open from the beginning, such as standard output; a broken stream stays broken.
 */
final class StreamReceiver implements Receiver {
    private final OutputStream stream;
    private final byte[] end;
    private final Consumer<IOException> onBroken;
    private boolean broken;

    /**
     * @param end appended to each message
     * @param onBroken called once when the stream takes no more; later messages are refused
     */
    StreamReceiver(OutputStream stream, byte[] end, Consumer<IOException> onBroken) {
        this.stream = stream;
        this.end = end.clone();
        this.onBroken = onBroken;
    }

    @Override
    public void deliver(List<Message> messages, Progress progress) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (Message message : messages) {
            lines.writeBytes(message.body());
            lines.writeBytes(end);
        }
        if (!broken) {
            try {
                lines.writeTo(stream);
                stream.flush();
                progress.taken(messages.size());
                return;
            } catch (IOException e) {
                broken = true;
                onBroken.accept(e);
            }
        }
        messages.forEach(message -> progress.refused(Loss.REFUSED));
    }
}
