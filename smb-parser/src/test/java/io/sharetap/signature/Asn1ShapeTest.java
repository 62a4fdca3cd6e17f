package io.sharetap.signature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class Asn1ShapeTest {
    @Test
    void takesOneValueWithAllThatItHolds() {
        assertTrue(Asn1Shape.isValue(hex("0500")));
        assertTrue(Asn1Shape.isValue(hex("3000")));
        assertTrue(Asn1Shape.isValue(hex("300930070403010203 0500".replace(" ", ""))));
        assertTrue(Asn1Shape.isValue(hex("30810304 0101".replace(" ", ""))));
        assertTrue(Asn1Shape.isValue(hex("3084000000020500")));
    }

    @Test
    void takesLengthsThatEndWithZeros() {
        assertTrue(Asn1Shape.isValue(hex("308005000000")));
        assertTrue(Asn1Shape.isValue(hex("30800500308000000000")));
        assertTrue(Asn1Shape.isValue(hex("3006308005000000")));
        assertFalse(Asn1Shape.isValue(hex("30800500")));
        assertFalse(Asn1Shape.isValue(hex("048005000000")));
        assertFalse(Asn1Shape.isValue(hex("3004308005000000")));
    }

    @Test
    void saysWhereTheValueEnds() {
        assertEquals(2, Asn1Shape.lengthOf(hex("0500ffff"), 0));
        assertEquals(4, Asn1Shape.lengthOf(hex("ff30020500"), 1));
        assertFalse(Asn1Shape.isValue(hex("050000")));
    }

    @Test
    void refusesLengthsThatLeadOutside() {
        assertFalse(Asn1Shape.isValue(hex("")));
        assertFalse(Asn1Shape.isValue(hex("30")));
        assertFalse(Asn1Shape.isValue(hex("0401")));
        assertFalse(Asn1Shape.isValue(hex("30030402")));
        assertFalse(Asn1Shape.isValue(hex("3003040201")));
        assertFalse(Asn1Shape.isValue(hex("3084ffffffff0500")));
        assertFalse(Asn1Shape.isValue(hex("3085000000000205 00".replace(" ", ""))));
        assertFalse(Asn1Shape.isValue(hex("3083")));
    }

    @Test
    void refusesTagsOfManyBytes() {
        assertFalse(Asn1Shape.isValue(hex("1f810100")));
    }

    @Test
    void refusesWhatIsDeeperThanHonestValues() {
        assertTrue(Asn1Shape.isValue(nested(Asn1Shape.DEPTH_MAX)));
        assertFalse(Asn1Shape.isValue(nested(Asn1Shape.DEPTH_MAX + 1)));
        byte[] endless = new byte[1 << 20];
        for (int i = 0; i < endless.length; i += 2) {
            endless[i] = 0x30;
            endless[i + 1] = (byte) 0x80;
        }
        assertFalse(Asn1Shape.isValue(endless));
    }

    @Test
    void refusesMoreValuesThanHonestOnesHold() {
        byte[] many = new byte[4 + 2 * Asn1Shape.VALUES_MAX];
        Arrays.fill(many, (byte) 0);
        for (int i = 5; i < many.length; i += 2) {
            many[i - 1] = 5;
        }
        int length = many.length - 5;
        byte[] header = {0x30, (byte) 0x83, (byte) (length >> 16), (byte) (length >> 8), (byte) length};
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(header);
        out.write(many, 4, many.length - 4);
        assertFalse(Asn1Shape.isValue(out.toByteArray()));
    }

    private static byte[] nested(int depth) {
        byte[] bytes = new byte[4 * depth + 2];
        for (int i = 0; i < depth; i++) {
            bytes[2 * i] = 0x30;
            bytes[2 * i + 1] = (byte) 0x80;
        }
        bytes[2 * depth] = 5;
        return bytes;
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }
}
