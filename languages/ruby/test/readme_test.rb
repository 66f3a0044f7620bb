# frozen_string_literal: true

require "helper"

# The code of the README, executed: a trailing comment states what the line prints.
class ReadmeTest < Minitest::Test
  def test_prints_what_it_says
    text = File.read(File.expand_path("../README.md", __dir__), encoding: "UTF-8")
    code = text.scan(/^```ruby\n(.*?)^```$/m).join("\n")
    expected = code.scan(/^ *puts .*? # (.*)$/).flatten
    printed, = capture_io { eval(code, TOPLEVEL_BINDING.dup) } # rubocop:disable Security/Eval
    assert_equal expected, printed.lines(chomp: true)
    assert_operator expected.size, :>, 8
  end
end
