import type { Place, TablePart, TreeRow } from './json-document.ts';

/** What may be asked of a JSON text, and what is answered. */
export interface JsonQuestions {
  open: { wanted: object; answer: { rowCount: number; chars: number } };
  rows: { wanted: { start: number; count: number }; answer: TreeRow[] };
  toggle: { wanted: { place: Place }; answer: number };
  depth: { wanted: { depth: number }; answer: { rowCount: number; isCut: boolean } };
  path: { wanted: { place: Place }; answer: string };
  value: { wanted: { place: Place }; answer: string };
  search: { wanted: { query: string }; answer: number[] };
  reveal: { wanted: { offset: number }; answer: { row: number; rowCount: number } };
  row: { wanted: { place: Place }; answer: number };
  table: { wanted: { place: Place; start: number; count: number }; answer: TablePart | null };
  slice: { wanted: { start: number; count: number }; answer: string };
  /** The first matches, and how many there are. */
  filter: { wanted: { path: string }; answer: { rows: TreeRow[]; count: number } };
}

export type JsonQuestion = {
  [Ask in keyof JsonQuestions]: { ask: Ask } & JsonQuestions[Ask]['wanted'];
}[keyof JsonQuestions];

export type JsonAsk = { type: 'text'; parts: string[] } | { type: 'question'; id: number; question: JsonQuestion };

export type JsonAnswer = { id: number } & ({ ok: true; result: unknown } | { ok: false; message: string });
