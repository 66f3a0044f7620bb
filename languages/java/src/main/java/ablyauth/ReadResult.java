package ablyauth;

import java.util.List;

/**
 * What was read, and where the received form differed from what the protocol says.
 *
 * @param <T> what was read
 */
public final class ReadResult<T> {
  private final T value;
  private final List<Leniency> leniencies;

  ReadResult(T value, List<Leniency> leniencies) {
    this.value = value;
    this.leniencies = List.copyOf(leniencies);
  }

  /**
   * What was read.
   *
   * @return the value, members in the order of the schema
   */
  public T value() {
    return value;
  }

  /**
   * What was tolerated.
   *
   * @return the differences, in the order in which they were found
   */
  public List<Leniency> leniencies() {
    return leniencies;
  }
}
