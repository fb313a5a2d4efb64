import {
  LIMITS,
  type Masker,
  parseValuePath,
  type StreamSettings,
  type ValuePath,
  valueAt,
} from '@jackfield/connector';
import { RunFailure } from '../../run-failure.ts';
import type { FormatReader, RawEvent } from './format-reader.ts';
import { JsonPieces } from './json-pieces.ts';
import { MaskedText } from './masked-text.ts';
import { readNdjson } from './ndjson-format.ts';
import { readSse } from './sse-format.ts';
import {
  eventJson,
  jsonFaultOf,
  mayBeTooDeep,
  onOneLine,
  type ParsedData,
  parseData,
  type StreamPart,
} from './stream-event.ts';
import { formatOfStart, formatOfType, isFormatTold, type KnownFormat } from './stream-format.ts';

export interface StreamReaderOptions {
  settings: StreamSettings;
  contentType: string;
  masker: Masker;
  jsonDepthMax: number;
  /** Of all that is kept. */
  bytesMax: number;
  /** Without: only the text is. */
  keepsEvents: boolean;
}

/** Reads the masked bytes of a stream into events and text, and keeps what the envelope has as `data`. */
export class StreamReader {
  /** The end rule was met: what follows is none of the stream. */
  isComplete = false;
  eventsCount = 0;
  readonly warnings: string[] = [];
  readonly #options: StreamReaderOptions;
  readonly #decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  readonly #textPath: ValuePath;
  readonly #endPath: ValuePath | null;
  readonly #maskedText: MaskedText;
  readonly #text = new JsonPieces();
  readonly #events = new JsonPieces();
  #format: KnownFormat | null;
  #reader: FormatReader | null = null;
  /** Until it tells the format. */
  #start = '';
  #parts: StreamPart[] = [];

  constructor(options: StreamReaderOptions) {
    this.#options = options;
    const { format, textPath, end } = options.settings;
    this.#format = format === 'auto' ? formatOfType(options.contentType) : format;
    this.#textPath = pathOf(textPath);
    this.#endPath = end.kind === 'path' ? pathOf(end.path) : null;
    this.#maskedText = new MaskedText(options.masker);
  }

  /** What the bytes complete, in order. */
  push(bytes: Uint8Array): StreamPart[] {
    this.#read(this.#decoder.decode(bytes, { stream: true }));
    return this.#take();
  }

