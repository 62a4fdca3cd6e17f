package io.sharetap.tcp;

/** Finds flows by the two ends of their connection; a hash table with open addressing. */
final class FlowTable {
    private static final int FIRST_SLOTS = 1_024;

    private Flow[] slots = new Flow[FIRST_SLOTS];
    private int mask = FIRST_SLOTS - 1;
    private int size;

    int size() {
        return size;
    }

    /** The flow of this connection, or null. */
    Flow find(FlowKey key) {
        int hash = key.hashCode();
        int slot = hash & mask;
        Flow flow;
        while ((flow = slots[slot]) != null) {
            if (flow.hash == hash && flow.key.sameAs(key)) {
                return flow;
            }
            slot = slot + 1 & mask;
        }
        return null;
    }

    /** Adds a flow whose key is not in the table yet. */
    void add(Flow flow) {
        if (size + 1 > slots.length / 2) {
            grow();
        }
        flow.hash = flow.key.hashCode();
        place(flow);
        size++;
    }

    /** Removes a flow that is in the table. */
    void remove(Flow flow) {
        int slot = flow.hash & mask;
        while (slots[slot] != flow) {
            slot = slot + 1 & mask;
        }
        size--;
        // Entries behind the freed slot that had been displaced by it move up.
        int hole = slot;
        slots[hole] = null;
        Flow next;
        while ((next = slots[slot = slot + 1 & mask]) != null) {
            int home = next.hash & mask;
            if ((slot - home & mask) >= (slot - hole & mask)) {
                slots[hole] = next;
                slots[slot] = null;
                hole = slot;
            }
        }
    }

    private void place(Flow flow) {
        int slot = flow.hash & mask;
        while (slots[slot] != null) {
            slot = slot + 1 & mask;
        }
        slots[slot] = flow;
    }

    private void grow() {
        Flow[] old = slots;
        slots = new Flow[old.length * 2];
        mask = slots.length - 1;
        for (Flow flow : old) {
            if (flow != null) {
                place(flow);
            }
        }
    }
}
