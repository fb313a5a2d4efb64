import type { RefObject } from 'react';

/**
 * How a text is coloured. `json-template` is JSON with `<input>` and `{{name}}`; `raw-template` is any text with
 * `_*_name_*_` and `{{name}}`, `xml-template` such a text with tags, `graphql` a query with `{{name}}`; the others hold no placeholders (a response).
 */
export type CodeLanguage = 'json-template' | 'raw-template' | 'xml-template' | 'graphql' | 'json' | 'xml' | 'text';

export interface CodeProblem {
  severity: 'error' | 'warning';
  message: string;
  /** Offsets in UTF-16 units. */
  start: number;
  end: number;
}

/** A name that can stand in the text. */
export interface PlaceholderName {
  kind: 'input' | 'variable' | 'secret';
  name: string;
  /** A few words beside it in a list. */
  detail: string;
  /** Sentences that are shown when the pointer rests on it. Never the value of a secret. */
  about: readonly string[];
}

/** What a button outside of the editor can ask of it. */
export interface CodeEditorHandle {
  /** Opens the search. */
  find(): void;
  /** Puts the cursor at an offset and the focus into the text. */
  goTo(offset: number): void;
}

export interface CodeEditorProps {
  value: string;
  language: CodeLanguage;
  /** What a screen reader calls it. */
  label: string;
  onChange?: (value: string) => void;
  onBlur?: () => void;
  /** Undo over the whole call, in place of the editor's own. */
  onUndo?: () => void;
  onRedo?: () => void;
  /** Shift+Alt+F. */
  onFormat?: () => void;
  problems?: readonly CodeProblem[];
  /** Offered behind `<` or `_*_`, and behind `{{`; drawn and explained where they stand. */
  placeholders?: readonly PlaceholderName[];
  /** `<name>` is an input in raw text too. */
  readsAngleBrackets?: boolean;
  /** Long lines are broken at the edge; on by default. */
  wrapsLines?: boolean;
  isReadOnly?: boolean;
  placeholder?: string;
  /** Empty until the editor has come. */
  handle?: RefObject<CodeEditorHandle | null>;
}
