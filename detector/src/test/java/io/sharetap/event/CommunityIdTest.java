package io.sharetap.event;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** The flows and texts of the Community ID specification's baseline. */
class CommunityIdTest {
    private final CommunityId communityId = new CommunityId();

    private String of(String client, int port, String server, int serverPort) {
        return communityId.of(IpAddress.parse(client), port, IpAddress.parse(server), serverPort);
    }

    @Test
    void givesTheSpecificationsTextForTcpOverIpv4() {
        assertEquals("1:LQU9qZlK+B5F3KDmev6m5PMibrg=", of("128.232.110.120", 34855, "66.35.250.204", 80));
    }

    @Test
    void isTheSameFromBothEnds() {
        assertEquals("1:LQU9qZlK+B5F3KDmev6m5PMibrg=", of("66.35.250.204", 80, "128.232.110.120", 34855));
        assertEquals(of("10.0.0.1", 7, "10.0.0.1", 65_535), of("10.0.0.1", 65_535, "10.0.0.1", 7));
    }
}
