/** An event as a format gives it: its data not read yet. */
export interface RawEvent {
  event: string | null;
  id: string | null;
  data: string;
}

/** Cuts the text of a stream into events. */
export interface FormatReader {
  push(text: string): void;
  /** True where something began that was not ended, and is dropped. */
  end(): boolean;
}
