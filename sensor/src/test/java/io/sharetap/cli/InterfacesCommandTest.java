package io.sharetap.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sharetap.capture.NetworkInterfaces;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A line names an interface, its state and its addresses, each in the one form in which people search for it. */
class InterfacesCommandTest {
    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, 192.0.2.7",
        "::1, ::1",
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "2001:DB8::A, 2001:db8::a",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1"
    })
    void addressesAreInTheFormOfRfc5952(String given, String shown) throws UnknownHostException {
        String javas = InetAddress.getByName(given).getHostAddress();
        assertEquals("eth1            up      " + shown, line(true, true, javas));
        assertEquals("eth1            up      " + shown, line(true, true, given));
    }

    @Test
    void aZoneIsLeftOutAsTheLineNamesTheInterface() {
        assertEquals("eth1            no link fe80::1", line(true, false, "fe80:0:0:0:0:0:0:1%eth1"));
        assertEquals("eth1            no link fe80::1", line(true, false, "fe80:0:0:0:0:0:0:1%3"));
    }

    @Test
    void severalAddressesOrNoneStandBehindTheState() {
        assertEquals("eth1            up      192.0.2.7 ::1", line(true, true, "192.0.2.7", "0:0:0:0:0:0:0:1"));
        assertEquals("eth1            down", line(false, false));
    }

    private static String line(boolean up, boolean link, String... addresses) {
        return InterfacesCommand.lineOf(new NetworkInterfaces.Named("eth1", up, link, List.of(addresses)));
    }
}
