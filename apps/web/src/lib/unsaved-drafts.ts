import type { z } from 'zod';

const PREFIX = 'jackfield.unsaved.';

/** Drafts that a reload of the page found unsaved, in this tab's storage. Never anything secret. */
export function keepUnsaved(key: string, unsaved: { draft: unknown; version: number } | null): void {
  try {
    if (unsaved === null) sessionStorage.removeItem(PREFIX + key);
    else sessionStorage.setItem(PREFIX + key, JSON.stringify(unsaved));
  } catch {
    // Full or switched off: the save itself is still on its way.
  }
}

/** The kept draft, or null when there is none or it does not fit the schema any more. */
export function readUnsaved<Draft>(key: string, schema: z.ZodType<Draft>): { draft: Draft; version: number } | null {
  try {
    const text = sessionStorage.getItem(PREFIX + key);
    if (text === null) return null;
    const { draft, version } = JSON.parse(text) as { draft: unknown; version: unknown };
    const parsed = schema.safeParse(draft);
    return parsed.success && typeof version === 'number' ? { draft: parsed.data, version } : null;
  } catch {
    return null;
  }
}
