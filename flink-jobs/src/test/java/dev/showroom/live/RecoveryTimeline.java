package dev.showroom.live;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the logs of a cluster say came after a kill, so that a slow recovery explains itself. */
final class RecoveryTimeline {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss,SSS");
  private static final int TIME_LENGTH = 23;

  /** What a line of a log is worth being told for; group 1 of the pattern, if any, is told too. */
  private record Mark(String log, Pattern line, String said) {
    static Mark of(String log, String line, String said) {
      return new Mark(log, Pattern.compile(line), said);
    }
  }

  private static final List<Mark> MARKS =
      List.of(
          Mark.of("supervisor", "- (\\S+) started, process", "started again"),
          Mark.of("jobmanager", "DispatcherRunner was granted leadership", "leads"),
          Mark.of("jobmanager", "Master - TaskManager with .* no longer reach", "missed"),
          Mark.of("jobmanager", "Manager - TaskManager with .* no longer reach", "slots gone"),
          Mark.of("jobmanager", "- Registering TaskManager with", "TaskManager registered"),
          Mark.of("jobmanager", "switched from state \\w+ to (\\w+)", "job"),
          Mark.of("jobmanager", "- Restoring job \\w+ from Checkpoint (\\d+)", "restored from"),
          Mark.of("jobmanager", "switched from SCHEDULED to DEPLOYING", "tasks deployed"),
          Mark.of("jobmanager", "switched from DEPLOYING to INITIALIZING", "tasks restore"),
          Mark.of("jobmanager", "switched from INITIALIZING to RUNNING", "tasks run"),
          Mark.of("jobmanager", "switched from \\w+ to (FAILED)\\b", "tasks"),
          Mark.of("jobmanager", "- Triggering checkpoint (\\d+)", "begun"),
          Mark.of("jobmanager", "Checkpoint (\\d+) .*expired before completing", "expired"),
          Mark.of("jobmanager", "- Decline checkpoint (\\d+)", "declined"),
          Mark.of("jobmanager", "- Completed checkpoint (\\d+)", "whole"),
          Mark.of("broker", "Performing controller activation", "controller leads"),
          Mark.of("broker", "(\\d+) partition\\(s\\) to local leaders", "broker has"),
          Mark.of("taskmanager-1", "Error: ([A-Z_]+)", "producer on 1 told"),
          Mark.of("taskmanager-2", "Error: ([A-Z_]+)", "producer on 2 told"));

  /** When a thing was said first, and when last. */
  private record Span(Duration first, Duration last) {
    static Span of(Duration at) {
      return new Span(at, at);
    }

    Span and(Span other) {
      return new Span(first, other.last);
    }

    @Override
    public String toString() {
      String text = seconds(first);
      return seconds(last).equals(text) ? text : text + "-" + seconds(last);
    }
  }

  private RecoveryTimeline() {}

  /** In one line, in seconds since then, up to now. */
  static String since(Path logs, Instant kill) throws IOException {
    Map<String, Span> spans = new LinkedHashMap<>();
    Map<String, List<Mark>> byLog = MARKS.stream().collect(Collectors.groupingBy(Mark::log));
    for (Map.Entry<String, List<Mark>> log : byLog.entrySet()) {
      for (String line : linesSince(logs, log.getKey(), kill)) {
        Duration at = Duration.between(kill, time(line));
        for (Mark mark : log.getValue()) {
          Matcher found = mark.line().matcher(line);
          if (found.find()) {
            String said = mark.said() + (found.groupCount() > 0 ? " " + found.group(1) : "");
            spans.merge(said, Span.of(at), Span::and);
          }
        }
      }
    }
    return spans.entrySet().stream()
        .sorted(Comparator.comparing(said -> said.getValue().first()))
        .map(said -> said.getKey() + " " + said.getValue())
        .collect(Collectors.joining(", "));
  }

  /** The log's older parts first; without the frames of traces. */
  private static List<String> linesSince(Path logs, String name, Instant since) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String part : List.of(".3", ".2", ".1", "")) {
      Path file = logs.resolve(name + ".log" + part);
      if (Files.exists(file)) {
        try (Stream<String> all = Files.lines(file, StandardCharsets.ISO_8859_1)) {
          all.filter(line -> !time(line).isBefore(since)).forEach(lines::add);
        }
      }
    }
    return lines;
  }

  private static Instant time(String line) {
    if (line.length() < TIME_LENGTH || !line.startsWith("20")) {
      return Instant.MIN;
    }
    try {
      return LocalDateTime.parse(line.substring(0, TIME_LENGTH), TIME)
          .atZone(ZoneId.systemDefault())
          .toInstant();
    } catch (DateTimeException e) {
      return Instant.MIN;
    }
  }

  private static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.1f", time.toMillis() / 1e3);
  }
}
