package io.sharetap.deploy;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceUnitTest {
    @ParameterizedTest
    @CsvSource({"sharetap, 2.0", "sharetap-fleet, 1.5"})
    void isExposedLittleBySystemdsReckoning(String unit, double most) throws IOException, InterruptedException {
        String said = Programs.run(
                "systemd-analyze", "security", "--offline=true", "--no-pager", "systemd/" + unit + ".service");
        Matcher exposure = Pattern.compile("Overall exposure level for " + unit + ".service: ([0-9.]+)")
                .matcher(said);
        assertTrue(exposure.find(), said);
        assertTrue(Double.parseDouble(exposure.group(1)) < most, said);
    }
}
