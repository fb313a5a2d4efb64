import { JsonDocument } from './json-document.ts';
import type { JsonAnswer, JsonAsk, JsonQuestion } from './json-worker.types.ts';

/** Holds one JSON text and answers what the page asks of it, so that the page never reads it itself. */
const parts: string[] = [];
let document: JsonDocument | null = null;
/** As values, for JSONPath; made when first asked for. */
let value: { parsed: unknown } | null = null;

const MATCHES_MAX = 2_000;

function opened(): JsonDocument {
  document ??= new JsonDocument(parts.splice(0).join(''));
  return document;
}

async function answer(question: JsonQuestion): Promise<unknown> {
  const json = opened();
  switch (question.ask) {
    case 'open':
      return { rowCount: json.rowCount, chars: json.text.length };
    case 'rows':
      return json.rows(question.start, question.count);
    case 'toggle':
      return json.toggle(question.place);
    case 'depth':
      return json.openToDepth(question.depth);
    case 'path':
      return json.pathOf(question.place);
    case 'value':
      return json.valueOf(question.place);
    case 'search':
      return json.search(question.query);
    case 'reveal':
      return json.reveal(question.offset);
    case 'row':
      return json.rowOf(question.place);
    case 'table':
      return json.table(question.place, question.start, question.count);
    case 'slice':
      return json.text.slice(question.start, question.start + question.count);
    case 'filter':
      return filter(json, question.path);
  }
}

async function filter(json: JsonDocument, path: string) {
  const { jsonpath } = await import('json-p3');
  value ??= { parsed: JSON.parse(json.text) };
  const found = [];
  let count = 0;
  for (const node of jsonpath.lazyQuery(path, value.parsed as never)) {
    count += 1;
    if (count <= MATCHES_MAX) found.push(json.match(json.placeOf(node.location)));
  }
  return { rows: found, count };
}

self.addEventListener('message', ({ data }: MessageEvent<JsonAsk>) => {
  if (data.type === 'text') {
    parts.push(...data.parts);
    return;
  }
  const reply = (told: JsonAnswer): void => self.postMessage(told);
  answer(data.question).then(
    (result) => reply({ id: data.id, ok: true, result }),
    (error: unknown) =>
      reply({ id: data.id, ok: false, message: error instanceof Error ? error.message : String(error) }),
  );
});
