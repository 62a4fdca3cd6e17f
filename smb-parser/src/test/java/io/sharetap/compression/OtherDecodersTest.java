package io.sharetap.compression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import io.netty.buffer.Unpooled;
import io.sharetap.base.ByteWindow;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Messages of {@code pcaps/maker/compress_check.py}, written by three compressors and read back there by the decoders
 * of dissect.util, lznt1 and lz4, are expanded to the same. {@code -Dcompression.inputs=10000} are looked at;
 * {@code -Dcompression.from=1} is the first seed.
 */
class OtherDecodersTest {
    private static final String[] PACKAGES = {"dissect.util==3.24", "lznt1==0.2", "lz4==4.4.5"};
    private static final int INPUTS = Integer.getInteger("compression.inputs", 10_000);
    private static final int FIRST = Integer.getInteger("compression.from", 1);

    @TempDir
    Path folder;

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void expandToTheSame() throws IOException, InterruptedException {
        Path packages = folder.resolve("packages");
        List<String> install = new ArrayList<>(List.of("python3", "-m", "pip", "install", "--quiet"));
        install.addAll(List.of("--disable-pip-version-check", "--target", packages.toString()));
        install.addAll(Arrays.asList(PACKAGES));
        int installed = run(install, packages);
        if (installed != 0) {
            lacking("python3 -m pip cannot install " + String.join(", ", PACKAGES));
        }
        Path maker = Path.of("..", "pcaps", "maker", "compress_check.py");
        Path out = folder.resolve("messages");
        String[] make = {"python3", maker.toString(), "" + INPUTS, "" + FIRST, out.toString()};
        assertEquals(0, run(List.of(make), packages), "what the decoders of others say is above");
        assertEquals(INPUTS, expandAll(out));
    }

    private static int expandAll(Path file) throws IOException {
        Decompressor decompressor = new Decompressor(Messages.BYTES_MAX);
        int done = 0;
        try (FileChannel channel = FileChannel.open(file)) {
            ByteBuffer all = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size())
                    .order(ByteOrder.LITTLE_ENDIAN);
            while (all.hasRemaining()) {
                byte[] message = new byte[all.getInt()];
                byte[] plain = new byte[all.getInt()];
                all.get(message).get(plain);
                String seed = "seed " + (FIRST + done);
                ByteWindow window = new ByteWindow().wrap(Unpooled.wrappedBuffer(message), 0, message.length);
                assertEquals(null, decompressor.expand(window), seed);
                assertEquals(-1, Arrays.mismatch(plain, Messages.plainOf(decompressor)), seed);
                done++;
            }
        }
        return done;
    }

    private static int run(List<String> command, Path packages) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("PYTHONPATH", packages.toString());
        builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
        try {
            return builder.start().waitFor();
        } catch (IOException e) {
            lacking(command.get(0) + " is not installed");
            return -1;
        }
    }

    private static void lacking(String what) {
        if ("true".equals(System.getenv("CI"))) {
            fail(what);
        }
        abort(what);
    }
}
