const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Whether MessagePack is whole, one value, nested no deeper than so many levels, and its strings are UTF-8: found
 * without building anything, since a decoder reserves memory for as many elements as five bytes announce, and reads
 * bytes that are not UTF-8 as other characters.
 */
export function isBoundedMessagePack(bytes: Uint8Array, maxDepth: number): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    return skip(view, 0, maxDepth) === bytes.byteLength;
  } catch {
    return false;
  }
}

/** The place behind the value at `at`. @throws {Error} if it is cut off, too deep or no MessagePack */
function skip(view: DataView, at: number, depth: number): number {
  const type = view.getUint8(at);
  const next = at + 1;
  if (type < 0x80 || type >= 0xe0) return next;
  if (type < 0x90) return skipMany(view, next, 2 * (type & 0x0f), depth);
  if (type < 0xa0) return skipMany(view, next, type & 0x0f, depth);
  if (type < 0xc0) return text(view, next, type & 0x1f);
  switch (type) {
    case 0xc0: // nil
    case 0xc2: // false
    case 0xc3: // true
      return next;
    case 0xcc: // 8 bits
    case 0xd0:
      return within(view, next + 1);
    case 0xcd: // 16 bits
    case 0xd1:
      return within(view, next + 2);
    case 0xca: // 32 bits
    case 0xce:
    case 0xd2:
      return within(view, next + 4);
    case 0xcb: // 64 bits
    case 0xcf:
    case 0xd3:
      return within(view, next + 8);
    case 0xc4: // bin
      return within(view, next + 1 + view.getUint8(next));
    case 0xc5:
      return within(view, next + 2 + view.getUint16(next));
    case 0xc6:
      return within(view, next + 4 + view.getUint32(next));
    case 0xd9: // str
      return text(view, next + 1, view.getUint8(next));
    case 0xda:
      return text(view, next + 2, view.getUint16(next));
    case 0xdb:
      return text(view, next + 4, view.getUint32(next));
    case 0xdc: // array and map
      return skipMany(view, next + 2, view.getUint16(next), depth);
    case 0xdd:
      return skipMany(view, next + 4, view.getUint32(next), depth);
    case 0xde:
      return skipMany(view, next + 2, 2 * view.getUint16(next), depth);
    case 0xdf:
      return skipMany(view, next + 4, 2 * view.getUint32(next), depth);
    default:
      throw new RangeError('an extension type, which no body of the protocol has');
  }
}

function skipMany(view: DataView, start: number, count: number, depth: number): number {
  if (depth === 0) throw new RangeError('nested too deep');
  let at = start;
  for (let i = 0; i < count; i++) at = skip(view, at, depth - 1);
  return at;
}

function text(view: DataView, start: number, length: number): number {
  const end = within(view, start + length);
  utf8.decode(new Uint8Array(view.buffer, view.byteOffset + start, length));
  return end;
}

function within(view: DataView, end: number): number {
  if (end > view.byteLength) throw new RangeError('cut off');
  return end;
}
