package dev.showroom.config;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import dev.showroom.common.CommandFailure;
import dev.showroom.common.Suggestions;
import dev.showroom.common.TextFiles;
import dev.showroom.config.Option.Shape;
import dev.showroom.config.Settings.Given;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** Reads the configuration file. No message quotes a line of it, which may be a secret. */
final class ConfigurationFile {
  private final Settings settings;
  private final Set<String> seen = new HashSet<>();

  private ConfigurationFile(Settings settings) {
    this.settings = settings;
  }

  /**
   * @throws CommandFailure where it is no YAML; what is wrong in single options is a complaint
   */
  static void read(Path file, Settings settings) {
    String text = TextFiles.read(file, "configuration file");
    try (YAMLParser parser = YAMLFactory.builder().build().createParser(text)) {
      new ConfigurationFile(settings).readDocument(parser, file);
    } catch (JsonProcessingException e) {
      throw notYaml(file, e);
    } catch (IOException e) {
      throw new IllegalStateException("text in memory can be read", e);
    }
  }

  /** Without the cause: its message, which a stack trace would show, quotes lines of the file. */
  private static CommandFailure notYaml(Path file, JsonProcessingException e) {
    String what = "The configuration file '" + file + "' is not YAML";
    if (e.getCause() instanceof MarkedYAMLException marked && marked.getProblemMark() != null) {
      Mark mark = marked.getProblemMark();
      Place place = new Place(mark.getLine() + 1, mark.getColumn() + 1, "");
      return new CommandFailure(what + " (" + place + "): " + marked.getProblem() + ".");
    }
    JsonLocation location = e.getLocation();
    return new CommandFailure(
        location == null ? what + "." : what + " (" + Place.of(location) + ").");
  }

  private void readDocument(YAMLParser parser, Path file) throws IOException {
    JsonToken first = parser.nextToken();
    if (first == null) {
      return; // Nothing but comments: all at its default.
    }
    if (first != JsonToken.START_OBJECT) {
      throw new CommandFailure(
          "The configuration file '" + file + "' is no map of options, such as 'kafka: ...'.");
    }
    readMap(parser, "");
    if (parser.nextToken() != null) {
      settings.complain(
          Place.of(parser.currentTokenLocation()), "The file has a second document, after '---'");
    }
  }

  /** Reads a map up to its end; {@code path} is what its keys stand under, with the dot. */
  private void readMap(YAMLParser parser, String path) throws IOException {
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = path + parser.currentName();
      Place place = Place.of(parser.currentTokenLocation());
      parser.nextToken();
      Optional<Option<?, ?>> option = option(name);
      if (option.isPresent()) {
        readOption(parser, option.get(), "", place);
        continue;
      }
      Optional<Option<?, ?>> map = mapOver(name);
      if (map.isPresent()) {
        readOption(parser, map.get(), name.substring(map.get().name().length() + 1), place);
      } else if (isSection(name)) {
        readSection(parser, name, place);
      } else {
        settings.complain(place, unknown(name));
        parser.skipChildren();
      }
    }
  }

  private void readSection(YAMLParser parser, String name, Place place) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.START_OBJECT) {
      readMap(parser, name + ".");
    } else if (token != JsonToken.VALUE_NULL && !parser.getText().isEmpty()) {
      settings.complain(place, "'" + name + "' must be a map of options");
      parser.skipChildren();
    }
  }

  /**
   * @param key of a map option, dots and all; empty at the option itself
   */
  private void readOption(YAMLParser parser, Option<?, ?> option, String key, Place place)
      throws IOException {
    String name = key.isEmpty() ? option.name() : option.name() + "." + key;
    JsonToken token = parser.currentToken();
    if (token == JsonToken.START_OBJECT && option.shape() == Shape.MAP) {
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String inner = parser.currentName();
        Place innerPlace = Place.of(parser.currentTokenLocation());
        parser.nextToken();
        readOption(parser, option, key.isEmpty() ? inner : key + "." + inner, innerPlace);
      }
      return;
    }
    if (!seen.add(name)) {
      settings.complain(place, "Option '" + name + "' is set a second time");
      parser.skipChildren();
    } else if (token == JsonToken.START_OBJECT) {
      settings.complain(
          place, "Option '" + name + "' must be " + described(option) + ", not a map");
      parser.skipChildren();
    } else if (token == JsonToken.START_ARRAY) {
      readList(parser, option, key, name, place);
    } else if (parser.isCurrentAlias()) {
      settings.complain(
          place, "Option '" + name + "' is a YAML alias, which is not supported here");
    } else if (token == JsonToken.VALUE_NULL) {
      settings.complain(place, "Option '" + name + "' has no value");
    } else if (option.shape() == Shape.MAP && key.isEmpty()) {
      // Only a heading whose options are commented out is harmless.
      if (!parser.getText().isEmpty()) {
        settings.complain(place, "Option '" + name + "' must be a map");
      }
    } else {
      Place valuePlace = Place.of(parser.currentTokenLocation());
      settings.set(option, key, new Given(List.of(parser.getText()), false, valuePlace));
    }
  }

  private void readList(
      YAMLParser parser, Option<?, ?> option, String key, String name, Place place)
      throws IOException {
    if (option.shape() != Shape.LIST) {
      settings.complain(
          place, "Option '" + name + "' must be " + described(option) + ", not a list");
      parser.skipChildren();
      return;
    }
    Place valuePlace = Place.of(parser.currentTokenLocation());
    List<String> texts = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken().isStructStart()) {
        settings.complain(place, "Option '" + name + "' must be a " + option.type());
        parser.skipChildren();
      } else {
        texts.add(parser.getText());
      }
    }
    settings.set(option, key, new Given(texts, true, valuePlace));
  }

  private static String described(Option<?, ?> option) {
    return switch (option.shape()) {
      case MAP -> "one text for each key";
      case LIST -> "a " + option.type();
      case SCALAR -> "a single value";
    };
  }

  private static Complaint unknown(String name) {
    List<String> candidates =
        Stream.concat(Options.ALL.stream().map(Option::name), Options.SECTIONS.keySet().stream())
            .toList();
    return new Complaint(
        "Unknown option '" + name + "'",
        Suggestions.nearest(name, candidates)
            .map(candidate -> "did you mean '" + candidate + "'?")
            .orElse(""));
  }

  private static Optional<Option<?, ?>> option(String name) {
    return Options.ALL.stream().filter(option -> option.name().equals(name)).findFirst();
  }

  /** The map option of which the name is one key. */
  private static Optional<Option<?, ?>> mapOver(String name) {
    return Options.ALL.stream()
        .filter(option -> option.shape() == Shape.MAP && name.startsWith(option.name() + "."))
        .findFirst();
  }

  private static boolean isSection(String name) {
    return Options.ALL.stream().anyMatch(option -> option.name().startsWith(name + "."));
  }
}
