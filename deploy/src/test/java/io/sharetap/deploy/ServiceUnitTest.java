package io.sharetap.deploy;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ServiceUnitTest {
    private static final String UNIT = "systemd/sharetap.service";
    private static final double EXPOSURE_MOST = 2.0;

    @Test
    void isExposedLessThanTwoBySystemdsReckoning() throws IOException, InterruptedException {
        String said = Programs.run("systemd-analyze", "security", "--offline=true", "--no-pager", UNIT);
        Matcher exposure = Pattern.compile("Overall exposure level for sharetap.service: ([0-9.]+)")
                .matcher(said);
        assertTrue(exposure.find(), said);
        assertTrue(Double.parseDouble(exposure.group(1)) < EXPOSURE_MOST, said);
    }
}
