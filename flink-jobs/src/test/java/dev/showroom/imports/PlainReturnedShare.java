package dev.showroom.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * "At least 3 return orders within 180 days, and of at least 30 % of the value bought in them",
 * worked out from the JSON files alone: nothing of the detector has a part in it.
 *
 * @param flaggedAt for each customer of whom it is true at any of their returns, the time of the
 *     first such return
 * @param tooFew customers of whom only the share is true, with one return too few
 * @param tooSmall customers of whom only the number is true, with a share from 20 % up
 */
record PlainReturnedShare(Map<String, Instant> flaggedAt, long tooFew, long tooSmall) {
  private static final long WINDOW_SECONDS = 180L * 24 * 3_600;

  private record Money(Instant time, long minor) {}

  static PlainReturnedShare of(Path directory) throws IOException {
    Map<String, List<Money>> bought = byCustomer(directory.resolve("purchases.jsonl"));
    Map<String, List<Money>> returned = byCustomer(directory.resolve("returns.jsonl"));
    Map<String, Instant> flaggedAt = new TreeMap<>();
    long tooFew = 0;
    long tooSmall = 0;
    for (Map.Entry<String, List<Money>> customer : returned.entrySet()) {
      boolean oneMore = false;
      boolean more = false;
      for (Money back : customer.getValue()) {
        List<Money> backs = within(customer.getValue(), back.time());
        long backValue = sum(backs);
        long boughtValue =
            sum(within(bought.getOrDefault(customer.getKey(), List.of()), back.time()));
        boolean share = boughtValue > 0 && backValue * 100 >= boughtValue * 30;
        if (backs.size() >= 3 && share) {
          flaggedAt.merge(
              customer.getKey(), back.time(), (one, two) -> one.isBefore(two) ? one : two);
        }
        oneMore |= backs.size() == 2 && share;
        more |= backs.size() >= 3 && !share && backValue * 100 >= boughtValue * 20;
      }
      if (!flaggedAt.containsKey(customer.getKey())) {
        tooFew += oneMore ? 1 : 0;
        tooSmall += more ? 1 : 0;
      }
    }
    return new PlainReturnedShare(flaggedAt, tooFew, tooSmall);
  }

  /** Both ends count. */
  private static List<Money> within(List<Money> all, Instant at) {
    Instant from = at.minusSeconds(WINDOW_SECONDS);
    return all.stream()
        .filter(one -> !one.time().isBefore(from) && !one.time().isAfter(at))
        .toList();
  }

  private static long sum(List<Money> all) {
    return all.stream().mapToLong(Money::minor).sum();
  }

  /** Guests are nobody's. */
  private static Map<String, List<Money>> byCustomer(Path file) throws IOException {
    ObjectMapper json = new ObjectMapper();
    Map<String, List<Money>> byCustomer = new HashMap<>();
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode record = json.readTree(line);
        if (record.at("/actor/kind").textValue().equals("CUSTOMER")) {
          long minor = 0;
          for (JsonNode goods : record.get("lines")) {
            minor +=
                goods.has("refundMinor")
                    ? goods.get("refundMinor").longValue()
                    : goods.get("quantity").longValue() * goods.get("unitPriceMinor").longValue();
          }
          byCustomer
              .computeIfAbsent(record.at("/actor/id").textValue(), any -> new ArrayList<>())
              .add(new Money(Instant.parse(record.get("eventTime").textValue()), minor));
        }
      }
    }
    return byCustomer;
  }
}
