package ablyauth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The JSON Schema examples: every valid value is valid, and every invalid one has the issue that
 * its file names.
 */
class ExamplesTest {
  private static final Path EXAMPLES = Path.of("../../schemas/examples");

  @Test
  void agreesWithEveryExample() throws Exception {
    Set<String> types = new TreeSet<>();
    for (Path file : examples()) {
      String type = file.getParent().getFileName().toString();
      types.add(type);
      Map<?, ?> example = (Map<?, ?>) new JsonParser(Files.readString(file)).parse("$");
      List<Map<String, ?>> found =
          AblyAuth.validate(type, example.get("value")).stream()
              .map(ExamplesTest::described)
              .collect(Collectors.toList());
      if (example.get("valid").equals(true)) {
        assertEquals(List.of(), found, file.toString());
      } else {
        assertTrue(found.contains(example.get("issue")), file + ": " + found);
      }
    }
    assertEquals(new TreeSet<>(Tables.TYPES.keySet()), types);
  }

  @Test
  void refusesAnUnknownType() {
    assertThrows(IllegalArgumentException.class, () -> AblyAuth.validate("Nothing", Map.of()));
  }

  private static List<Path> examples() throws Exception {
    try (Stream<Path> files = Files.walk(EXAMPLES, 2)) {
      return files.filter(file -> file.toString().endsWith(".json")).collect(Collectors.toList());
    }
  }

  private static Map<String, ?> described(Issue issue) {
    long code = issue.code();
    return Map.of("path", issue.path(), "keyword", issue.keyword(), "code", code);
  }
}
