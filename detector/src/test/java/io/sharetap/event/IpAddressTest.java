package io.sharetap.event;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {
    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, 0.0.0.0",
        "255.255.255.255, 255.255.255.255",
        "::ffff:10.1.2.3, 10.1.2.3",
        "::, ::",
        "::1, ::1",
        "1::, 1::",
        "2001:DB8:0:0:0:0:0:1, 2001:db8::1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "fe80::0012, fe80::12",
        "64:ff9b::192.0.2.33, 64:ff9b::c000:221",
        "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0",
        "::2:3:4:5:6:7:8, 0:2:3:4:5:6:7:8"
    })
    void writesWhatItReadsTheOneWayOfRfc5952(String given, String text) {
        assertEquals(text, IpAddress.parse(given).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "1.2.3",
                "1.2.3.4.5",
                "1.2.3.256",
                "01.2.3.4",
                "1.2.3.4 ",
                "1..2.3",
                ".1.2.3",
                ":",
                ":::",
                "1:",
                ":1",
                "1::2::3",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4:5:6:7:8::",
                "12345::",
                "g::",
                "fe80::1%eth0",
                "::1.2.3",
                "1:2:3:4:5:6:7:1.2.3.4",
                "localhost",
                "::1.2.3.4:5",
                "１.2.3.4"
            })
    void refusesWhatIsNoAddress(String given) {
        assertNull(IpAddress.parse(given));
    }

    @Test
    void readsBackEveryAddressThatItWrites() {
        long seed = 7;
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            long high = 0;
            long low = 0;
            for (int group = 0; group < 8; group++) {
                high = high << 16 | low >>> 48;
                low = low << 16 | (random.nextInt(3) == 0 ? random.nextInt(1 << 16) : 0);
            }
            IpAddress address = new IpAddress(high, low);
            assertEquals(address, IpAddress.parse(address.toString()), () -> address + ", seed " + seed);
        }
    }

    @Test
    void givesTheBytesOfThePacket() {
        assertArrayEquals(
                new byte[] {10, 0, (byte) 200, 1}, IpAddress.parse("10.0.200.1").bytes());
        assertArrayEquals(
                new byte[] {0x20, 1, 0xd, (byte) 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5},
                IpAddress.parse("2001:db8::5").bytes());
    }

    @Test
    void ordersByItsBits() {
        assertTrue(IpAddress.parse("9.255.0.0").compareTo(IpAddress.parse("10.0.0.0")) < 0);
        assertTrue(IpAddress.parse("fe80::").compareTo(IpAddress.parse("1::")) > 0);
    }
}
