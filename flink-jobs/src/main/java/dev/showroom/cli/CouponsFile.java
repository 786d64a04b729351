package dev.showroom.cli;

import dev.showroom.common.Causes;
import dev.showroom.common.CommandFailure;
import dev.showroom.core.code.CouponBook;
import dev.showroom.schemas.Coupon;
import dev.showroom.schemas.codec.JsonRecords;
import dev.showroom.schemas.codec.MalformedRecordException;
import dev.showroom.schemas.codec.OutTopic;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The stream {@code coupons} as JSON Lines. */
final class CouponsFile {
  private CouponsFile() {}

  /**
   * @throws CommandFailure where the file cannot be read, or a line is no coupon
   */
  static void read(Path file, CouponBook into) {
    if (!Files.isRegularFile(file)) {
      throw new CommandFailure("There is no file '" + file + "' with coupons.");
    }
    JsonRecords<Coupon> records = new JsonRecords<>(OutTopic.COUPONS.schema());
    int number = 0;
    try (BufferedReader in = Files.newBufferedReader(file)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        number++;
        if (!line.isBlank()) {
          into.note(records.read(line.getBytes(StandardCharsets.UTF_8)));
        }
      }
    } catch (MalformedRecordException e) {
      throw new CommandFailure(
          "Line %d of '%s' is not a coupon: %s.".formatted(number, file, e.getMessage()), e);
    } catch (CharacterCodingException e) {
      throw new CommandFailure("'" + file + "' is not a text file in UTF-8.", e);
    } catch (IOException e) {
      throw new CommandFailure("'" + file + "' cannot be read: " + Causes.of(e) + ".", e);
    }
  }
}
