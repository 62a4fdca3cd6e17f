package io.sharetap.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page for those who run it says of every limit, once, what happens when it is reached. */
class LimitsPageTest {
    private static final String PREFIX = "limits.";
    private static final Pattern KEY = Pattern.compile("`([^`]+)`");

    @Test
    void listsEveryLimitOnce() throws IOException {
        List<String> page = Files.readAllLines(Path.of("../docs/operations.md"));
        int begin = page.indexOf("| `limits.` | when it is reached | seen by |") + 2;
        List<String> listed = page.subList(begin, page.size()).stream()
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> line.split("\\|")[1])
                .flatMap(keys -> KEY.matcher(keys).results())
                .map((MatchResult key) -> PREFIX + key.group(1))
                .sorted()
                .toList();
        List<String> settings = new SettingsCatalogue()
                .byKey().keySet().stream()
                        .filter(key -> key.startsWith(PREFIX))
                        .sorted()
                        .toList();
        assertEquals(String.join("\n", settings), String.join("\n", listed));
    }
}
