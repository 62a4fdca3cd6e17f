package io.sharetap.benchmarks;

import io.sharetap.base.ByteWindow;
import io.sharetap.base.Moment;
import io.sharetap.frame.Segment;
import io.sharetap.frame.SegmentSink;
import io.sharetap.nbss.MessageSink;
import io.sharetap.pe.ExecutableSink;
import io.sharetap.pe.PeFacts;
import io.sharetap.smb.SessionSink;
import io.sharetap.smb.SmbSession;
import io.sharetap.smb.SmbTree;
import io.sharetap.tcp.Connection;
import io.sharetap.tcp.EndReason;
import io.sharetap.tcp.Side;
import io.sharetap.tcp.StreamSink;
import io.sharetap.transfer.AssembledFile;
import io.sharetap.transfer.Content;
import io.sharetap.transfer.FileSink;
import io.sharetap.transfer.KeptRanges;
import java.util.List;

/** Takes the output of any room of the parser, and counts it. */
final class CountingSinks implements SegmentSink {
    /** Bytes of payload, of streams, of messages or of WRITEs, depending on the last room. */
    long bytes;
    /** Files that were reported, and how many of these are programs with a hash. */
    long reported;

    long programs;

    final StreamSink streams = new StreamSink() {
        @Override
        public void onBytes(Side from, ByteWindow window, Moment now) {
            bytes += window.length();
        }

        @Override
        public void onGap(Side from, long gapBytes, Moment now) {
            throw new IllegalStateException("a gap of " + gapBytes);
        }

        @Override
        public void onEnd(EndReason reason, Moment now) {
            throw new IllegalStateException("a stream has ended: " + reason);
        }
    };

    final MessageSink messages = new MessageSink() {
        @Override
        public void onMessage(Side from, int messageBytes, Moment now) {
            reported++;
        }

        @Override
        public void onBytes(Side from, ByteWindow window, Moment now) {
            bytes += window.length();
        }

        @Override
        public void onGap(Side from, int gapBytes, Moment now) {
            throw new IllegalStateException("a gap of " + gapBytes);
        }

        @Override
        public void onAbandoned(Side from, Moment now) {
            throw new IllegalStateException("the framing was lost");
        }

        @Override
        public void onEnd(EndReason reason, Moment now) {
            throw new IllegalStateException("messages have ended: " + reason);
        }
    };

    final CountingFileOps operations = new CountingFileOps(this);

    final SessionSink sessions = new SessionSink() {
        @Override
        public void onSmbSeen(Connection connection, Moment now) {
            // SMB is expected.
        }

        @Override
        public void onTree(SmbSession session, SmbTree tree, Moment now) {
            throw new IllegalStateException("no tree was asked for");
        }

        @Override
        public void onBlind(SmbSession session, BlindReason reason, Moment now) {
            throw new IllegalStateException("blind: " + reason);
        }
    };

    final FileSink files = new FileSink() {
        @Override
        public KeptRanges rangesToKeep(Content head) {
            return new KeptRanges(true, List.of());
        }

        @Override
        public void onFile(AssembledFile file, Moment now) {
            onReported(file);
        }
    };

    final ExecutableSink executables = new ExecutableSink() {
        @Override
        public void onExecutable(AssembledFile file, PeFacts pe, Moment now) {
            programs++;
            onReported(file);
        }

        @Override
        public void onOtherFile(AssembledFile file, Moment now) {
            onReported(file);
        }
    };

    private void onReported(AssembledFile file) {
        reported++;
        bytes += file.size();
    }

    @Override
    public void onSegment(Segment segment) {
        bytes += segment.payload.length();
    }
}
