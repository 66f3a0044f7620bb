package ablyauth;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the generated tables are made of: how each kind of value is read, and the words of its
 * rules.
 */
abstract class Rule {
  /** A bound that is not there. */
  static final int UNBOUNDED = Integer.MAX_VALUE;

  final Words words;

  Rule(Words words) {
    this.words = words;
  }

  /** Has the decoder read a value by this rule. */
  abstract Object read(Decoder decoder, String path, Object raw, boolean isRequired);

  /**
   * The words and the error code of the rules of one value; a rule's id is this id and its keyword.
   */
  static final class Words {
    final String id;

    /** Ably's error code; its first three digits are the HTTP status. */
    final int code;

    /** Completes the sentence "expected …". */
    final String expected;

    /** How to fix a value that breaks a rule. */
    final String fix;

    /** The same for single rules, by keyword. */
    final Map<String, String> fixes;

    Words(String id, int code, String expected, String fix, Map<String, String> fixes) {
      this.id = id;
      this.code = code;
      this.expected = expected;
      this.fix = fix;
      this.fixes = fixes;
    }
  }

  /** A text; lengths count code points. */
  static final class Text extends Rule {
    final int min;
    final int max;

    /**
     * Covers the whole text. One that allows all characters but some matches the empty text. Or
     * null.
     */
    final Pattern pattern;

    /** What some senders write for an absent text, or null. */
    final String absentAs;

    Text(Words words, int min, int max, Pattern pattern, String absentAs) {
      super(words);
      this.min = min;
      this.max = max;
      this.pattern = pattern;
      this.absentAs = absentAs;
    }

    @Override
    Object read(Decoder decoder, String path, Object raw, boolean isRequired) {
      return ScalarDecoder.readText(decoder, this, path, raw, isRequired);
    }
  }

  /** A whole number. */
  static final class Whole extends Rule {
    final long min;
    final long max;

    /** What some senders write for an absent number, or null. */
    final Integer absentAs;

    Whole(Words words, long min, long max, Integer absentAs) {
      super(words);
      this.min = min;
      this.max = max;
      this.absentAs = absentAs;
    }

    @Override
    Object read(Decoder decoder, String path, Object raw, boolean isRequired) {
      return ScalarDecoder.readWhole(decoder, this, path, raw, isRequired);
    }
  }

  /** One of some fixed texts. */
  static final class Choice extends Rule {
    final List<String> choices;

    Choice(Words words, List<String> choices) {
      super(words);
      this.choices = choices;
    }

    @Override
    Object read(Decoder decoder, String path, Object raw, boolean isRequired) {
      return ScalarDecoder.readChoice(decoder, this, path, raw, isRequired);
    }
  }

  /** True or false. */
  static final class Flag extends Rule {
    Flag(Words words) {
      super(words);
    }

    @Override
    Object read(Decoder decoder, String path, Object raw, boolean isRequired) {
      return raw instanceof Boolean ? raw : decoder.absent(this, path, raw, isRequired);
    }
  }

  /** A function: a member that is not JSON. */
  static final class Callback extends Rule {
    Callback(Words words) {
      super(words);
    }

    @Override
    Object read(Decoder decoder, String path, Object raw, boolean isRequired) {
      return Decoding.isJson(raw) ? decoder.absent(this, path, raw, isRequired) : raw;
    }
  }

  /** An object that may have any members. */
  static final class AnyObject extends Rule {
    AnyObject(Words words) {
      super(words);
    }

    @Override
    Object read(Decoder decoder, String path, Object raw, boolean isRequired) {
      Map<String, Object> members = Decoding.plainObject(raw);
      return members == null ? decoder.absent(this, path, raw, isRequired) : members;
    }
  }

  /** A list; its bounds are checked before it is read. */
  static final class ListOf extends Rule {
    final Rule items;
    final int min;
    final int max;

    ListOf(Words words, Rule items, int min, int max) {
      super(words);
      this.items = items;
      this.min = min;
      this.max = max;
    }

    @Override
    Object read(Decoder decoder, String path, Object raw, boolean isRequired) {
      return decoder.readList(this, path, raw, isRequired);
    }
  }

  /** An object whose members have any name and one form. */
  static final class MapOf extends Rule {
    final Rule values;
    final int maxMembers;
    final int minName;
    final int maxName;

    MapOf(Words words, Rule values, int maxMembers, int minName, int maxName) {
      super(words);
      this.values = values;
      this.maxMembers = maxMembers;
      this.minName = minName;
      this.maxName = maxName;
    }

    @Override
    Object read(Decoder decoder, String path, Object raw, boolean isRequired) {
      return decoder.readMap(this, path, raw, isRequired);
    }
  }

  /** A value of one of two types. */
  static final class Either extends Rule {
    final Rule first;
    final Rule second;

    Either(Words words, Rule first, Rule second) {
      super(words);
      this.first = first;
      this.second = second;
    }

    @Override
    Object read(Decoder decoder, String path, Object raw, boolean isRequired) {
      return decoder.readEither(this, path, raw, isRequired);
    }
  }

  /** A text or an object; its words are those of the object. */
  static final class TextOrObject extends Rule {
    final Text text;
    final Rule object;

    TextOrObject(Text text, Rule object) {
      super(object.words);
      this.text = text;
      this.object = object;
    }

    @Override
    Object read(Decoder decoder, String path, Object raw, boolean isRequired) {
      return decoder.readTextOrObject(this, path, raw, isRequired);
    }
  }

  /** An object with named members. */
  static final class ObjectOf extends Rule {
    /** Whether it may have other members too (RSF1). */
    final boolean isOpen;

    final List<Member> members;

    /** The names of the members. */
    final Set<String> names;

    ObjectOf(Words words, boolean isOpen, Member... members) {
      super(words);
      this.isOpen = isOpen;
      this.members = List.of(members);
      this.names =
          this.members.stream()
              .map(member -> member.name)
              .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The rule of a member, or null. */
    Rule rule(String name) {
      for (Member member : members) {
        if (member.name.equals(name)) {
          return member.rule;
        }
      }
      return null;
    }

    @Override
    Object read(Decoder decoder, String path, Object raw, boolean isRequired) {
      return decoder.readObject(this, path, raw, isRequired);
    }
  }

  /** A member of an object. */
  static final class Member {
    final String name;
    final Rule rule;
    final boolean isRequired;

    private Member(String name, Rule rule, boolean isRequired) {
      this.name = name;
      this.rule = rule;
      this.isRequired = isRequired;
    }

    static Member required(String name, Rule rule) {
      return new Member(name, rule, true);
    }

    static Member optional(String name, Rule rule) {
      return new Member(name, rule, false);
    }
  }
}
