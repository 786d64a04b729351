package dev.showroom.backtest;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Pieces of a page. Whatever is not of this class is escaped. */
final class Html {
  private final StringBuilder out = new StringBuilder();

  /** Text as it is to be seen. */
  static String escape(Object text) {
    return String.valueOf(text)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  /** Marks a cell that is markup already. */
  record Markup(String html) {}

  Html raw(String html) {
    out.append(html).append('\n');
    return this;
  }

  Html heading(int level, String text) {
    return raw("<h%d>%s</h%d>".formatted(level, escape(text), level));
  }

  /** A paragraph; what stands for {@code %s} is escaped, the rest is markup. */
  Html paragraph(String format, Object... values) {
    return raw("<p>" + filled(format, values) + "</p>");
  }

  static String filled(String format, Object... values) {
    return String.format(
        Locale.ROOT,
        format,
        Arrays.stream(values)
            .map(value -> value instanceof Markup markup ? markup.html() : escape(value))
            .toArray());
  }

  /** Begins a table; numbers stand at the right, where a heading begins with #. */
  Html table(String caption, List<String> heads) {
    raw("<div class=\"scroll\"><table><caption>" + escape(caption) + "</caption><thead><tr>");
    for (String head : heads) {
      boolean number = head.startsWith("#");
      raw(
          "<th scope=\"col\"%s>%s</th>"
              .formatted(number ? " class=\"n\"" : "", escape(number ? head.substring(1) : head)));
    }
    return raw("</tr></thead><tbody>");
  }

  Html row(Object... cells) {
    return row("", cells);
  }

  /**
   * @param css class of the row; empty for none
   */
  Html row(String css, Object[] cells) {
    out.append(css.isEmpty() ? "<tr>" : "<tr class=\"" + css + "\">");
    for (Object cell : cells) {
      boolean number = cell instanceof Number;
      String text = number ? String.format(Locale.ROOT, "%,d", cell) : filled("%s", cell);
      out.append(number ? "<td class=\"n\">" : "<td>").append(text).append("</td>");
    }
    return raw("</tr>");
  }

  Html endTable() {
    return raw("</tbody></table></div>");
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