  end(): StreamPart[] {
    if (!this.isComplete) {
      this.#format ??= formatOfStart(this.#start);
      this.#read(this.#decoder.decode());
      if (this.#reader?.end()) this.warnings.push('The stream ended in the middle of an event, which was dropped.');
      if (!this.isComplete) this.#warnOfEnd();
    }
    return this.stop();
  }

  /** What is complete, without what is not: for a stream that broke off. */
  stop(): StreamPart[] {
    this.#addText(null, this.#maskedText.flush());
    return this.#take();
  }

  /** `{text, events}`, as far as it came. */
  get data(): readonly Uint8Array[] {
    const text = [Buffer.from('{"text":"'), ...this.#text.chunks];
    if (!this.#options.keepsEvents) return [...text, Buffer.from('"}')];
    return [...text, Buffer.from('","events":['), ...this.#events.chunks, Buffer.from(']}')];
  }

  #take(): StreamPart[] {
    const parts = this.#parts;
    this.#parts = [];
    return parts;
  }

  #read(decoded: string): void {
    const text = this.#start + decoded;
    this.#start = '';
    if (this.#format === null && !isFormatTold(text)) {
      this.#start = text;
      return;
    }
    this.#format ??= formatOfStart(text);
    if (this.#format === 'text') {
      // Its bytes were masked before.
      this.#addText(null, text);
      return;
    }
    this.#reader ??= this.#format === 'sse' ? this.#open(readSse) : this.#open(readNdjson);
    this.#reader.push(text);
  }

  #open(read: typeof readSse): FormatReader {
    return read((event) => this.#addEvent(event), LIMITS.streamEventCharsMax, tooLargeEvent);
  }

  #addEvent(raw: RawEvent): void {
    if (this.isComplete) return;
    if (raw.data.length > LIMITS.streamEventCharsMax) tooLargeEvent();
    const { end } = this.#options.settings;
    if (end.kind === 'data' && raw.data.trim() === end.value.trim()) {
      this.isComplete = true;
      return;
    }
    const parsed = parseData(raw.data);
    if (!parsed.isJson && this.#format === 'ndjson') throw this.#notJson(raw.data);
    if (parsed.isJson && mayBeTooDeep(raw.data, this.#options.jsonDepthMax)) {
      if (jsonFaultOf(raw.data, this.#options.jsonDepthMax) !== null) throw this.#notJson(raw.data);
    }
    this.eventsCount += 1;
    const event = { ...raw, data: parsed.isJson ? onOneLine(raw.data) : JSON.stringify(raw.data) };
    if (this.#options.keepsEvents) this.#keep(this.#events, (this.eventsCount > 1 ? ',' : '') + eventJson(event));
    this.#addText(event, this.#maskedText.push(this.#textOf(raw.data, parsed)));
    this.isComplete =
      (end.kind === 'event' && raw.event === end.name.trim()) ||
      (this.#endPath !== null && hasValue(valueAt(parsed.value, this.#endPath)));
  }

  #textOf(data: string, { value, isJson }: ParsedData): string {
    const found = this.#textPath.length === 0 ? value : isJson ? valueAt(value, this.#textPath) : undefined;
    if (typeof found === 'string') return found;
    if (typeof found !== 'number' && typeof found !== 'boolean') return '';
    return this.#textPath.length === 0 ? data.trim() : JSON.stringify(found);
  }

  #addText(event: StreamPart['event'], text: string): void {
    if (text !== '') this.#keep(this.#text, JSON.stringify(text).slice(1, -1));
    if (text !== '' || event !== null) this.#parts.push({ event, text });
  }

  #keep(pieces: JsonPieces, piece: string): void {
    pieces.add(piece);
    const { bytesMax } = this.#options;
    if (this.#text.size + this.#events.size <= bytesMax) return;
    throw new RunFailure({
      kind: 'too_large',
      phase: 'body',
      detail: `more than ${bytesMax} bytes in ${this.eventsCount} events`,
      hint: 'Run the call with answer=stream, which hands each event on and keeps only the text.',
    });
  }

  #notJson(data: string): RunFailure {
    const fault = jsonFaultOf(data, this.#options.jsonDepthMax);
    const where =
      this.#format === 'ndjson'
        ? `Line ${this.eventsCount + 1} (blank ones not counted)`
        : `Event ${this.eventsCount + 1}`;
    const isFirst = this.eventsCount === 0 && /^[[{]/.test(data);
    return new RunFailure({
      kind: 'decode',
      phase: 'body',
      detail: `${where} is not JSON at byte ${fault?.byte ?? 0}: ${fault?.reason ?? 'it cannot be read'}.`,
      hint: isFirst
        ? 'The response looks like one JSON document. Many APIs stream only when they are asked to, with "stream": true in the body; else choose the response type JSON.'
        : 'Choose the format of the stream in the settings of the call: NDJSON is one JSON text a line.',
    });
  }

  #warnOfEnd(): void {
    const { end } = this.#options.settings;
    if (end.kind === 'event') this.warnings.push(`The connection ended before an event "${end.name}" came.`);
    if (end.kind === 'path') this.warnings.push(`The connection ended before an event had a value at ${end.path}.`);
    if (end.kind === 'data' && end.value !== '[DONE]') {
      this.warnings.push(`The connection ended before an event with the data "${end.value}" came.`);
    }
  }
}

/** Null, nothing, an empty text and `false` are what an event has there that is not the last. */
function hasValue(value: unknown): boolean {
  return value !== undefined && value !== null && value !== false && value !== '';
}

/** A path that cannot be read never gets this far: such a request is not built. */
function pathOf(text: string): ValuePath {
  const parsed = parseValuePath(text);
  return parsed.ok ? parsed.path : [];
}

function tooLargeEvent(): never {
  throw new RunFailure({
    kind: 'too_large',
    phase: 'body',
    detail: `One event is longer than ${LIMITS.streamEventCharsMax.toLocaleString('en')} characters.`,
    hint: 'Check the format of the stream in the settings of the call, or use answer=body, which hands the bytes on as they come.',
  });
}
