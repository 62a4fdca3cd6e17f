package io.sharetap.fleet;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.Filter;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * Lets all stores of an instance share a fixed amount of memory, however many parts it has; otherwise each takes its
 * own.
 */
public final class StoreMemory implements RocksDBConfigSetter {
    static {
        RocksDB.loadLibrary(); // Kafka Streams loads it, too, but later
    }

    private static final long ALL_BYTES = 256L << 20;
    private static final long WRITES_BYTES = 96L << 20;
    private static final long WRITES_OF_ONE_BYTES = 8L << 20;

    /** Write buffers are counted in it, too. */
    private static final Cache CACHE = new LRUCache(ALL_BYTES);

    private static final WriteBufferManager WRITES = new WriteBufferManager(WRITES_BYTES, CACHE);

    /** Most keys that are asked for do not exist, such as those of new writes. */
    private static final Filter KEYS = new BloomFilter(10);

    @Override
    public void setConfig(String store, Options options, Map<String, Object> settings) {
        BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
        table.setBlockCache(CACHE);
        table.setCacheIndexAndFilterBlocks(true);
        table.setPinTopLevelIndexAndFilter(true);
        table.setFilterPolicy(KEYS);
        options.setTableFormatConfig(table);
        options.setWriteBufferManager(WRITES);
        options.setWriteBufferSize(WRITES_OF_ONE_BYTES);
    }

    @Override
    public void close(String store, Options options) {
        // Cache and buffers are shared by all stores.
    }
}
