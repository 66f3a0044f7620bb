# frozen_string_literal: true

files = Dir[File.join(__dir__, "*_test.rb")]
# Where RBS compares every call with its signature, what they do not allow never arrives.
files.reject! { |file| file.end_with?("calls_test.rb") } if defined?(RBS::Test)
files.each { |file| require file }
