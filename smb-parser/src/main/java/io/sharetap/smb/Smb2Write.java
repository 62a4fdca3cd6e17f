package io.sharetap.smb;

/** WRITE: [MS-SMB2] 2.2.21, 2.2.22, 3.3.5.13. */
final class Smb2Write {
    private Smb2Write() {}

    static int countOf(PendingRequest request, Smb2Answer answer) {
        return (int) Math.min(answer.number, request.write.dataBytes);
    }
}
