import type { ByteMasker, Masker } from '@jackfield/connector';

/** Both, one after the other. What is new in each run then costs no building anew of what is the same in all. */
export function joinMaskers(first: Masker, second: Masker): Masker {
  if (!first.hasPatterns) return second;
  if (!second.hasPatterns) return first;
  return {
    hasPatterns: true,
    maskText: (text) => second.maskText(first.maskText(text)),
    maskBytes: (bytes) => second.maskBytes(first.maskBytes(bytes)),
    createByteMasker: () => joinByteMaskers(first.createByteMasker(), second.createByteMasker()),
  };
}

function joinByteMaskers(first: ByteMasker, second: ByteMasker): ByteMasker {
  return {
    push: (chunk) => second.push(first.push(chunk)),
    flush: () => Buffer.concat([second.push(first.flush()), second.flush()]),
  };
}
