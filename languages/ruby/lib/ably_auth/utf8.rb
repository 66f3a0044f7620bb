# frozen_string_literal: true

module AblyAuth
  # Strings of Ruby as Unicode text. JSON can escape a lone surrogate, which has no UTF-8 form: here it is the three
  # bytes that UTF-8 would have for it, so that the string is not a valid one.
  module Utf8
    SURROGATE = /\xED[\xA0-\xBF][\x80-\xBF]/n
    private_constant :SURROGATE

    module_function

    # A frozen copy of a string; bytes are taken for UTF-8. nil for anything else, and what cannot be said in UTF-8.
    def text(raw)
      return unless raw.is_a?(String)

      case raw.encoding
      when Encoding::UTF_8 then raw.frozen? && raw.instance_of?(String) ? raw : String.new(raw).freeze
      when Encoding::US_ASCII, Encoding::BINARY then String.new(raw).force_encoding(Encoding::UTF_8).freeze
      else raw.encode(Encoding::UTF_8).freeze
      end
    rescue EncodingError
      nil
    end

    # The code points of a text; a lone surrogate counts as one.
    def length(text)
      text.valid_encoding? ? text.length : text.b.gsub(SURROGATE, "?").force_encoding(Encoding::UTF_8).length
    end

    # What is wrong with a text that is not valid.
    def flaw(text)
      surrogate?(text) ? "a lone surrogate" : "bytes that are not UTF-8"
    end

    # Whether a text is not valid for nothing else than lone surrogates.
    def surrogate?(text)
      !text.valid_encoding? && text.b.gsub(SURROGATE, "").force_encoding(Encoding::UTF_8).valid_encoding?
    end

    # A text for messages and paths, which is valid: lone surrogates as JSON escapes them, U+FFFD for other bytes.
    def printable(text)
      return text if text.valid_encoding?

      escaped = text.b.gsub(SURROGATE) do |found|
        _, second, third = found.bytes
        format("\\u%04x", 0xD000 | ((second & 0x3F) << 6) | (third & 0x3F))
      end
      escaped.force_encoding(Encoding::UTF_8).scrub
    end

    # Valid texts in the order of their UTF-16 code units (RFC 8785 §3.2.3); Ruby compares bytes.
    def sort(texts)
      texts.all?(&:ascii_only?) ? texts.sort : texts.sort_by { |text| text.encode(Encoding::UTF_16BE) }
    end
  end
end
