import { z } from 'zod';

const statusesSchema = z.array(z.number().int());

/** The statuses that an error shape was learned from, as the database holds them. */
export function readStatuses(stored: unknown): number[] {
  return statusesSchema.parse(stored);
}
