package io.sharetap.pipeline;

import io.sharetap.base.Ledger;
import io.sharetap.base.Limits;
import io.sharetap.base.Moment;
import io.sharetap.frame.Segment;
import io.sharetap.nbss.NbssFramer;
import io.sharetap.pe.ExecutableSink;
import io.sharetap.pe.PeInspector;
import io.sharetap.rpc.RpcDecoder;
import io.sharetap.rpc.RpcStreams;
import io.sharetap.signature.TrustedRoots;
import io.sharetap.smb.SmbDecoder;
import io.sharetap.tcp.Reassembler;
import io.sharetap.transfer.FileAssembler;
import io.sharetap.transfer.HashRing;
import io.sharetap.transfer.Hashing;
import io.sharetap.unseal.Secrets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/** Joins the rooms from TCP to PE for one worker. */
final class SmbLane implements Lane {
    private final Ledger ledger = new Ledger();
    private final Reassembler reassembler;
    private final SmbDecoder decoder;
    private final RpcDecoder calls;
    private final FileAssembler assembler;
    private final ProgramPairs programs;
    /** Null: no other thread helps. */
    private final HashRing beside;

    private long programSigns;

    /**
     * Makes the rooms of one lane.
     *
     * @param hashes of executables that are wanted besides SHA-256
     * @param store also takes each executable, while its content can be read
     * @param programs is told who is writing a program
     * @param roots to which the certificates of a signature may lead
     * @param secrets for the decryption of sessions; gives null where there are none
     * @param spoolFolder for file content that does not fit into memory
     * @param hashing how contents are hashed
     */
    SmbLane(
            Limits limits,
            Path spoolFolder,
            TrustedRoots roots,
            Supplier<Secrets> secrets,
            List<String> hashes,
            ExecutableSink store,
            ProgramPairs programs,
            Hashing hashing,
            ReportSink reports) {
        this.programs = programs;
        this.beside = hashing.beside();
        EventHosts hosts = new EventHosts();
        ActReports acts = new ActReports(limits, ledger, hosts, reports);
        this.calls = new RpcDecoder(limits, ledger, new ExecutionEvents(hosts, acts, reports));
        FileEvents files = new FileEvents(hosts, new FurtherHashes(hashes), store, calls, reports);
        SessionEvents sessions = new SessionEvents(hosts, acts, reports);
        this.assembler = new FileAssembler(limits, ledger, new PeInspector(ledger, files, roots), spoolFolder, hashing);
        this.decoder = new SmbDecoder(limits, ledger, assembler, sessions, calls, secrets);
        this.reassembler = new Reassembler(limits, ledger, new RpcStreams(calls, new NbssFramer(ledger, decoder)));
    }

    @Override
    public void onSegment(Segment segment) {
        reassembler.onSegment(segment);
        if (assembler.programSigns() != programSigns) {
            programSigns = assembler.programSigns();
            programs.onProgramBytes(segment.hostPairHash(), segment.clockNanos);
        }
    }

    @Override
    public void giveUp(Segment segment) {
        reassembler.giveUp(segment);
    }

    @Override
    public void leave(Segment segment) {
        reassembler.leave(segment);
    }

    @Override
    public void join(Segment segment) {
        reassembler.join(segment);
    }

    @Override
    public void onTick(Moment now) {
        reassembler.onTime(now.clockNanos());
        decoder.onTime(now); // before the sweep: closes that are held back are older than files that rest
        assembler.sweep(now);
        reassembler.sweep(now.clockNanos());
    }

    @Override
    public long reportsFromNanos() {
        return Math.min(assembler.reportsFromNanos(), reassembler.oldestWaitingNanos());
    }

    @Override
    public void onEnd(Moment now) {
        reassembler.onTime(now.clockNanos());
        reassembler.onEndOfInput();
        assembler.onEndOfInput(now);
        assembler.close();
    }

    @Override
    public boolean help() {
        return beside != null && beside.help();
    }

    @Override
    public Ledger ledger() {
        return ledger;
    }

    @Override
    public long workBytes() {
        return assembler.keptBytes() + decoder.decryptedBytes();
    }

    @Override
    public long heldBytes() {
        return reassembler.heldBytes() + decoder.heldBytes() + calls.heldBytes() + assembler.heldBytes();
    }

    @Override
    public int connections() {
        return reassembler.connections();
    }
}
