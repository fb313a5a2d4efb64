import type { ShapeChange } from '@jackfield/shape';
import { Tag } from '../../../components/tag.tsx';
import { changeWords, pathWords } from '../model/field-words.ts';
import classes from './response-pane.module.css';

/** What is different from the saved shape, the breaking first. */
export function ChangeList({ changes }: { changes: readonly ShapeChange[] }) {
  if (changes.length === 0) return null;
  const sorted = changes.toSorted((a, b) => Number(b.isBreaking) - Number(a.isBreaking));
  const breaking = changes.filter(({ isBreaking }) => isBreaking).length;
  return (
    <details className={classes.changes} open={changes.length <= 6}>
      <summary>
        {changes.length === 1 ? '1 change' : `${changes.length} changes`} against the saved shape
        {breaking > 0 && `, ${breaking} breaking`}
      </summary>
      <ul>
        {sorted.map((change) => (
          <li key={`${change.header ?? ''} ${change.pointer} ${change.change}`}>
            <Tag color={change.isBreaking ? 'red' : 'green'}>{change.isBreaking ? 'breaking' : 'safe'}</Tag>
            <code>{change.header === undefined ? pathWords(change.pointer) : `header ${change.header}`}</code>
            <span>{changeWords(change)}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
