import { Button, SegmentedControl } from '@mantine/core';
import { useMemo, useState } from 'react';
import { Notice } from '../../../components/notice.tsx';
import { useEditor } from '../hooks/editor-context.ts';
import { toDraft } from '../model/draft.ts';
import { conflictKey, type MergeSide, mergeDrafts } from '../model/merge-drafts.ts';
import { conflictValue, conflictWords } from '../model/merge-words.ts';
import classes from './merge-notice.module.css';

/** Someone else saved the same call: what both changed is chosen field by field, the rest is merged. */
export function MergeNotice() {
  const { session } = useEditor();
  const { status, base, theirs } = session.save;
  const [choices, setChoices] = useState<ReadonlyMap<string, MergeSide>>(new Map());
  const conflicts = useMemo(
    () => (theirs === null ? [] : mergeDrafts(toDraft(base), session.draft, toDraft(theirs)).conflicts),
    [base, theirs, session.draft],
  );
  if (status !== 'conflict' || conflicts.length === 0) return null;
  const takeAll = (side: MergeSide) =>
    setChoices(new Map(conflicts.map(({ path }) => [conflictKey(path), side] as const)));
  return (
    <Notice
      kind="warning"
      title="Someone else changed this call in the meantime"
      actions={
        <Button
          size="xs"
          onClick={() => {
            session.resolve(choices);
            setChoices(new Map());
          }}
        >
          Save the merge
        </Button>
      }
    >
      <p>
        Everything else was merged. Choose for what both of you changed:{' '}
        <button type="button" className={classes.all} onClick={() => takeAll('mine')}>
          all mine
        </button>
        ,{' '}
        <button type="button" className={classes.all} onClick={() => takeAll('theirs')}>
          all theirs
        </button>
        .
      </p>
      <ul className={classes.conflicts}>
        {conflicts.map(({ path, mine, theirs: other }) => {
          const key = conflictKey(path);
          const side = choices.get(key) ?? 'mine';
          const words = conflictWords(path);
          return (
            <li key={key}>
              <span className={classes.what}>{words}</span>
              <SegmentedControl
                size="xs"
                aria-label={`Which ${words} to keep`}
                data={[
                  { value: 'mine', label: 'Mine' },
                  { value: 'theirs', label: 'Theirs' },
                ]}
                value={side}
                onChange={(value) => setChoices(new Map(choices).set(key, value === 'theirs' ? 'theirs' : 'mine'))}
              />
              <code className={classes.value}>{conflictValue(side === 'mine' ? mine : other)}</code>
            </li>
          );
        })}
      </ul>
    </Notice>
  );
}
