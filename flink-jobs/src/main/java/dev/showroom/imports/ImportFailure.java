package dev.showroom.imports;

/** Why a whole file cannot be imported, in one plain sentence for the person who tried. */
public final class ImportFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ImportFailure(String sentence) {
    super(sentence);
  }

  public ImportFailure(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
