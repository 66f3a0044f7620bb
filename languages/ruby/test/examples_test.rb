# frozen_string_literal: true

require "helper"
require "json"

# The JSON Schema examples: every valid value is valid, and every invalid one has the issue that its file names.
class ExamplesTest < Minitest::Test
  FOLDER = File.expand_path("../../../schemas/examples", __dir__)

  def test_every_example
    types = Dir.children(FOLDER)
    assert_operator types.size, :>, 10
    types.each do |type|
      Dir[File.join(FOLDER, type, "*.json")].each do |file|
        example = JSON.parse(File.read(file))
        issues = AblyAuth.validate(type, example["value"])
        found = issues.map { |issue| { "path" => issue.path, "keyword" => issue.keyword, "code" => issue.code } }
        if example["valid"]
          assert_empty found, file
        else
          assert_includes found, example["issue"], file
        end
      end
    end
  end

  def test_refuses_an_unknown_type
    error = assert_raises(ArgumentError) { AblyAuth.validate("Nothing", {}) }
    assert_equal Dir.children(FOLDER).sort, error.message.scan(/[A-Z]\w+/).sort
  end
end
