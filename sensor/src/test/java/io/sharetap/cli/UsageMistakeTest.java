package io.sharetap.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A command line with a mistake is answered with what is wrong, and with what is likely meant. */
class UsageMistakeTest {
    private static final String COMMANDS = "baseline, config, fleet, interfaces, replay, score, watch";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "reply x                | there is no command \"reply\"; the nearest is \"replay\"; there are: COMMANDS"
                        + " | sharetap",
                "analyse x.pcap         | there is no command \"analyse\"; there are: COMMANDS | sharetap",
                "help                   | there is no command \"help\"; there are: COMMANDS | sharetap",
                "baseline shwo x        | there is no command \"shwo\"; the nearest is \"show\"; there are: accept,"
                        + " export, forget, import, merge, show | sharetap baseline",
                "baseline               | no command is given; there are: accept, export, forget, import, merge, show"
                        + " | sharetap baseline",
                "replay --basline d x   | there is no option --basline; the nearest is --baseline | sharetap replay",
                "replay --baslin=d x    | there is no option --baslin; the nearest is --baseline | sharetap replay",
                "replay --baslin d      | there is no option --baslin; the nearest is --baseline | sharetap replay",
                "replay --live x        | there is no option --live | sharetap replay",
                "config --exmaple       | there is no option --exmaple; the nearest is --example | sharetap config",
                "interfaces eth1        | \"eth1\" is one argument too many | sharetap interfaces",
                "replay                 | Missing required parameter: 'PATH' | sharetap replay",
                "config --set a         | Value for option '--set' (KEY=VALUE) should be in KEY=VALUE format but was a"
                        + " | sharetap config"
            })
    void isExplained(String arguments, String wrong, String command) {
        ProgramRun run = ProgramRun.of(arguments.split(" "));
        assertEquals(
                "sharetap: " + wrong.replace("COMMANDS", COMMANDS) + "\nsharetap: try: " + command + " --help\n",
                run.err());
        assertEquals(2, run.exitCode());
        assertEquals("", run.out());
    }
}
