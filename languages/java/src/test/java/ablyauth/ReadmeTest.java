package ablyauth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The code of the README: compiled, executed, and compared with what its comments say that it
 * prints.
 */
class ReadmeTest {
  @Test
  void printsWhatItsCommentsSay(@TempDir Path folder) throws Exception {
    String code = codeOf("java");
    List<String> expected =
        all("println\\(.*\\); // (.*)$", code)
            .map(each -> each.group(1))
            .collect(Collectors.toList());
    assertTrue(expected.size() > 5, code);
    assertEquals(expected, run(folder, code));
  }

  @Test
  void showsTheKotlinThatIsCompiled() throws Exception {
    String compiled = Files.readString(Path.of("installed/src/main/kotlin/Main.kt"));
    assertEquals(compiled, codeOf("kotlin"));
  }

  private static List<String> run(Path folder, String code) throws Exception {
    String imports =
        all("^import .*$", code).map(MatchResult::group).collect(Collectors.joining("\n"));
    String body = code.replaceAll("(?m)^import .*$", "");
    String main = "public static void main(String[] args) {" + body + "}";
    Path file = folder.resolve("Readme.java");
    Files.writeString(file, imports + " public class Readme {" + main + "}");
    String classPath = Path.of("target/classes").toAbsolutePath().toString();
    String[] arguments = {
      "--release", "11", "-cp", classPath, "-d", folder.toString(), file.toString()
    };
    assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments));
    PrintStream real = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
      System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
      Object none = new String[0];
      loader.loadClass("Readme").getMethod("main", String[].class).invoke(null, none);
    } finally {
      System.setOut(real);
    }
    return printed.toString(StandardCharsets.UTF_8).lines().collect(Collectors.toList());
  }

  private static String codeOf(String language) throws Exception {
    String text = Files.readString(Path.of("README.md"));
    return all("^```" + language + "\\n([^`]*)^```$", text)
        .map(each -> each.group(1))
        .collect(Collectors.joining("\n"));
  }

  private static Stream<MatchResult> all(String pattern, String text) {
    return Pattern.compile(pattern, Pattern.MULTILINE).matcher(text).results();
  }
}
