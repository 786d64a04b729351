package dev.showroom.sql;

import java.util.Set;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.formats.avro.AvroRowDataDeserializationSchema;
import org.apache.flink.formats.avro.AvroToRowDataConverters;
import org.apache.flink.formats.avro.AvroToRowDataConverters.AvroToRowDataConverter;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.format.DecodingFormat;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.factories.DeserializationFormatFactory;
import org.apache.flink.table.factories.DynamicTableFactory;
import org.apache.flink.table.factories.FactoryUtil;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.RowType;

/**
 * Flink SQL's format {@code showroom-avro}: values in Avro's single-object encoding, which Flink's
 * own {@code avro} cannot read. Columns are found by their names; a table may have any of a
 * stream's. For reading only.
 */
public final class SingleObjectFormatFactory implements DeserializationFormatFactory {
  /** What a table says in {@code value.format}. */
  public static final String IDENTIFIER = "showroom-avro";

  private static final ConfigOption<Boolean> IGNORE_ERRORS =
      ConfigOptions.key("ignore-errors")
          .booleanType()
          .defaultValue(false)
          .withDescription("Leave out what cannot be read, instead of failing.");

  @Override
  public String factoryIdentifier() {
    return IDENTIFIER;
  }

  @Override
  public Set<ConfigOption<?>> requiredOptions() {
    return Set.of();
  }

  @Override
  public Set<ConfigOption<?>> optionalOptions() {
    return Set.of(IGNORE_ERRORS);
  }

  @Override
  public DecodingFormat<DeserializationSchema<RowData>> createDecodingFormat(
      DynamicTableFactory.Context context, ReadableConfig options) {
    FactoryUtil.validateFactoryOptions(this, options);
    return new Format(options.get(IGNORE_ERRORS));
  }

  private record Format(boolean ignoreErrors)
      implements DecodingFormat<DeserializationSchema<RowData>> {
    @Override
    public DeserializationSchema<RowData> createRuntimeDecoder(
        DynamicTableSource.Context context, DataType columns) {
      RowType row = (RowType) columns.getLogicalType();
      AvroToRowDataConverter converter = AvroToRowDataConverters.createRowConverter(row, false);
      return new AvroRowDataDeserializationSchema(
          new SingleObjectReader(row, ignoreErrors),
          read -> read == null ? null : converter.convert(read),
          context.createTypeInformation(columns));
    }

    @Override
    public ChangelogMode getChangelogMode() {
      return ChangelogMode.insertOnly();
    }
  }
}
