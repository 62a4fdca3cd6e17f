import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.ToolProvider;

/**
 * Makes at build time the one class that Chronicle Map would otherwise have javac make when a process first opens a map,
 * which takes half a second and asks for a JDK.
 *
 * <p>Chronicle Values looks for the class by its name before it makes it. For a Java without a compiler there is also a
 * stand-in for the compiler's entry, which Chronicle's compiler library asks for when it is loaded and then never uses;
 * where a compiler is there, the stand-in is not seen.
 *
 * <p>Run by the detector's pom as {@code java -classpath … ChronicleClasses.java SOURCES CLASSES}.
 */
public final class ChronicleClasses {
    private static final String PACKAGE = "net.openhft.chronicle.hash";
    private static final String STATE = "VanillaGlobalMutableState";
    private static final String STATE_CLASS = STATE + "$$Native";
    private static final String COMPILER_PACKAGE = "com.sun.tools.javac.api";
    private static final String COMPILER_CLASS = "JavacTool";
    private static final String COMPILER_SOURCE = "package " + COMPILER_PACKAGE + ";\n"
            + "public final class " + COMPILER_CLASS + " {\n"
            + "    private " + COMPILER_CLASS + "() {}\n"
            + "    public static javax.tools.JavaCompiler create() {\n"
            + "        return null;\n"
            + "    }\n"
            + "}\n";

    private ChronicleClasses() {}

    public static void main(String[] args) throws IOException, ReflectiveOperationException {
        Path sources = Path.of(args[0]);
        Path classes = Path.of(args[1]);
        compile(write(sources, PACKAGE, STATE_CLASS, stateSource()), classes, List.of());
        compile(
                write(sources, COMPILER_PACKAGE, COMPILER_CLASS, COMPILER_SOURCE),
                classes,
                List.of("--limit-modules", "java.compiler"));
    }

    /** As Chronicle Values itself writes it: the generator is not public there. */
    private static String stateSource() throws ReflectiveOperationException {
        Class<?> modelType = Class.forName("net.openhft.chronicle.values.ValueModel");
        Object model = modelType.getMethod("acquire", Class.class).invoke(null, Class.forName(PACKAGE + "." + STATE));
        Method generate = Class.forName("net.openhft.chronicle.values.Generators")
                .getDeclaredMethod("generateNativeClass", modelType, String.class);
        generate.setAccessible(true);
        return (String) generate.invoke(null, model, STATE_CLASS);
    }

    private static Path write(Path sources, String packageName, String className, String source) throws IOException {
        Path folder = Files.createDirectories(sources.resolve(packageName.replace('.', '/')));
        return Files.writeString(folder.resolve(className + ".java"), source);
    }

    private static void compile(Path source, Path classes, List<String> more) {
        List<String> arguments = new ArrayList<>(List.of("-proc:none", "-nowarn", "-d", classes.toString()));
        arguments.addAll(List.of("-classpath", System.getProperty("java.class.path")));
        arguments.addAll(more);
        arguments.add(source.toString());
        int result = ToolProvider.getSystemJavaCompiler()
                .run(null, null, System.err, arguments.toArray(new String[0]));
        if (result != 0) {
            throw new IllegalStateException(source + " does not compile");
        }
    }
}
