package dev.showroom.core.code;

/** Why a text holds no keys: a sentence that quotes nothing of it. */
public final class InvalidKeysException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  InvalidKeysException(String sentence) {
    super(sentence);
  }
}
