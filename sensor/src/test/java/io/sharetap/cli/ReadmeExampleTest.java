package io.sharetap.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The README opens with a command and its real answer. */
class ReadmeExampleTest {
    private static final Path TOP = Path.of("..").toAbsolutePath().normalize();

    @Test
    void theAnswerThatItShowsIsTheEndOfTheRealOne() throws IOException {
        String[] blocks = Files.readString(TOP.resolve("README.md")).split("(?m)^```\n");
        String command = blocks[1].strip();
        String answer = blocks[3];
        assertTrue(command.startsWith("./sharetap replay pcaps/"), command);
        String[] words = command.split(" ");
        ProgramRun run = ProgramRun.of(words[1], TOP.resolve(words[2]).toString());
        assertEquals(0, run.exitCode(), run.toString());
        assertEquals(answer, run.out().substring(Math.max(0, run.out().length() - answer.length())));
        assertEquals(1, run.out().split("HIGH ALERT").length - 1, "the one that the README shows");
        assertEquals(3, run.out().split("LOW ALERT").length - 1, "those that it says come before");
    }
}
