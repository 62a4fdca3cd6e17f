package io.sharetap.pipeline;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Says how far an input was read, and how to recognise it: by its first bytes, as names change and standard input has
 * none.
 *
 * @param bytes read, up to the end of a line
 * @param lines read
 * @param head the first of these bytes
 */
record InputMark(long bytes, long lines, byte[] head) {
    void writeTo(DataOutput out) throws IOException {
        out.writeLong(bytes);
        out.writeLong(lines);
        out.writeInt(head.length);
        out.write(head);
    }

    static InputMark readFrom(DataInput in) throws IOException {
        long bytes = in.readLong();
        long lines = in.readLong();
        int length = in.readInt();
        if (length <= 0 || length > LineReader.HEAD_BYTES || bytes < length || lines <= 0) {
            throw new IOException("no place in an input");
        }
        byte[] head = new byte[length];
        in.readFully(head);
        return new InputMark(bytes, lines, head);
    }
}
