package dev.showroom.stream;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.state.rocksdb.RocksDBOptions;

/** The state backends that the job may run on. */
enum Backend {
  HEAP {
    @Override
    StateBackend create() {
      return new HashMapStateBackend();
    }
  },
  ROCKSDB {
    @Override
    StateBackend create() {
      Configuration settings = new Configuration();
      settings.set(RocksDBOptions.USE_MANAGED_MEMORY, false);
      return new EmbeddedRocksDBStateBackend().configure(settings, Backend.class.getClassLoader());
    }
  };

  abstract StateBackend create();
}
