package io.sharetap.base;

/**
 * Names every oddity of the input that is counted instead of thrown: one constant, one metric label, one sentence.
 *
 * <p>Each constant has a test that reaches it; {@code AnomalyCoverageTest} fails when one has none.
 */
public enum Anomaly {
    FRAME_TRUNCATED("frame", "The frame ends before a header that it announces."),
    LINK_LAYER_UNKNOWN("frame", "The capture's link type is none that we decode."),
    VLAN_TAGS_LIMIT("frame", "A frame has more VLAN tags than we follow."),
    IP_HEADER_INVALID("frame", "An IP header contradicts itself."),
    IP_LENGTH_BEYOND_FRAME("frame", "An IP packet is longer than the frame that held it, so its end is missing."),
    IP_CHECKSUM_WRONG("frame", "An IPv4 header's checksum is wrong, and the settings let that count."),
    IPV6_EXTENSIONS_LIMIT("frame", "An IPv6 packet has more extension headers than we follow."),
    IP_FRAGMENT_INVALID("frame", "A fragment of an IP datagram lies where none may, or is empty."),
    IP_FRAGMENTS_CONFLICT("frame", "Overlapping fragments of an IP datagram disagree: the first bytes were kept."),
    IP_FRAGMENTS_EXPIRED("frame", "An IP datagram's fragments did not all come in time."),
    IP_FRAGMENTS_FULL("frame", "Too many unfinished IP datagrams were held: the oldest was evicted."),
    MPLS_LABELS_LIMIT("frame", "A frame has more MPLS labels than we follow."),
    TUNNEL_HEADER_INVALID("frame", "A tunnel's header contradicts itself or what its port announces."),
    TUNNEL_DEPTH_LIMIT("frame", "A frame has more tunnels in each other than we follow."),
    GRE_ROUTING_REFUSED("frame", "A GRE packet with source routes was passed over."),
    TCP_HEADER_INVALID("frame", "A TCP header contradicts itself."),
    TCP_CHECKSUM_WRONG("frame", "A TCP segment's checksum is wrong, and the settings let that count."),
    TCP_DATA_IN_SYN("tcp", "A SYN carried data, which was passed over."),
    TCP_HALF_OPEN_FORGOTTEN("tcp", "A connection attempt was forgotten for a newer one: the table was full."),
    TCP_CONNECTION_EVICTED("tcp", "A connection was given up for a newer one: the table was full."),
    TCP_SEQUENCE_IMPLAUSIBLE("tcp", "A segment lay so far off its stream that it was passed over."),
    TCP_OVERLAP_CONFLICT("tcp", "Overlapping segments carried different bytes; the first were taken."),
    TCP_REORDER_LIMIT_REACHED("tcp", "So much waited behind missing bytes of one stream that they were given up."),
    TCP_REORDER_MEMORY_FULL("tcp", "So much waited behind missing bytes of all streams that some were given up."),
    TCP_RESET_IMPLAUSIBLE("tcp", "A reset lay outside of its stream's window and was not heeded."),
    TCP_RESET_CONTRADICTED("tcp", "After a reset its sender sent on: the reset was a forgery or was lost."),
    TCP_DATA_AFTER_FIN("tcp", "After a FIN its sender sent on: the FIN was a forgery."),
    NBSS_FRAMING_LOST("nbss", "What should have been a session message was none: the next one was searched for."),
    SMB_PROTOCOL_UNKNOWN("smb", "A session message begins with none of SMB's protocol identifiers."),
    SMB_HEAD_LOST("smb", "Bytes were missing in the head of an SMB message: the rest of it was passed over."),
    SMB_HEAD_BEYOND_MESSAGE("smb", "An SMB message is shorter than its header."),
    SMB_HEAD_TOO_LONG("smb", "The fixed parts and names of an SMB message are longer than may be gathered."),
    SMB_GATHER_MEMORY_FULL("smb", "Too many heads of SMB messages were being gathered at once: one was given up."),
    SMB_DECRYPTION_FAILED("smb", "An encrypted message's tag did not hold: a wrong key, or it is damaged or forged."),
    SMB_PASSWORD_WRONG("smb", "A logon was granted to an account whose password or hash was given as another."),
    SMB_LOGONS_FULL("smb", "Too many logons were being followed for their keys at once: one was not."),
    SMB_TRANSFORM_NESTED("smb", "A message that was encrypted or compressed holds what it may not hold."),
    SMB_TRANSFORM_TOO_LONG("smb", "An encrypted or compressed message is longer than may be decoded."),
    SMB_TRANSFORM_MEMORY_FULL(
            "smb", "Too many encrypted or compressed messages were being gathered at once: one was given up."),
    SMB_SESSIONS_FULL("smb", "The table of sessions was full: the one unused for longest was evicted."),
    SMB_TREES_FULL("smb", "The table of tree connects was full: the one unused for longest was evicted."),
    SMB_OPENS_FULL("smb", "The table of opens was full: the one unused for longest was evicted."),
    SMB_CHANNELS_FULL("smb", "More connections carry one session than are remembered."),
    SMB_PENDING_FULL("smb", "Too many requests waited for their answer: the oldest was given up."),
    SMB_PARKED_FULL("smb", "Too many answers waited for their request: the oldest was dropped."),
    SMB_MESSAGE_ID_REUSED("smb", "A request came under the identifier of one that still waits for its answer."),
    SMB_ANSWER_WITHOUT_REQUEST("smb", "An answer was dropped whose request was not seen."),
    SMB2_HEADER_INVALID("smb", "An SMB2 header contradicts itself."),
    SMB2_COMPOUND_INVALID("smb", "NextCommand of an SMB2 compound is unaligned or leads outside of the message."),
    SMB2_COMPOUND_TOO_LONG("smb", "An SMB2 compound has more parts than are read."),
    SMB2_BODY_SHORT("smb", "An SMB2 message is shorter than the fields that it announces."),
    SMB2_WRONG_DIRECTION("smb", "An SMB2 answer came from the client, or a request from the server."),
    SMB2_COMMAND_UNKNOWN("smb", "The command of an SMB2 message is none of the protocol's."),
    SMB2_ANSWER_MISMATCHED("smb", "An SMB2 answer has another command than the request of its MessageId."),
    SMB2_FIELD_BEYOND_MESSAGE("smb", "A name or buffer of an SMB2 message leads outside of the message."),
    SMB2_VALUE_UNKNOWN("smb", "A field of an SMB2 answer has none of its documented values."),
    SMB2_WRITE_BEYOND_MESSAGE("smb", "An SMB2 WRITE announces more data than lies in its message."),
    SMB2_WRITE_TOO_LONG("smb", "An SMB2 WRITE is longer than the server allows."),
    SMB2_WRITE_BY_RDMA("smb", "The data of an SMB2 WRITE goes another way (RDMA)."),
    SMB2_FILE_OFFSET_INVALID("smb", "An SMB2 request names an offset or size that no file has."),
    NTLMSSP_INVALID("smb", "A field of an NTLMSSP message leads outside of the message."),
    COMPRESSION_HEADER_INVALID("compression", "The header of a compressed message contradicts itself."),
    COMPRESSION_ALGORITHM_UNKNOWN("compression", "A message is compressed by an algorithm that is not documented."),
    COMPRESSION_SIZE_REFUSED("compression", "A compressed message says that it expands to more than is allowed."),
    COMPRESSION_TRUNCATED("compression", "A compressed message ends inside an element."),
    COMPRESSION_OUTPUT_LONG("compression", "A compressed message expands to more bytes than it says."),
    COMPRESSION_OUTPUT_SHORT("compression", "A compressed message expands to fewer bytes than it says."),
    COMPRESSION_MATCH_BEFORE_START("compression", "A reference of a compressed message reaches before its start."),
    COMPRESSION_LENGTH_INVALID(
            "compression", "A reference of a compressed message has a length or distance of no use."),
    COMPRESSION_CHUNK_INVALID("compression", "A chunk of LZNT1 is not of its form, or comes after a shorter one."),
    COMPRESSION_TABLE_INVALID("compression", "A table of Huffman codes leaves codes out or gives some twice."),
    WRITE_OFFSET_INVALID("transfer", "A write, copy or end of file lies beyond what a file can be."),
    WRITE_COUNT_INVALID("transfer", "The server confirmed more bytes than the WRITE carried."),
    CONTENT_MEMORY_FULL("transfer", "Neither memory nor spool had room for a file's bytes: they are reported missing."),
    CONTENT_PER_FILE_FULL("transfer", "One file's content reached its limit: further bytes are reported missing."),
    SPOOL_FAILED("transfer", "The disk refused content that memory had no room for."),
    RANGES_FORGOTTEN("transfer", "A file was written in too many ranges to remember: the shortest were given up."),
    MISSING_RANGES_MERGED("transfer", "Too many missing ranges to tell one by one: close ones were told as one."),
    HASH_WORK_LIMITED("transfer", "A file's rewrites or holes would cost more hashing than its writes are worth."),
    FILE_EVICTED("transfer", "Too many files at once: the one that rested longest was reported as it stands."),
    OPEN_FILES_FULL("transfer", "Too many files were open at once: one that nobody changed yet was forgotten."),
    PE_OFFSET_UNUSUAL("pe", "A program's PE header stands inside its MS-DOS header, or far behind it."),
    PE_SECTIONS_EXCEEDED("pe", "A program announces more sections than a loader takes: the first were read."),
    PE_IMPORTS_EXCEEDED("pe", "A program's import table is larger than any honest one: it was given up."),
    PE_CERTIFICATES_EXCEEDED("pe", "A program's certificate table is larger than any honest one: it was not read."),
    SIGNATURE_MALFORMED("signature", "A program's signature is not of its form, or larger or deeper than honest ones."),
    SIGNATURES_EXCEEDED("signature", "A program has more signatures, or ways to their roots, than are tried."),
    RPC_PDU_INVALID("rpc", "Bytes in a pipe that carries DCE/RPC are no PDU: they were passed over."),
    RPC_BIND_INVALID("rpc", "A bind of DCE/RPC, or its answer, is shorter than what it announces."),
    RPC_FRAGMENT_INVALID("rpc", "A fragment of a call came whose first one was not seen."),
    RPC_ARGUMENTS_INVALID("rpc", "The arguments of a call are not what its operation takes."),
    RPC_CALL_TOO_LONG("rpc", "The fragments of one call are longer than are put together."),
    RPC_MEMORY_FULL("rpc", "Too many calls were being put together at once: one was given up."),
    RPC_CALLS_FULL("rpc", "Too many calls of one pipe waited for their answer: the oldest was dropped."),
    RPC_CONTEXTS_FULL("rpc", "More interfaces were bound in one pipe than are remembered."),
    RPC_ENDPOINTS_FULL("frame", "More endpoints of DCE/RPC were given out than are followed: the oldest was let go."),
    RPC_HANDLES_FULL("rpc", "Too many handles of services and keys were open: one was forgotten."),
    SMB1_WRONG_DIRECTION("smb", "An SMB1 answer came from the client, or a request from the server."),
    SMB1_BODY_SHORT("smb", "An SMB1 message is shorter than the fields that it announces."),
    SMB1_FIELD_BEYOND_MESSAGE("smb", "An offset or length of SMB1 leads outside of its message."),
    SMB1_ANDX_INVALID("smb", "AndXOffset of an SMB1 chain leads back, or outside of the message."),
    SMB1_ANDX_TOO_LONG("smb", "An SMB1 chain has more parts than are read."),
    SMB1_COMMAND_UNKNOWN("smb", "The command of an SMB1 message is none of the protocol's."),
    SMB1_ANSWER_MISMATCHED("smb", "An SMB1 answer has another command than the request of its MID."),
    SMB1_WRITE_BEYOND_MESSAGE("smb", "An SMB1 write announces more data than its message has; what is there counts."),
    SMB1_WRITE_RAW_REFUSED(
            "smb", "A write without a header (raw, multiplexed), which few servers take, was not followed."),
    SMB1_FILE_OFFSET_INVALID("smb", "An SMB1 write begins where no file can be."),
    SMB1_WILDCARD_PASSED_OVER("smb", "SMB1 renamed, copied or deleted many files at once, which was not followed."),
    SMB1_TRANSACTION_SPLIT("smb", "A change to a file was split over several SMB1 messages and was not followed."),
    CAPTURE_TIME_IMPOSSIBLE(
            "pipeline", "A frame claimed a time before 1970 or after 2116: the nearest possible was taken."),
    CLIENT_ACTS_FULL(
            "pipeline", "More of what clients did was remembered than may be: the same may be told again sooner."),
    SMB_CHANNEL_NOT_JOINED(
            "pipeline",
            "A channel between other addresses was bound to a session of which it is not clear where it began."),
    FILE_USED_APART(
            "pipeline",
            "A file was used over a channel that was not joined to its session: its content is not certain."),
    SEGMENT_LET_GO("pipeline", "Decoding was too slow for the wire: a segment of who sent most was let go."),
    CALL_PORTS_LATE(
            "pipeline",
            "Servers gave out ports of DCE/RPC so fast that the kernel did not let the newest through at once."),
    FRAME_HANDLING_FAILED("pipeline", "Our own code failed on a frame, a fault of ours: its connection was given up."),
    EVENT_HANDLING_FAILED("pipeline", "Our own code failed on an event: a fault of ours, the event was given up."),
    EVENT_ORDER_GIVEN_UP("pipeline", "So many events waited for an older one that they left without it.");

    private final String room;
    private final String sentence;

    Anomaly(String room, String sentence) {
        this.room = room;
        this.sentence = sentence;
    }

    /** The room that notices it. */
    public String room() {
        return room;
    }

    /** What it means, for people. */
    public String sentence() {
        return sentence;
    }

    /** The label under which metrics and summaries show it, such as {@code ip_header_invalid}. */
    public String label() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
