package dev.showroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportCommandTest {
  @TempDir Path work;
  private final PrintStream realOut = System.out;
  private final PrintStream realErr = System.err;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeEach
  void capture() {
    System.setOut(new PrintStream(out, true));
    System.setErr(new PrintStream(err, true));
  }

  @AfterEach
  void release() {
    System.setOut(realOut);
    System.setErr(realErr);
  }

  @Test
  void aGoodFileEndsWithTheTableAndStatusZero() throws Exception {
    Path file =
        Files.writeString(
            work.resolve("orders.csv"),
            """
            Invoice,StockCode,Description,Quantity,InvoiceDate,Price,Customer ID,Country
            1,85048,BALL,12,2009-12-01 07:45,6.95,13085,UK
            1,POST,POSTAGE,1,2009-12-01 07:45,6.95,13085,UK
            """);
    String directory = work.resolve("out").toString();
    assertThat(Main.execute("import", "online-retail", file.toString(), "--output", directory))
        .isZero();
    assertThat(out.toString()).contains("2  accounted for", "1  POST");
    assertThat(err.toString()).isEmpty();
    assertThat(work.resolve("out/purchases.jsonl")).exists();
  }

  @Test
  void aMissingFileIsOneSentenceAndStatusOne() {
    String file = work.resolve("none.csv").toString();
    assertThat(Main.execute("import", "online-retail", file, "--output", file + ".out"))
        .isEqualTo(1);
    assertThat(err.toString())
        .isEqualToNormalizingNewlines("showroom: There is no file " + file + ".\n");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void wrongUseIsStatusTwo() {
    assertThat(Main.execute("import")).isEqualTo(2);
    assertThat(Main.execute("import", "online-retail", "f.csv")).isEqualTo(2);
    assertThat(
            Main.execute(
                "import", "online-retail", "f.csv", "--output", "d", "--cost-percent", "101"))
        .isEqualTo(2);
    assertThat(work).isEmptyDirectory();
  }

  @Test
  void helpSaysWhatIsWritten() {
    assertThat(Main.execute("import", "online-retail", "--help")).isZero();
    assertThat(out.toString()).contains("dead-letters.jsonl", "--cost-percent", "Example:");
  }
}
