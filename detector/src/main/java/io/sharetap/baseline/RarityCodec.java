package io.sharetap.baseline;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Turns rarities into bytes and back, for state that outlives a process or goes to another. */
public final class RarityCodec {
    private RarityCodec() {}

    /** Writes a rarity. The form is stored in states, so it does not change. */
    public static void write(DataOutput out, Rarity rarity) throws IOException {
        Rarity.ExecutableHistory executable = rarity.executable();
        out.writeLong(executable.destinations());
        out.writeLong(executable.knownDestinations());
        out.writeInt(executable.days());
        out.writeLong(executable.firstSeenNanos());
        out.writeLong(executable.lastSeenNanos());
        out.writeBoolean(executable.partial());
        out.writeBoolean(executable.heldUncommon());
        Rarity.DestinationHistory destination = rarity.destination();
        out.writeUTF(destination.kind());
        out.writeInt(destination.similarDays());
        out.writeInt(destination.executableDays());
        out.writeLong(destination.firstSeenNanos());
        out.writeLong(destination.lastSeenNanos());
        Rarity.ClientHistory client = rarity.client();
        out.writeInt(client.pairDays());
        out.writeLong(client.destinations());
        out.writeInt(client.placeDays());
        out.writeLong(client.placeFirstDay());
        out.writeLong(client.placeLastDay());
        out.writeLong(client.placeDestinations());
        out.writeByte(rarity.baseline().state().ordinal());
        out.writeInt(rarity.baseline().observedDays());
    }

    /** Reads what {@link #write} wrote; anything else is an IOException that says so. */
    public static Rarity read(DataInput in) throws IOException {
        return new Rarity(
                new Rarity.ExecutableHistory(
                        in.readLong(),
                        in.readLong(),
                        in.readInt(),
                        in.readLong(),
                        in.readLong(),
                        in.readBoolean(),
                        in.readBoolean()),
                new Rarity.DestinationHistory(in.readUTF(), in.readInt(), in.readInt(), in.readLong(), in.readLong()),
                new Rarity.ClientHistory(
                        in.readInt(), in.readLong(), in.readInt(), in.readLong(), in.readLong(), in.readLong()),
                new Rarity.BaselineStatus(readState(in), in.readInt()));
    }

    private static Rarity.State readState(DataInput in) throws IOException {
        int ordinal = in.readByte();
        Rarity.State[] states = Rarity.State.values();
        if (ordinal < 0 || ordinal >= states.length) {
            throw new IOException("no state " + ordinal);
        }
        return states[ordinal];
    }
}
