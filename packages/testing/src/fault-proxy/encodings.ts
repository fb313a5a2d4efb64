import { brotliCompressSync, constants, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';

const ENCODERS: Readonly<Record<string, (data: Uint8Array) => Buffer>> = {
  gzip: (data) => gzipSync(data),
  deflate: (data) => deflateSync(data),
  'deflate-raw': (data) => deflateRawSync(data),
  // The default quality takes seconds for a bomb.
  br: (data) => brotliCompressSync(data, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }),
  zstd: zstd,
};

/** Puts content encodings on, in order; a name that is not known changes nothing but the header. */
export function encode(data: Uint8Array, encodings: readonly string[]): Uint8Array {
  return encodings.reduce((current, name) => ENCODERS[name]?.(current) ?? current, data);
}

/** How an encoding is called in a header. */
export function encodingHeader(encoding: string): string {
  return encoding === 'deflate-raw' ? 'deflate' : encoding;
}

const MEMBER_BYTES = 1_000_000;
const ZSTD_BLOCK_BYTES_MAX = 128 * 1024;

/** Gzip of this many bytes of one kind, about 1,000:1, made without holding them: members may follow one another. */
export function gzipBomb(bytes: number, fill = 0x20): Buffer {
  const member = gzipSync(Buffer.alloc(MEMBER_BYTES, fill), { level: 9 });
  return Buffer.concat(Array.from({ length: Math.ceil(bytes / MEMBER_BYTES) }, () => member));
}

/** About 1,000:1, of zlib's format. */
export function deflateBomb(bytes: number): Buffer {
  return deflateSync(Buffer.alloc(bytes, 0x20), { level: 9 });
}

/** 100,000:1 and more. */
export function brotliBomb(bytes: number): Buffer {
  return brotliCompressSync(Buffer.alloc(bytes, 0x20), {
    params: { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_LGWIN]: 24 },
  });
}

/** A zstd frame (RFC 8878) of raw blocks: this version of Node may not know how to write one. */
function zstd(data: Uint8Array): Buffer {
  const blocks: Buffer[] = [];
  for (let start = 0; start === 0 || start < data.length; start += ZSTD_BLOCK_BYTES_MAX) {
    const block = data.subarray(start, start + ZSTD_BLOCK_BYTES_MAX);
    blocks.push(zstdBlock(0, block.length, start + block.length >= data.length), Buffer.from(block));
  }
  return Buffer.concat([ZSTD_START, ...blocks]);
}

/** 32,000:1, of blocks that repeat one byte. */
export function zstdBomb(bytes: number): Buffer {
  const count = Math.ceil(bytes / ZSTD_BLOCK_BYTES_MAX);
  const blocks = Array.from({ length: count }, (_, index) =>
    Buffer.concat([zstdBlock(1, ZSTD_BLOCK_BYTES_MAX, index === count - 1), Buffer.from(' ')]),
  );
  return Buffer.concat([ZSTD_START, ...blocks]);
}

/** Magic number, no content size, a window of 128 KiB. */
const ZSTD_START = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x38]);

function zstdBlock(type: 0 | 1, size: number, isLast: boolean): Buffer {
  const header = (size << 3) | (type << 1) | (isLast ? 1 : 0);
  return Buffer.from([header & 0xff, (header >> 8) & 0xff, (header >> 16) & 0xff]);
}
