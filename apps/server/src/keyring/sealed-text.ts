import { createCipheriv, createDecipheriv } from 'node:crypto';
import { pooledRandom } from '../pooled-random.ts';

/** Where a sealed text stands. It is bound into the text, so that a copy in another place does not open. */
export interface SealedPlace {
  workspaceId: string;
  table: string;
  rowId: string;
  field: string;
}

export interface SealingKey {
  id: string;
  bytes: Buffer;
}

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** As a JSON list, so that no two places can be written alike whatever their parts hold. */
function additionalData(place: SealedPlace, keyId: string): Buffer {
  return Buffer.from(JSON.stringify(['v1', place.workspaceId, place.table, place.rowId, place.field, keyId]));
}

/** AES-256-GCM with a random nonce: `v1.<key id>.<iv>.<tag>.<ciphertext>`, the parts in base64url. */
export function sealText(key: SealingKey, place: SealedPlace, plain: Uint8Array): string {
  const iv = pooledRandom(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key.bytes, iv);
  cipher.setAAD(additionalData(place, key.id));
  const ciphertext = Buffer.concat([cipher.update(plain), cipher.final()]);
  const parts = [iv, cipher.getAuthTag(), ciphertext].map((part) => part.toString('base64url'));
  return ['v1', key.id, ...parts].join('.');
}

interface SealedParts {
  keyId: string;
  iv: Buffer;
  tag: Buffer;
  ciphertext: Buffer;
}

/** Decodes base64url and refuses every other spelling of the same bytes. */
function decodePart(text: string): Buffer | null {
  const bytes = Buffer.from(text, 'base64url');
  return bytes.toString('base64url') === text ? bytes : null;
}

function parseSealed(sealed: string): SealedParts | null {
  const parts = sealed.split('.');
  const [version, keyId, ivText, tagText, ciphertextText] = parts;
  if (parts.length !== 5 || version !== 'v1' || !keyId) return null;
  const iv = decodePart(ivText ?? '');
  const tag = decodePart(tagText ?? '');
  const ciphertext = decodePart(ciphertextText ?? '');
  // A short tag would be accepted by the cipher, with less to guess: its length is checked here.
  if (iv?.length !== IV_BYTES || tag?.length !== TAG_BYTES || ciphertext === null) return null;
  return { keyId, iv, tag, ciphertext };
}

/** The id of the key that a sealed text needs; null when it is no sealed text. */
export function sealedKeyId(sealed: string): string | null {
  return parseSealed(sealed)?.keyId ?? null;
}

/** What every text sealed with a key begins with, and no other. */
export function sealedPrefix(keyId: string): string {
  return `v1.${keyId}.`;
}

/** The plain bytes, or null when the text is damaged, stands in another place or belongs to another key. */
export function openSealed(key: SealingKey, place: SealedPlace, sealed: string): Buffer | null {
  const parts = parseSealed(sealed);
  if (parts === null || parts.keyId !== key.id) return null;
  try {
    const decipher = createDecipheriv('aes-256-gcm', key.bytes, parts.iv, { authTagLength: TAG_BYTES });
    decipher.setAAD(additionalData(place, key.id));
    decipher.setAuthTag(parts.tag);
    return Buffer.concat([decipher.update(parts.ciphertext), decipher.final()]);
  } catch {
    // The cipher says only that it did not open, which is all there is to know.
    return null;
  }
}
