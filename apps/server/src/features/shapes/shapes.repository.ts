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
import { fromStoredText, toStoredText } from '../../stored-text.ts';

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
      return row === null ? null : readSavedShape(row);
    },

    async save(callId: string, shape: NewShape): Promise<void> {
      const columns = toColumns(shape);
      await db.shape.upsert({
        where: { callId },
        create: { id: newId(), callId, ...columns },
        update: { ...columns, version: { increment: 1 } },
      });
    },
  };
}

interface ShapeRow {
  schema: unknown;
  statistics: unknown;
  choices: unknown;
  fingerprint: unknown;
  version: number;
}

export function readSavedShape({ schema, statistics, choices, fingerprint, version }: ShapeRow): SavedShape {
  return {
    schema: shapeSchemaSchema.parse(fromStoredText(schema)),
    samples: readSamples(statistics),
    choices: fieldChoicesSchema.parse(choices),
    fingerprint: readFingerprint(fingerprint),
    version,
  };
}

export function toColumns({ schema, samples, choices, ...shape }: NewShape) {
  return { ...shape, schema: toStoredText(schema), statistics: toStoredText(samples), choices: plain(choices) };
}

/** Through JSON: Prisma's input type knows no readonly members. */
function plain(value: unknown) {
  return JSON.parse(JSON.stringify(value));
}
