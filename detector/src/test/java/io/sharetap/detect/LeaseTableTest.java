package io.sharetap.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sharetap.event.IpAddress;
import io.sharetap.event.LeasedHost;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tables in the forms that the servers' own documentation gives. */
class LeaseTableTest {
    private static long at(String time) {
        return Instant.parse(time).getEpochSecond() * 1_000_000_000L;
    }

    private static String id(LeaseTable table, String address, String time) {
        LeasedHost host = table.hostAt(IpAddress.parse(address), at(time));
        return host == null ? null : host.id() + "/" + host.name();
    }

    @Test
    void readsWhatDnsmasqWrites() {
        LeaseTable table = LeaseTable.parse("""
                1772456400 52:54:00:12:34:56 10.0.0.5 pc17 01:52:54:00:12:34:56
                0 52:54:00:ab:cd:ef 10.0.0.6 * *
                duid 00:01:00:01:2b:6f:11:22:52:54:00:00:00:01
                1772456400 1193046 2001:db8::15 pc17 00:01:00:01:2c:aa:bb:cc:52:54:00:12:34:56
                """);
        assertEquals("52-54-00-12-34-56/pc17", id(table, "10.0.0.5", "2026-03-02T12:59:59Z"));
        assertNull(id(table, "10.0.0.5", "2026-03-02T13:00:00Z"), "the lease ends there");
        assertEquals("52-54-00-AB-CD-EF/null", id(table, "10.0.0.6", "2036-01-01T00:00:00Z"), "it does not end");
        assertEquals(
                "00:01:00:01:2c:aa:bb:cc:52:54:00:12:34:56/pc17", id(table, "2001:db8::15", "2026-03-02T12:00:00Z"));
        assertEquals(0, table.refusedLines());
    }

    @Test
    void readsWhatIscDhcpdWrites() {
        LeaseTable table = LeaseTable.parse("""
                # The format of this file is documented in the dhcpd.leases(5) manual page.
                authoring-byte-order little-endian;

                server-duid "\\000\\001\\000\\001";

                lease 10.0.0.5 {
                  starts 1 2026/03/02 08:00:00;
                  ends 1 2026/03/02 20:00:00;
                  cltt 1 2026/03/02 08:00:00;
                  binding state active;
                  next binding state free;
                  hardware ethernet 52:54:00:12:34:56;
                  client-hostname "pc17";
                }
                lease 10.0.0.5 {
                  starts 1 2026/03/02 08:00:00;
                  ends 1 2026/03/02 10:00:00;
                  binding state free;
                  hardware ethernet 52:54:00:12:34:56;
                }
                lease 10.0.0.5 {
                  starts epoch 1772449200; # Mon Mar 02 11:00:00 2026
                  ends never;
                  binding state active;
                  hardware ethernet 52:54:00:ab:cd:ef;
                }
                ia-na "\\001\\000\\000\\000\\000\\001\\000\\001" {
                  cltt 1 2026/03/02 08:00:00;
                  iaaddr 2001:db8::15 {
                    binding state active;
                    preferred-life 300;
                    max-life 600;
                    ends 1 2026/03/02 20:00:00;
                  }
                }
                """);
        assertNull(id(table, "10.0.0.5", "2026-03-02T07:59:59Z"));
        assertEquals("52-54-00-12-34-56/pc17", id(table, "10.0.0.5", "2026-03-02T08:00:00Z"));
        assertNull(id(table, "10.0.0.5", "2026-03-02T10:30:00Z"), "it was given back");
        assertEquals("52-54-00-AB-CD-EF/null", id(table, "10.0.0.5", "2026-03-02T12:00:00Z"));
        assertEquals("00:01:00:01/null", id(table, "2001:db8::15", "2026-03-02T12:00:00Z"));
        assertNull(id(table, "2001:db8::15", "2026-03-02T20:00:00Z"));
    }

    @Test
    void aServerThatHasGivenNoLeaseYetHasATableToo() {
        String dhcpd = """
                # This lease file was written by isc-dhcp-4.4.3-P1
                authoring-byte-order little-endian;
                server-duid "\\000\\001\\000\\0012\\230h:\\036-\\314\\265z\\037";
                """;
        String kea = "address,hwaddr,client_id,valid_lifetime,expire,subnet_id,fqdn_fwd,fqdn_rev,hostname,state\n";
        for (String text : List.of("", dhcpd, kea, "duid 00:01:00:01:2b:6f:11:22:52:54:00:00:00:01\n")) {
            LeaseTable table = LeaseTable.parse(text);
            assertNull(id(table, "10.0.0.5", "2026-03-02T13:00:00Z"), text);
            assertEquals(0, table.refusedLines(), text);
        }
    }

