import type { Transaction } from '@jackfield/db';
import {
  type FieldChoices,
  fieldChoicesSchema,
  type SampleStatistics,
  type ShapeSchema,
  shapeSchemaSchema,
} from '@jackfield/shape';
import type { Fingerprint } from '../../initialization-state.ts';
import { newId } from '../../new-id.ts';
import { readSamples } from '../../running/merge-samples.ts';
import { readFingerprint } from '../../stored-documents.ts';

export interface SavedShape {
  schema: ShapeSchema;
  samples: SampleStatistics[];
  choices: FieldChoices;
  fingerprint: Fingerprint;
  version: number;
}

export interface NewShape {
  schema: ShapeSchema;
  samples: SampleStatistics[];
  choices: FieldChoices;
  fingerprint: Fingerprint;
  savedById: string;
  savedByName: string;
  savedAt: Date;
}

/** The saved shapes of calls. */
export function createShapesRepository(db: Transaction) {
  return {
    async find(callId: string): Promise<SavedShape | null> {
      const row = await db.shape.findUnique({ where: { callId } });
      if (row === null) return null;
      return {
        schema: shapeSchemaSchema.parse(row.schema),
        samples: readSamples(row.statistics),
        choices: fieldChoicesSchema.parse(row.choices),
        fingerprint: readFingerprint(row.fingerprint),
        version: row.version,
      };
    },

    async save(callId: string, { schema, samples, choices, ...shape }: NewShape): Promise<void> {
      // Through JSON: Prisma's input type knows no readonly members.
      const json = { schema: plain(schema), statistics: plain(samples), choices: plain(choices) };
      await db.shape.upsert({
        where: { callId },
        create: { id: newId(), callId, ...json, ...shape },
        update: { ...json, ...shape, version: { increment: 1 } },
      });
    },
  };
}

function plain(value: unknown) {
  return JSON.parse(JSON.stringify(value));
}
