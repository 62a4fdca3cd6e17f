package io.sharetap.base;

/**
 * Names every oddity of the input that is counted instead of thrown: one constant, one metric label, one sentence.
 *
 * <p>Each constant has a test that reaches it; {@code AnomalyCoverageTest} fails when one has none.
 */
public enum Anomaly {
    FRAME_TRUNCATED("frame", "The frame ends before a header that it announces."),
    LINK_LAYER_UNKNOWN("frame", "The capture's link type is not one that Sharetap decodes."),
    VLAN_TAGS_LIMIT("frame", "A frame has more VLAN tags than are decoded."),
    IP_HEADER_INVALID("frame", "An IP header contradicts itself."),
    IP_LENGTH_BEYOND_FRAME("frame", "An IP packet is longer than the frame that held it, so its end is missing."),
    IP_CHECKSUM_WRONG("frame", "A packet was skipped, as its IPv4 header's checksum is wrong (setting checksums)."),
    IPV6_EXTENSIONS_LIMIT("frame", "An IPv6 packet has more extension headers than are decoded."),
    IP_FRAGMENT_INVALID("frame", "A fragment of an IP datagram is empty, or has an offset that no fragment may have."),
    IP_FRAGMENTS_CONFLICT("frame", "Overlapping fragments of an IP datagram disagree: the first bytes were kept."),
    IP_FRAGMENTS_EXPIRED("frame", "An IP datagram's fragments did not all come in time."),
    IP_FRAGMENTS_FULL("frame", "Too many unfinished IP datagrams were held: the oldest was evicted."),
    MPLS_LABELS_LIMIT("frame", "A frame has more MPLS labels than are decoded."),
    TUNNEL_HEADER_INVALID("frame", "A tunnel's header contradicts itself or what its port announces."),
    TUNNEL_DEPTH_LIMIT("frame", "A frame has more tunnels inside each other than are decoded."),
    GRE_ROUTING_REFUSED("frame", "A GRE packet with source routes was skipped."),
    TCP_HEADER_INVALID("frame", "A TCP header contradicts itself."),
    TCP_CHECKSUM_WRONG("frame", "A TCP segment was skipped, as its checksum is wrong (setting checksums)."),
    TCP_DATA_IN_SYN("tcp", "A SYN carried data, which was ignored."),
    TCP_HALF_OPEN_FORGOTTEN("tcp", "A connection attempt was forgotten for a newer one: the table was full."),
    TCP_CONNECTION_EVICTED("tcp", "A connection was given up for a newer one: the table was full."),
    TCP_SEQUENCE_IMPLAUSIBLE("tcp", "A segment's sequence number is so far from its stream that it was ignored."),
    TCP_OVERLAP_CONFLICT("tcp", "Overlapping segments carried different bytes; those that came first were kept."),
    TCP_REORDER_LIMIT_REACHED(
            "tcp", "Too much waited behind missing bytes of one stream: the missing bytes were given up."),
    TCP_REORDER_MEMORY_FULL(
            "tcp", "Too much waited behind missing bytes of all streams: some missing bytes were given up."),
    TCP_RESET_IMPLAUSIBLE("tcp", "A reset lay outside its stream's window and was ignored."),
    TCP_RESET_CONTRADICTED("tcp", "After a reset its sender went on sending: the reset was forged or did not arrive."),
    TCP_DATA_AFTER_FIN("tcp", "After a FIN its sender went on sending: the FIN was forged."),
    NBSS_FRAMING_LOST("nbss", "Bytes are no session message where one should begin: the next one was searched for."),
    SMB_PROTOCOL_UNKNOWN("smb", "A session message begins with none of SMB's protocol identifiers."),
    SMB_HEAD_LOST("smb", "Bytes were missing in the head of an SMB message: the rest of it was skipped."),
    SMB_HEAD_BEYOND_MESSAGE("smb", "An SMB message is shorter than its header."),
    SMB_HEAD_TOO_LONG("smb", "The fixed parts and names of an SMB message are longer than may be gathered."),
    SMB_GATHER_MEMORY_FULL("smb", "Too many heads of SMB messages were being gathered at once: one was given up."),
    SMB_DECRYPTION_FAILED(
            "smb", "An encrypted message failed its authentication: the key is wrong, or it is damaged or forged."),
    SMB_PASSWORD_WRONG(
            "smb", "A granted logon shows that an account's password or hash is not the one in the file of keys."),
    SMB_LOGONS_FULL("smb", "Too many logons were being followed for their keys at once: one was not."),
    SMB_TRANSFORM_NESTED(
            "smb", "An encrypted or compressed message contains a kind of message that it must not contain."),
    SMB_TRANSFORM_TOO_LONG("smb", "An encrypted or compressed message is longer than may be decoded."),
    SMB_TRANSFORM_MEMORY_FULL(
            "smb", "Too many encrypted or compressed messages were being gathered at once: one was given up."),
    SMB_SESSIONS_FULL("smb", "The table of sessions was full: the one unused for longest was evicted."),
    SMB_TREES_FULL("smb", "The table of tree connects was full: the one unused for longest was evicted."),
    SMB_OPENS_FULL("smb", "The table of opens was full: the one unused for longest was evicted."),
    SMB_CHANNELS_FULL("smb", "More connections carry one session than are remembered."),
    SMB_PENDING_FULL("smb", "Too many requests waited for their answer: the oldest was given up."),
    SMB_PARKED_FULL("smb", "Too many answers waited for their request: the oldest was dropped."),
    SMB_MESSAGE_ID_REUSED("smb", "A request has the identifier of another that still waits for its answer."),
    SMB_ANSWER_WITHOUT_REQUEST("smb", "An answer was dropped because its request was not seen."),
    SMB2_HEADER_INVALID("smb", "An SMB2 header contradicts itself."),
    SMB2_COMPOUND_INVALID("smb", "NextCommand of an SMB2 compound is unaligned or points outside the message."),
    SMB2_COMPOUND_TOO_LONG("smb", "An SMB2 compound has more parts than are read."),
    SMB2_BODY_SHORT("smb", "An SMB2 message is shorter than the fields that it announces."),
    SMB2_WRONG_DIRECTION("smb", "An SMB2 answer came from the client, or a request from the server."),
    SMB2_COMMAND_UNKNOWN("smb", "The command of an SMB2 message is not part of the protocol."),
    SMB2_ANSWER_MISMATCHED("smb", "An SMB2 answer has another command than the request with the same MessageId."),
    SMB2_FIELD_BEYOND_MESSAGE("smb", "The offset of a name or buffer of an SMB2 message points outside the message."),
    SMB2_VALUE_UNKNOWN("smb", "A field of an SMB2 answer has none of its documented values."),
    SMB2_WRITE_BEYOND_MESSAGE("smb", "An SMB2 WRITE announces more data than lies in its message."),
    SMB2_WRITE_TOO_LONG("smb", "An SMB2 WRITE is longer than the server allows."),
    SMB2_WRITE_BY_RDMA("smb", "The data of an SMB2 WRITE is transferred by RDMA, which is not seen."),
    SMB2_FILE_OFFSET_INVALID("smb", "An SMB2 request has an offset or size that no file can have."),
    NTLMSSP_INVALID("smb", "The offset of a field of an NTLMSSP message points outside the message."),
    COMPRESSION_HEADER_INVALID("compression", "The header of a compressed message contradicts itself."),
    COMPRESSION_ALGORITHM_UNKNOWN("compression", "A message is compressed by an algorithm that is not documented."),
    COMPRESSION_SIZE_REFUSED("compression", "A compressed message says that it expands to more than is allowed."),
    COMPRESSION_TRUNCATED("compression", "A compressed message ends inside an element."),
    COMPRESSION_OUTPUT_LONG("compression", "A compressed message expands to more bytes than it says."),
    COMPRESSION_OUTPUT_SHORT("compression", "A compressed message expands to fewer bytes than it says."),
    COMPRESSION_MATCH_BEFORE_START("compression", "A reference of a compressed message reaches before its start."),
    COMPRESSION_LENGTH_INVALID(
            "compression", "A reference of a compressed message has an impossible length or distance."),
    COMPRESSION_CHUNK_INVALID("compression", "A chunk of LZNT1 is malformed, or comes after a shorter one."),
    COMPRESSION_TABLE_INVALID("compression", "A table of Huffman codes is incomplete, or assigns a code twice."),
    WRITE_OFFSET_INVALID("transfer", "A write, copy or end of file lies beyond the largest size that a file can have."),
    WRITE_COUNT_INVALID("transfer", "The server confirmed more bytes than the WRITE carried."),
    CONTENT_MEMORY_FULL("transfer", "Neither memory nor spool had room for a file's bytes: they are reported missing."),
    CONTENT_PER_FILE_FULL("transfer", "One file's content reached its limit: further bytes are reported missing."),
    SPOOL_FAILED("transfer", "Content that memory had no room for could not be written to disk."),
    RANGES_FORGOTTEN("transfer", "A file was written in too many ranges to remember: the shortest were given up."),
    MISSING_RANGES_MERGED(
            "transfer", "Too many missing ranges to report each: those that lie close were reported as one."),
    HASH_WORK_LIMITED("transfer", "A file was rewritten, or has holes, so often that hashing it was given up."),
    FILE_EVICTED("transfer", "Too many files at once: the one not written to for longest was reported as it stands."),
    OPEN_FILES_FULL("transfer", "Too many files were open at once: one that nobody had changed yet was forgotten."),
    PE_OFFSET_UNUSUAL("pe", "A program's PE header stands inside its MS-DOS header, or far behind it."),
    PE_SECTIONS_EXCEEDED("pe", "A program announces more sections than a loader takes: the first were read."),
    PE_IMPORTS_EXCEEDED("pe", "A program's import table is larger than any honest one: it was given up."),
    PE_CERTIFICATES_EXCEEDED("pe", "A program's certificate table is larger than any honest one: it was not read."),
    SIGNATURE_MALFORMED(
            "signature", "A program's signature is malformed, or larger or more deeply nested than any honest one."),
    SIGNATURES_EXCEEDED(
            "signature", "A program has more signatures, or certificate paths to their roots, than are tried."),
    RPC_PDU_INVALID("rpc", "Bytes in a pipe that carries DCE/RPC are not a PDU: they were skipped."),
    RPC_BIND_INVALID("rpc", "A bind of DCE/RPC, or its answer, is shorter than what it announces."),
    RPC_FRAGMENT_INVALID("rpc", "A fragment of a call came, but the call's first fragment was not seen."),
    RPC_ARGUMENTS_INVALID("rpc", "The arguments of a call do not fit its operation."),
    RPC_CALL_TOO_LONG("rpc", "The fragments of one call are longer than are put together."),
    RPC_MEMORY_FULL("rpc", "Too many calls were being put together at once: one was given up."),
    RPC_CALLS_FULL("rpc", "Too many calls of one pipe waited for their answer: the oldest was dropped."),
    RPC_CONTEXTS_FULL("rpc", "More interfaces were bound in one pipe than are remembered."),
    RPC_ENDPOINTS_FULL("frame", "More endpoints of DCE/RPC were given out than are followed: the oldest was dropped."),
    RPC_HANDLES_FULL("rpc", "Too many handles of services and keys were open: one was forgotten."),
    SMB1_WRONG_DIRECTION("smb", "An SMB1 answer came from the client, or a request from the server."),
    SMB1_BODY_SHORT("smb", "An SMB1 message is shorter than the fields that it announces."),
    SMB1_FIELD_BEYOND_MESSAGE("smb", "An offset or length of an SMB1 message points outside the message."),
    SMB1_ANDX_INVALID("smb", "AndXOffset of an SMB1 chain points backwards, or outside the message."),
    SMB1_ANDX_TOO_LONG("smb", "An SMB1 chain has more parts than are read."),
    SMB1_COMMAND_UNKNOWN("smb", "The command of an SMB1 message is not part of the protocol."),
    SMB1_ANSWER_MISMATCHED("smb", "An SMB1 answer has another command than the request with the same MID."),
    SMB1_WRITE_BEYOND_MESSAGE(
            "smb", "An SMB1 write announces more data than its message has; the data that is there counts."),
    SMB1_WRITE_RAW_REFUSED(
            "smb", "A write without a header (raw, multiplexed), which few servers take, was not followed."),
    SMB1_FILE_OFFSET_INVALID("smb", "An SMB1 write has an offset that no file can have."),
    SMB1_WILDCARD_PASSED_OVER(
            "smb", "An SMB1 request renamed, copied or deleted many files at once, which was not followed."),
    SMB1_TRANSACTION_SPLIT("smb", "A change to a file was split over several SMB1 messages and was not followed."),
    CAPTURE_TIME_IMPOSSIBLE(
            "pipeline", "A frame has a time before 1970 or after 2116: the nearest possible time was used."),
    CLIENT_ACTS_FULL("pipeline", "Too many acts of clients were remembered: some may be reported again sooner."),
    SMB_CHANNEL_NOT_JOINED(
            "pipeline",
            "A channel between other addresses was bound to a session, and it is unclear from which message on."),
    FILE_USED_APART(
            "pipeline",
            "A file was used over a channel that was not joined to its session: its content is not certain."),
    SEGMENT_LET_GO(
            "pipeline", "Decoding was too slow for the traffic: a segment of the host that sent most was dropped."),
    CALL_PORTS_LATE(
            "pipeline",
            "Servers gave out DCE/RPC ports too fast: the kernel's filter passes the newest a moment later."),
    FRAME_HANDLING_FAILED(
            "pipeline", "Sharetap's own code failed on a frame (please report it): its connection was given up."),
    EVENT_HANDLING_FAILED(
            "pipeline", "Sharetap's own code failed on an event (please report it): the event was given up."),
    EVENT_ORDER_GIVEN_UP("pipeline", "Too many events waited for an older one: they were output without it.");

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
