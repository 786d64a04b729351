package dev.showroom.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.showroom.common.CommandFailure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One sentence, and nothing left behind. */
class OnlineRetailFailureTest {
  @TempDir Path work;
  private Path orders;
  private Path parent;
  private Path output;

  @BeforeEach
  void setUp() throws Exception {
    orders = Path.of(getClass().getResource("orders.csv").toURI());
    parent = Files.createDirectory(work.resolve("parent"));
    output = parent.resolve("out");
  }

  @Test
  void aMissingFile() throws Exception {
    assertFails(work.resolve("none.csv"), "There is no file");
  }

  @Test
  void aDirectoryInPlaceOfAFile() throws Exception {
    assertFails(work, "is not a file");
  }

  @Test
  void anEmptyFile() throws Exception {
    assertFails(Files.createFile(work.resolve("a.csv")), "is empty");
    assertFails(Files.createFile(work.resolve("a.csv.gz")), "is empty");
  }

  @Test
  void aGzipFileInNameOnly() throws Exception {
    assertFails(Files.copy(orders, work.resolve("a.csv.gz")), "is not a gzip file");
  }

  @Test
  void aGzipFileThatBreaksOff() throws Exception {
    byte[] whole = gzip(Files.readAllBytes(orders));
    Path half = Files.write(work.resolve("a.gz"), Arrays.copyOf(whole, whole.length / 2));
    assertFails(half, "breaks off");
  }

  @Test
  void aGzipFileThatIsDamaged() throws Exception {
    byte[] bytes = gzip(Files.readAllBytes(orders));
    bytes[bytes.length - 6] ^= 1; // of the check sum
    assertFails(Files.write(work.resolve("a.gz"), bytes), "is damaged");
  }

  @Test
  void anExcelWorkbook() throws Exception {
    assertFails(Files.write(work.resolve("a.csv"), new byte[] {'P', 'K', 3, 4, 0}), "Excel");
  }

  @Test
  void aFileWithoutLines() throws Exception {
    byte[] blob = new byte[(1 << 20) + 1];
    Arrays.fill(blob, (byte) 'x');
    assertFails(Files.write(work.resolve("a.csv"), blob), "over 1 MiB long");
  }

  @Test
  void anOutputDirectoryThatIsNotEmptyIsLeftAsItIs() throws Exception {
    Files.createDirectory(output);
    Files.writeString(output.resolve("mine.txt"), "mine");
    assertThatThrownBy(() -> ImportedFiles.of(orders, output))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("is not empty");
    assertThat(output.resolve("mine.txt")).hasContent("mine");
    assertThat(entries(output)).isEqualTo(1);
  }

  @Test
  void anOutputDirectoryThatIsAFile() throws Exception {
    Files.createFile(output);
    assertThatThrownBy(() -> ImportedFiles.of(orders, output))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("is a file");
  }

  @Test
  void anEmptyOutputDirectoryIsTaken() throws Exception {
    Files.createDirectory(output);
    assertThat(ImportedFiles.of(orders, output).purchases()).isNotEmpty();
    assertThat(entries(parent)).isEqualTo(1);
  }

  @Test
  void aMissingParentDirectoryIsMade() throws Exception {
    assertThat(ImportedFiles.of(orders, parent.resolve("a/b/out")).purchases()).isNotEmpty();
  }

  @Test
  void countsThatDoNotAddUp() {
    Accounting accounting = new Accounting();
    accounting.read();
    assertThatThrownBy(accounting::requireBalance)
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("1 data lines and accounts for 0");
    accounting.leftOut("POST");
    accounting.requireBalance();
  }

  private void assertFails(Path file, String words) throws IOException {
    assertThatThrownBy(() -> ImportedFiles.of(file, output))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining(words);
    assertThat(entries(parent)).isZero();
  }

  private static long entries(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.count();
    }
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }
}
