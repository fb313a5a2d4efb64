/** A problem of one row, found by building the request or told by the server. */
export interface RowIssue {
  /** Place of the row in the list. */
  index: number;
  /** `key`, `value`, `input`, `template`: the field it stands at; null for the whole row. */
  field: string | null;
  severity: 'error' | 'warning';
  message: string;
}