    @Test
    void readsWhatKeaWrites() {
        LeaseTable table = LeaseTable.parse("""
                address,hwaddr,client_id,valid_lifetime,expire,subnet_id,fqdn_fwd,\
                fqdn_rev,hostname,state,user_context,pool_id
                10.0.0.5,52:54:00:12:34:56,01:52:54:00:12:34:56,3600,1772456400,1,0,0,pc17.corp,0,,0
                10.0.0.5,52:54:00:12:34:56,01:52:54:00:12:34:56,3600,1772458200,1,0,0,pc17.corp,0,,0
                10.0.0.5,52:54:00:ab:cd:ef,,3600,1772460000,1,0,0,,0,,0
                10.0.0.7,52:54:00:ab:cd:ef,,3600,1772460000,1,0,0,,1,,0
                """);
        assertEquals("52-54-00-12-34-56/pc17.corp", id(table, "10.0.0.5", "2026-03-02T12:00:00Z"));
        assertEquals("52-54-00-12-34-56/pc17.corp", id(table, "10.0.0.5", "2026-03-02T12:59:00Z"));
        assertEquals("52-54-00-AB-CD-EF/null", id(table, "10.0.0.5", "2026-03-02T13:10:00Z"), "from 13:00 on");
        assertNull(id(table, "10.0.0.7", "2026-03-02T13:10:00Z"), "declined");
        LeaseTable six = LeaseTable.parse("""
                address,duid,valid_lifetime,expire,subnet_id,pref_lifetime,lease_type,iaid,\
                prefix_len,fqdn_fwd,fqdn_rev,hostname,hwaddr,state
                2001:db8::15,00:01:00:01:aa,3600,1772456400,1,1800,0,7,128,0,0,pc17,52:54:00:12:34:56,0
                """);
        assertEquals("00:01:00:01:aa/pc17", id(six, "2001:db8::15", "2026-03-02T12:00:00Z"));
    }

    @Test
    void aLeaseOfKeaThatWasGivenBackWasItsHostsUntilThen() {
        LeaseTable table = LeaseTable.parse("""
                address,hwaddr,client_id,valid_lifetime,expire,subnet_id,fqdn_fwd,fqdn_rev,hostname,state,user_context
                10.77.0.10,52:54:00:00:00:17,01:52:54:00:00:00:17,120,1795534443,1,0,0,pc17,0,
                10.77.0.10,52:54:00:00:00:17,01:52:54:00:00:00:17,0,1795534323,1,0,0,pc17,0,
                10.77.0.10,52:54:00:00:00:18,01:52:54:00:00:00:18,120,1795534453,1,0,0,pc18,0,
                """);
        assertNull(id(table, "10.77.0.10", "2026-11-24T15:32:02Z"));
        assertEquals("52-54-00-00-00-17/pc17", id(table, "10.77.0.10", "2026-11-24T15:32:04Z"));
        assertEquals("52-54-00-00-00-18/pc18", id(table, "10.77.0.10", "2026-11-24T15:32:14Z"));
    }

    @Test
    void readsATableOfOnesOwn() {
        LeaseTable table = LeaseTable.parse("""
                address,from,to,host
                10.0.0.5,2026-03-02T12:00:00Z,,PC18
                10.0.0.5,2026-03-01T00:00:00Z,2026-03-02T12:00:00Z,PC17
                10.0.0.6,yesterday,,PC17
                """);
        assertEquals("PC17/null", id(table, "10.0.0.5", "2026-03-02T11:59:59Z"));
        assertEquals("PC18/null", id(table, "10.0.0.5", "2026-03-02T12:00:00Z"));
        assertEquals(1, table.refusedLines());
    }

    @Test
    void refusesWhatIsNoTable() {
        assertThrows(IllegalArgumentException.class, () -> LeaseTable.parse("hello\nworld\n"));
        assertNull(id(LeaseTable.parse(""), "10.0.0.5", "2026-03-02T12:00:00Z"));
    }

    @Test
    void aTableReadAnewGivesAnAddressToItsNewHostFromThenOn() {
        LeaseTable before = LeaseTable.parse("1772456400 52:54:00:12:34:56 10.0.0.5 pc17 *");
        LeaseTable after = before.followedBy(
                LeaseTable.parse("1772466400 52:54:00:ab:cd:ef 10.0.0.5 pc18 *"), at("2026-03-02T12:30:00Z"));
        assertEquals("52-54-00-12-34-56/pc17", id(after, "10.0.0.5", "2026-03-02T12:29:59Z"));
        assertEquals("52-54-00-AB-CD-EF/pc18", id(after, "10.0.0.5", "2026-03-02T12:30:00Z"));
    }

    @Test
    void refusesLinesWhoseTimesAreNone() {
        LeaseTable table = LeaseTable.parse("""
                lease 10.0.0.5 {
                  starts 1 2026/03/02 08:80:00;
                  ends epoch 99999999999999;
                  hardware ethernet 52:54:00:12:34:56;
                }
                """);
        assertEquals(2, table.refusedLines());
        assertEquals("52-54-00-12-34-56/null", id(table, "10.0.0.5", "2026-03-02T12:00:00Z"));
        LeaseTable dnsmasq = LeaseTable.parse("""
                1772456400 52:54:00:12:34:56 10.0.0.5 pc17 01:52:54:00:12:34:56
                99999999999999 52:54:00:12:34:57 10.0.0.6 pc18 *
                """);
        assertEquals(1, dnsmasq.refusedLines());
    }

    @Test
    void refusesLinesLongerThanAnyServerWrites() {
        String uid = "\\001".repeat(10_000);
        LeaseTable table = LeaseTable.parse("ia-na \"" + uid + "\" {\n1772456400 52:54:00:12:34:56 10.0.0.5 pc17 x\n");
        assertEquals(1, table.refusedLines());
    }
}
