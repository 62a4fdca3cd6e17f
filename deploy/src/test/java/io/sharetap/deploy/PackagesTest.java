package io.sharetap.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Unpacks what {@code -Ppackages} has made, and runs what is in it. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class PackagesTest {
    private static final Path TARGET = Path.of("target").toAbsolutePath();
    private static final Path SAMPLE =
            Path.of("../pcaps/lateral-movement/capture.pcapng").toAbsolutePath();
    private static final String NAME = "sharetap-" + System.getProperty("sharetap.version");

    @TempDir
    private Path folder;

    private final ObjectMapper json = new ObjectMapper();

    /** What {@code -Ppackages} has made. */
    static Path built(String name) {
        Path file = TARGET.resolve(name);
        if (!Files.exists(file)) {
            Programs.lacking("there is no " + file + ": mvn -Ppackages verify makes it");
        }
        return file;
    }

    @Test
    void theTarRunsWithoutAnyJavaOfTheMachine() throws IOException, InterruptedException {
        Programs.run("tar", "-xzf", built(NAME + ".tar.gz").toString(), "-C", folder.toString());
        Path home = folder.resolve(NAME);
        String records = Programs.run(
                "env",
                "-i",
                "PATH=/usr/bin:/bin",
                home + "/sharetap",
                "replay",
                "--no-progress",
                "--format",
                "json",
                SAMPLE.toString());
        assertTrue(records.contains("\"kind\":\"alert\""), records);
        assertTrue(Files.exists(home.resolve("sharetap.jsa")), "the first start makes the class-data archive");
        assertFalse(Files.readString(home.resolve("runtime/release")).contains("java.desktop"));
        String fleet = Programs.run("env", "-i", "PATH=/usr/bin:/bin", home + "/sharetap", "fleet", "--version");
        assertEquals("sharetap " + System.getProperty("sharetap.version"), fleet.strip());
    }

    @Test
    void theContainerIsWhatItsDigestsSay() throws IOException, InterruptedException {
        JsonNode manifest = unpackedManifest();
        JsonNode config = json.readTree(blob(manifest.get("config")).toFile());
        assertEquals("linux", config.get("os").asText());
        assertEquals(
                "[\"/usr/lib/sharetap/runtime/bin/java\",\"@/usr/lib/sharetap/jvm.flags\",\"-jar\","
                        + "\"/usr/lib/sharetap/lib/sensor.jar\"]",
                config.get("config").get("Entrypoint").toString());
        assertEquals("watch", config.get("config").get("Cmd").get(0).asText());
        JsonNode unpackedDigests = config.get("rootfs").get("diff_ids");
        assertEquals(manifest.get("layers").size(), unpackedDigests.size());
        for (int i = 0; i < unpackedDigests.size(); i++) {
            try (InputStream layer = new GZIPInputStream(
                    Files.newInputStream(blob(manifest.get("layers").get(i))))) {
                assertEquals(unpackedDigests.get(i).asText(), digest(layer));
            }
        }
    }

    /** As an engine would, which brings /proc and /dev: root and the right to capture, and it becomes another. */
    @Test
    void theContainerWatches() throws IOException, InterruptedException {
        Programs.run("unshare", "--mount", "--net", "true");
        JsonNode manifest = unpackedManifest();
        Path root = Files.createDirectory(folder.resolve("root"));
        for (JsonNode layer : manifest.get("layers")) {
            Programs.run("tar", "-xzf", blob(layer).toString(), "-C", root.toString());
        }
        Files.createDirectories(root.resolve("proc"));
        Files.createDirectories(root.resolve("dev"));
        Files.copy(SAMPLE, root.resolve("sample.pcapng"));
        String program = "/usr/lib/sharetap/runtime/bin/java @/usr/lib/sharetap/jvm.flags"
                + " -jar /usr/lib/sharetap/lib/sensor.jar ";
        String prepared = "ip link set lo up && mount --bind " + root + " " + root + " && mount -t proc proc " + root
                + "/proc && mount --bind /dev " + root + "/dev && cd " + root + " && ";
        String records = Programs.run(
                "unshare",
                "--mount",
                "--net",
                "sh",
                "-c",
                prepared + "exec chroot . " + program + "replay --no-progress --format json /sample.pcapng");
        assertTrue(records.contains("\"kind\":\"alert\""), records);
        String watched = Programs.run(
                "unshare",
                "--mount",
                "--net",
                "sh",
                "-c",
                prepared + ": >said; { chroot . " + program
                        + "watch --config /etc/sharetap/sharetap.yaml -i lo >said 2>&1 &"
                        + " } ; process=$!;"
                        + " for i in $(seq 300); do grep -q 'watching lo' said && break; sleep 0.1; done;"
                        + " cat /proc/$process/task/*/status | grep -E '^(Uid|CapPrm|NoNewPrivs):' | sort -u;"
                        + " kill $process; wait $process; echo exit $?; cat said");
        assertTrue(watched.contains("Uid:\t65532\t65532\t65532\t65532\n"), watched);
        assertTrue(watched.startsWith("CapPrm:\t0000000000002000\nNoNewPrivs:\t1\nUid:"), watched);
        assertTrue(watched.contains("exit 0\n"), watched);
    }

    @Test
    void thePackageSaysWhatItBrings() throws IOException, InterruptedException {
        String deb = built("sharetap.deb").toString();
        assertEquals("sharetap", Programs.run("dpkg-deb", "-f", deb, "Package").strip());
        String files = Programs.run("dpkg-deb", "-c", deb);
        for (String file : new String[] {
            "./usr/lib/systemd/system/sharetap.service", "./etc/sharetap/sharetap.yaml", "./etc/logrotate.d/sharetap",
            "./usr/lib/sysusers.d/sharetap.conf", "./usr/lib/sharetap/sharetap", "./usr/lib/sharetap/runtime/bin/java",
        }) {
            assertTrue(files.contains(" " + file), file);
        }
    }

    /** Every blob is looked at: its name is its digest. */
    private JsonNode unpackedManifest() throws IOException, InterruptedException {
        Path layout = folder.resolve("layout");
        if (!Files.exists(layout)) {
            Files.createDirectory(layout);
            Programs.run("tar", "-xf", built("sharetap-oci.tar").toString(), "-C", layout.toString());
        }
        JsonNode version = json.readTree(layout.resolve("oci-layout").toFile());
        assertEquals("1.0.0", version.get("imageLayoutVersion").asText());
        JsonNode index = json.readTree(layout.resolve("index.json").toFile());
        assertEquals(1, index.get("manifests").size());
        return json.readTree(blob(index.get("manifests").get(0)).toFile());
    }

    private Path blob(JsonNode descriptor) throws IOException {
        String digest = descriptor.get("digest").asText();
        Path blob = folder.resolve("layout/blobs").resolve(digest.replace(':', '/'));
        assertEquals(descriptor.get("size").asLong(), Files.size(blob));
        try (InputStream bytes = Files.newInputStream(blob)) {
            assertEquals(digest, digest(bytes));
        }
        return blob;
    }

    private static String digest(InputStream bytes) throws IOException {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            byte[] block = new byte[1 << 16];
            for (int count = bytes.read(block); count >= 0; count = bytes.read(block)) {
                sha256.update(block, 0, count);
            }
            return "sha256:" + HexFormat.of().formatHex(sha256.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
