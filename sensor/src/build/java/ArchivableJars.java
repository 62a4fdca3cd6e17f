import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/**
 * Makes the jars beside the program fit for the archive of classes, from which a start maps them.
 *
 * <ul>
 *   <li>Classes of a signed jar stay out of the archive, and to load the first of them hundreds of kilobytes of manifest
 *       are parsed: signatures and digests are taken out. Where the jars came from was checked when they were fetched.
 *   <li>So do classes that were compiled for Java 5 and before, as picocli's: they get what Java 7's have, the types on the
 *       stack at each branch, which the machine would otherwise find out at each start.
 *   <li>The other jars that a jar names are not looked for: the program names all that it needs, and a jar of an earlier
 *       build may still lie beside it.
 * </ul>
 *
 * <p>Run by the sensor's pom as {@code java -classpath FOLDER/* ArchivableJars.java FOLDER}.
 */
public final class ArchivableJars {
    /** Of Java 6: the first that carry the types on the stack. */
    private static final int FIRST_WITH_FRAMES = Opcodes.V1_6;

    private ArchivableJars() {}

    public static void main(String[] args) throws IOException {
        List<Path> jars;
        try (Stream<Path> files = Files.list(Path.of(args[0]))) {
            jars = files.filter(file -> file.toString().endsWith(".jar")).toList();
        }
        for (Path jar : jars) {
            if (!isFit(jar)) {
                Path fit = jar.resolveSibling(jar.getFileName() + ".part");
                copy(jar, fit);
                Files.move(fit, jar, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static boolean isFit(Path jar) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                if (isSignature(entry.getName()) || isClass(entry.getName()) && isOld(read(zip, entry))) {
                    return false;
                }
            }
            ZipEntry manifest = zip.getEntry(JarFile.MANIFEST_NAME);
            return manifest == null || !namesOthers(new Manifest(zip.getInputStream(manifest)));
        }
    }

    private static boolean isSignature(String name) {
        return name.matches("META-INF/[^/]+\\.(SF|RSA|DSA|EC)");
    }

    private static boolean isClass(String name) {
        return name.endsWith(".class");
    }

    private static boolean isOld(byte[] content) {
        return (content[6] << 8 | content[7] & 0xff) < FIRST_WITH_FRAMES;
    }

    private static boolean namesOthers(Manifest manifest) {
        return manifest.getMainAttributes().containsKey(Attributes.Name.CLASS_PATH);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (ZipFile zip = new ZipFile(from.toFile());
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(to))) {
            for (ZipEntry entry : zip.stream().toList()) {
                if (!isSignature(entry.getName())) {
                    ZipEntry copied = new ZipEntry(entry.getName());
                    copied.setTime(entry.getTime());
                    out.putNextEntry(copied);
                    copy(entry.getName(), read(zip, entry), out);
                    out.closeEntry();
                }
            }
        }
    }

    private static void copy(String name, byte[] content, OutputStream out) throws IOException {
        if (name.equals(JarFile.MANIFEST_NAME)) {
            Manifest manifest = new Manifest(new ByteArrayInputStream(content));
            manifest.getEntries().clear();
            manifest.getMainAttributes().remove(Attributes.Name.CLASS_PATH);
            manifest.write(out);
        } else {
            out.write(isClass(name) && isOld(content) ? withFrames(content) : content);
        }
    }

    private static byte[] withFrames(byte[] content) {
        ClassWriter framed = new ClassWriter(ClassWriter.COMPUTE_FRAMES);
        ClassVisitor newer = new ClassVisitor(Opcodes.ASM9, framed) {
            @Override
            public void visit(
                    int version, int access, String name, String signature, String parent, String[] interfaces) {
                super.visit(Opcodes.V1_7, access, name, signature, parent, interfaces);
            }
        };
        new ClassReader(content).accept(newer, 0);
        return framed.toByteArray();
    }

    private static byte[] read(ZipFile zip, ZipEntry entry) throws IOException {
        try (InputStream in = zip.getInputStream(entry)) {
            return in.readAllBytes();
        }
    }
}
