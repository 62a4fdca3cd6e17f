package io.sharetap.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code --help} says: nothing that the pages for users do not tell, and all that scripts rely on. */
class HelpTest {
    private static final Pattern OPTION = Pattern.compile("--[a-z][a-z-]*");
    private static final Set<String> OF_ITSELF = Set.of("--help", "--version");

    private static String help(String command) {
        ProgramRun run = ProgramRun.of(Stream.concat(Stream.of(command.split(" ")), Stream.of("--help"))
                .filter(word -> !word.isEmpty())
                .toArray(String[]::new));
        assertEquals(0, run.exitCode(), run.toString());
        assertEquals("", run.err());
        return run.out();
    }

    private static Set<String> options(String text) {
        return OPTION.matcher(text).results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "replay",
                "watch",
                "score",
                "baseline",
                "baseline show",
                "baseline export",
                "baseline import",
                "baseline merge",
                "baseline forget",
                "baseline accept",
                "interfaces",
                "config"
            })
    void eachOptionIsInThePagesForUsers(String command) throws IOException {
        Set<String> documented = new TreeSet<>(OF_ITSELF);
        for (String page : List.of("README.md", "docs/operations.md")) {
            documented.addAll(options(Files.readString(Path.of("..", page))));
        }
        Set<String> undocumented = options(help(command));
        undocumented.removeAll(documented);
        assertEquals(Set.of(), undocumented);
    }

    /** The names and forms that users and scripts were given. */
    @ParameterizedTest
    @CsvSource({
        "replay, --format --events --baseline --activation --config --extract --workers --output --keys --keytab --set"
                + " --no-progress",
        "watch, --format --events --baseline --activation --config --extract --workers --output --keys --keytab --set"
                + " --no-progress --http --interface",
        "score, --format --events --baseline --activation --config --output --set"
    })
    void sharedOptionsAreDescribed(String command, String options) {
        assertTrue(options(help(command)).containsAll(List.of(options.split(" "))), () -> help(command));
    }

    /** Scripts may give all commands the same options; where there are no packets, these do nothing. */
    @Test
    void scoreTakesOptionsOfPacketsAndDoesNotMentionThem() {
        String[] options = {"score", "--workers", "0", "--no-progress", "/nonexistent"};
        assertEquals(
                "sharetap: /nonexistent: there is no such file or folder\n",
                ProgramRun.of(options).err());
        for (String option : List.of("--workers", "--no-progress", "--keys", "--keytab", "--extract")) {
            assertFalse(options(help("score")).contains(option), option);
        }
    }
}
