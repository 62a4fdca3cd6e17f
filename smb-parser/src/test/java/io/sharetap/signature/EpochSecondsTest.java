package io.sharetap.signature;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.text.ParseException;
import java.util.Random;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1UTCTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EpochSecondsTest {
    @ParameterizedTest
    @CsvSource({
        "700101000000Z, 0",
        "491231235959Z, 2524607999",
        "500101000000Z, -631152000",
        "171009164439Z, 1507567479",
        "1710091644Z, 1507567440",
        "171009184439+0200, 1507567479"
    })
    void aUtcTimeIsOfTheYears1950To2049(String text, long seconds) {
        assertEquals(seconds, EpochSeconds.of(new ASN1UTCTime(text)));
    }

    @ParameterizedTest
    @CsvSource({
        "19700101000000Z, 0",
        "20171009164439Z, 1507567479",
        "20171009164439.999Z, 1507567479",
        "19691231235959.5Z, -1",
        "20171009184439+0200, 1507567479",
        "99991231235959Z, 253402300799"
    })
    void aGeneralizedTimeHasFourDigitsOfYearAndMayHaveFractions(String text, long seconds) {
        assertEquals(seconds, EpochSeconds.of(new ASN1GeneralizedTime(text)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00000000000000Z",
                "20170229000000Z",
                "20171301000000Z",
                "20170101240000Z",
                "20170101006000Z",
                "20170101000060Z",
                "15821004000000Z",
                "00010101000000Z"
            })
    void daysAndTimesThatDoNotExistAreReadAsBouncyCastleReadsThem(String text) throws ParseException {
        ASN1GeneralizedTime time = new ASN1GeneralizedTime(text);
        assertEquals(Math.floorDiv(time.getDate().getTime(), 1_000), EpochSeconds.of(time));
    }

    @Test
    void anyTimeIsReadAsBouncyCastleReadsIt() throws ParseException {
        Random random = new Random(6);
        for (int i = 0; i < 2_000; i++) {
            String text = String.format(
                    "%04d%02d%02d%02d%02d%02d%sZ",
                    random.nextInt(1_500, 2_200),
                    random.nextInt(1, 13),
                    random.nextInt(1, 32),
                    random.nextInt(24),
                    random.nextInt(60),
                    random.nextInt(60),
                    random.nextBoolean() ? "" : "." + random.nextInt(100_000));
            ASN1GeneralizedTime time = new ASN1GeneralizedTime(text);
            assertEquals(Math.floorDiv(time.getDate().getTime(), 1_000), EpochSeconds.of(time), text);
        }
    }
}
