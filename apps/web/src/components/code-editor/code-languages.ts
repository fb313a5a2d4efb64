/**
 * How a text is coloured. `json-template` is JSON with `<input>` and `{{name}}`; `raw-template` is any text with
 * `_*_name_*_` and `{{name}}`; `json` and `text` hold no placeholders (a response).
 */
export type CodeLanguage = 'json-template' | 'raw-template' | 'json' | 'text';

export interface CodeProblem {
  severity: 'error' | 'warning';
  message: string;
  /** Offsets in UTF-16 units. */
  start: number;
  end: number;
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
  problems?: readonly CodeProblem[];
  isReadOnly?: boolean;
  placeholder?: string;
}
